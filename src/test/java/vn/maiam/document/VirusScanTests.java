package vn.maiam.document;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import vn.maiam.TestProvince;
import vn.maiam.document.domain.DocumentFields;
import vn.maiam.document.domain.DocumentService;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Debian's clamd, where it is installed, with one signature of our own: the EICAR test
 * file, which every scanner agrees to call infected. Without it the tests are skipped.
 */
@SpringBootTest
@Import(TestProvince.People.class)
class VirusScanTests {

	/** In two halves, so that no scanner calls this source infected. */
	private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + "-ANTIVIRUS-TEST-FILE!$H+H*";

	private static final Path CLAMD = Path.of("/usr/sbin/clamd");

	@TempDir
	static Path folder;

	private static Process daemon;

	@Autowired
	TestProvince province;

	@Autowired
	DocumentService documents;

	@Autowired
	JdbcClient jdbc;

	@DynamicPropertySource
	static void socket(DynamicPropertyRegistry settings) {
		settings.add("maiam.clamd-socket", () -> folder.resolve("clamd.sock").toString());
	}

	@BeforeAll
	static void start() throws Exception {
		Assumptions.assumeTrue(Files.isExecutable(CLAMD), "clamd is not installed");
		Path signatures = Files.createDirectory(folder.resolve("db"));
		Files.writeString(signatures.resolve("test.hdb"), "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n");
		Path settings = Files.writeString(folder.resolve("clamd.conf"), """
				DatabaseDirectory %s
				LocalSocket %s
				Foreground yes
				""".formatted(signatures, folder.resolve("clamd.sock")));
		daemon = new ProcessBuilder(CLAMD.toString(), "-c", settings.toString()).redirectErrorStream(true)
			.redirectOutput(folder.resolve("clamd.log").toFile())
			.start();
		await().atMost(Duration.ofSeconds(60))
			.until(() -> Files.exists(folder.resolve("clamd.sock")) || !daemon.isAlive());
		assertThat(daemon.isAlive()).as(Files.readString(folder.resolve("clamd.log"))).isTrue();
	}

	@AfterAll
	static void stop() {
		if (daemon != null) {
			daemon.destroyForcibly();
		}
	}

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void anInfectedFileIsRefusedQuarantinedAndInTheTrailAndACleanOneIsTaken() {
		this.province.actAs("vonhai");
		add("sach.txt", "một tệp sạch");
		assertThatThrownBy(() -> add("nhiem.txt", EICAR)).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.key()).isEqualTo("document.refused.infected"));
		assertThat(this.jdbc
			.sql("select subject_label || ' ' || note from audit_entry where action = 'document.quarantined'")
			.query(String.class)
			.single()).startsWith("nhiem.txt Eicar-Test-Signature");
		assertThat(this.jdbc.sql("select name from attachment").query(String.class).list()).contains("sach.txt")
			.doesNotContain("nhiem.txt");
	}

	private void add(String name, String content) {
		this.documents.add(
				new DocumentFields(this.province.unit("170"), DocumentFields.Reach.GROUP, DocumentKind.OTHER, null,
						null, null, null, "", ""),
				List.of(new MockMultipartFile("files", name, "text/plain",
						content.getBytes(StandardCharsets.US_ASCII))));
	}

}
