package vn.maiam.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import vn.maiam.shared.Installation;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * What every store must do: tried on a folder and on a real S3 server (S3Proxy, in a
 * process of its own).
 */
class FileStoreTests {

	@TempDir
	static Path folder;

	private static Process server;

	private static S3Store bucket;

	@BeforeAll
	static void startServer() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		Path settings = Files.writeString(folder.resolve("s3.conf"), """
				s3proxy.endpoint=http://127.0.0.1:%d
				s3proxy.authorization=aws-v2-or-v4
				s3proxy.identity=test-identity
				s3proxy.credential=test-credential
				jclouds.provider=transient
				""".formatted(port));
		server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
				"-jar", Path.of("target", "s3-server.jar").toString(), "--properties", settings.toString())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("s3.log").toFile())
			.start();
		URI endpoint = URI.create("http://127.0.0.1:" + port);
		waitFor(port);
		try (S3Client client = S3Client.builder()
			.httpClientBuilder(UrlConnectionHttpClient.builder())
			.region(Region.US_EAST_1)
			.endpointOverride(endpoint)
			.forcePathStyle(true)
			.credentialsProvider(
					StaticCredentialsProvider.create(AwsBasicCredentials.create("test-identity", "test-credential")))
			.build()) {
			client.createBucket((request) -> request.bucket("mai-am"));
		}
		bucket = new S3Store(new S3Settings("mai-am", "us-east-1", endpoint, "test-identity", "test-credential", true));
	}

	@AfterAll
	static void stopServer() {
		bucket.close();
		server.destroyForcibly();
	}

	static Stream<FileStore> stores() {
		return Stream.of(new FolderStore(new Installation(null, null, folder.resolve("files"), URI.create("http://x"))),
				bucket);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void whatIsPutIsReadAndPutAgainIsReplacedAndDeletedIsGone(FileStore store) throws IOException {
		store.put("ab/cd.jpg", "một".getBytes(StandardCharsets.UTF_8));
		assertThat(store.read("ab/cd.jpg")).asString(StandardCharsets.UTF_8).isEqualTo("một");
		store.put("ab/cd.jpg", "hai".getBytes(StandardCharsets.UTF_8));
		try (InputStream in = store.open("ab/cd.jpg")) {
			assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hai");
		}
		store.delete("ab/cd.jpg");
		store.delete("ab/cd.jpg");
		assertThatThrownBy(() -> store.read("ab/cd.jpg")).isInstanceOf(NotFound.class);
		assertThatThrownBy(() -> store.open("ab/cd.jpg")).isInstanceOf(NotFound.class);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void aLargeFileComesBackAsItWas(FileStore store) throws Exception {
		Path file = folder.resolve("large");
		MessageDigest before = MessageDigest.getInstance("SHA-256");
		Random random = new Random(7);
		try (OutputStream out = Files.newOutputStream(file)) {
			byte[] megabyte = new byte[1024 * 1024];
			for (int at = 0; at < 60; at++) {
				random.nextBytes(megabyte);
				before.update(megabyte);
				out.write(megabyte);
			}
		}
		store.put("tep/large", file);
		MessageDigest after = MessageDigest.getInstance("SHA-256");
		try (InputStream in = store.open("tep/large")) {
			byte[] some = new byte[65_536];
			for (int read = in.read(some); read >= 0; read = in.read(some)) {
				after.update(some, 0, read);
			}
		}
		assertThat(after.digest()).isEqualTo(before.digest());
		store.delete("tep/large");
	}

	@ParameterizedTest
	@MethodSource("stores")
	void keysWithMarksAndSpacesAreKeysAndWhatLeadsOutsideNamesNothing(FileStore store) {
		store.put("tep/Kế hoạch 1.pdf", new byte[] { 1 });
		assertThat(store.read("tep/Kế hoạch 1.pdf")).containsExactly(1);
		assertThatThrownBy(() -> store.read("../outside")).isInstanceOf(NotFound.class);
		assertThatThrownBy(() -> store.put("tep/../../outside", new byte[] { 1 })).isInstanceOf(NotFound.class);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void allKeysAreListed(FileStore store) {
		store.put("liet-ke/a.jpg", new byte[] { 1 });
		store.put("liet-ke/b/c.jpg", new byte[] { 2 });
		try (Stream<String> keys = new PrefixedStore("liet-ke/", store).keys()) {
			assertThat(keys).containsExactlyInAnyOrder("a.jpg", "b/c.jpg");
		}
		store.delete("liet-ke/a.jpg");
		store.delete("liet-ke/b/c.jpg");
	}

	/** A disk of a quarter of a megabyte, where this machine lets one be made. */
	@Test
	void aFullDiskIsSaidSoAndLeavesNothingBehind(@TempDir Path disk) throws Exception {
		assumeThat(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString())).as("a small disk")
			.isZero();
		try {
			FolderStore store = new FolderStore(new Installation(null, null, disk, URI.create("http://x")));
			store.put("nho.jpg", new byte[1000]);
			assertThatThrownBy(() -> store.put("to.jpg", new byte[400_000])).isInstanceOf(Refused.class)
				.hasMessage("layout.refused.full");
			assertThat(store.read("nho.jpg")).hasSize(1000);
			try (Stream<Path> left = Files.walk(disk)) {
				assertThat(left.filter(Files::isRegularFile)).hasSize(1);
			}
		}
		finally {
			run("umount", disk.toString());
		}
	}

	private static int run(String... command) throws IOException, InterruptedException {
		return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
	}

	private static void waitFor(int port) throws IOException {
		await().atMost(Duration.ofSeconds(60)).until(() -> isOpen(port) || !server.isAlive());
		assertThat(server.isAlive()).as(Files.readString(folder.resolve("s3.log"))).isTrue();
	}

	private static boolean isOpen(int port) {
		try {
			new Socket("127.0.0.1", port).close();
			return true;
		}
		catch (IOException notYet) {
			return false;
		}
	}

}
