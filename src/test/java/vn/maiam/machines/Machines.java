package vn.maiam.machines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import vn.maiam.MaiAm;
import vn.maiam.TestProvince;

import static org.awaitility.Awaitility.await;

/**
 * A PostgreSQL that keeps its data, instances of the application in processes of their
 * own, and nginx before them with the settings of {@code src/run/nginx.conf}; all in one
 * temporary folder and on free ports. Each can be killed and started again.
 */
public final class Machines implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(Machines.class);

	public static final String CLASSES = System.getProperty("java.class.path");

	private final Path folder;

	private final int databasePort = freePort();

	private final Map<Integer, Process> instances = new TreeMap<>();

	private final List<Integer> ports = new ArrayList<>();

	private final Map<String, String> settings = new TreeMap<>();

	private final List<String> virtualMachine;

	private final Map<String, String> serverSettings;

	private EmbeddedPostgres database;

	private Process proxy;

	private int proxyPort;

	public Machines(Path folder, Map<String, String> settings) throws IOException {
		this(folder, settings, List.of("-Xmx300m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), Map.of());
	}

	/**
	 * @param settings of the application
	 * @param virtualMachine options of Java
	 * @param serverSettings of PostgreSQL
	 */
	public Machines(Path folder, Map<String, String> settings, List<String> virtualMachine,
			Map<String, String> serverSettings) throws IOException {
		this.folder = folder;
		this.settings.putAll(settings);
		this.virtualMachine = virtualMachine;
		this.serverSettings = serverSettings;
		Files.writeString(folder.resolve("secret.key"), "only-for-tests-".repeat(4));
		this.database = startPostgres();
	}

	/** The database prepared by the application itself, in this process. */
	public ConfigurableApplicationContext prepare(Class<?>... more) {
		List<Class<?>> sources = new ArrayList<>(List.of(MaiAm.class, TestProvince.People.class));
		sources.addAll(List.of(more));
		return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).run(arguments(0).toArray(String[]::new));
	}

	public String databaseUrl() {
		return "jdbc:postgresql://127.0.0.1:" + this.databasePort
				+ "/postgres?user=postgres&password=postgres&reWriteBatchedInserts=true";
	}

	/** Starts so many instances and the proxy, and waits for all of them. */
	public void start(int count) throws IOException {
		start(count, true);
	}

	public void start(int count, boolean proxied) throws IOException {
		reserve(count);
		for (int at = 0; at < count; at++) {
			startInstance(at);
		}
		for (int at = 0; at < count; at++) {
			awaitInstance(at);
		}
		if (proxied) {
			startProxy();
		}
	}

	/** Places for instances, none of which is started yet. */
	public void reserve(int count) {
		for (int at = 0; at < count; at++) {
			this.ports.add(freePort());
		}
	}

	public URI site() {
		return URI.create("http://127.0.0.1:" + this.proxyPort);
	}

	public URI instance(int at) {
		return URI.create("http://127.0.0.1:" + this.ports.get(at));
	}

	/** SIGKILL. */
	public void killInstance(int at) throws InterruptedException {
		Process process = this.instances.get(at);
		process.destroyForcibly().waitFor();
	}

	public void startInstance(int at) throws IOException {
		startInstance(at, CLASSES);
	}

	/** Starts an instance of another version of the program, or with more settings. */
	public void startInstance(int at, String classes, String... more) throws IOException {
		List<String> arguments = arguments(this.ports.get(at));
		arguments.addAll(List.of(more));
		this.instances.put(at, java(classes, log(at), arguments));
	}

	/**
	 * Starts again what has ended by itself, as one that found no database while it was
	 * starting: what systemd or Docker does.
	 */
	public void supervise() throws IOException {
		for (Map.Entry<Integer, Process> instance : this.instances.entrySet()) {
			if (!instance.getValue().isAlive()) {
				startInstance(instance.getKey());
			}
		}
	}

	/** Asks an instance to end, and waits until it has. */
	public void stopInstance(int at) throws InterruptedException {
		Process process = this.instances.get(at);
		process.destroy();
		process.waitFor();
	}

	/**
	 * Runs a command of the program, as {@code backup folder}.
	 * @return what it said; it must have ended well
	 */
	public String command(String... words) throws IOException, InterruptedException {
		Path said = Files.createTempFile(this.folder, "command", ".log");
		List<String> arguments = new ArrayList<>(List.of(words));
		arguments.addAll(arguments(0));
		int code = java(CLASSES, said, arguments).waitFor();
		if (code != 0) {
			throw new IllegalStateException(words[0] + " ended with " + code + ": " + tail(said));
		}
		return Files.readString(said);
	}

	private Process java(String classes, Path log, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.virtualMachine);
		command.addAll(List.of("-cp", classes, MaiAm.class.getName()));
		command.addAll(arguments);
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start();
	}

	public void awaitInstance(int at) {
		awaitInstance(at, Duration.ofMinutes(10));
	}

	public void awaitInstance(int at, Duration most) {
		await().atMost(most).pollInterval(Duration.ofMillis(200)).until(() -> {
			if (!this.instances.get(at).isAlive()) {
				throw new IllegalStateException("instance " + at + " ended: " + tail(log(at)));
			}
			return answers(instance(at));
		});
	}

	private static boolean answers(URI instance) {
		try {
			return new Person(instance).get("/login").statusCode() == 200;
		}
		catch (IOException notYet) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	public Process process(int at) {
		return this.instances.get(at);
	}

	public int databasePort() {
		return this.databasePort;
	}

	/** What an instance has said. */
	public String said(int at) throws IOException {
		return Files.readString(log(at));
	}

	private Path log(int at) {
		return this.folder.resolve("instance-" + at + ".log");
	}

	/**
	 * SIGKILL for every process of the server, as when its machine loses power; it is
	 * started again on the same data.
	 */
	public void killDatabase() throws IOException, InterruptedException {
		stopDatabase();
		startDatabase();
	}

	public void stopDatabase() throws IOException, InterruptedException {
		long postmaster = Long
			.parseLong(Files.readAllLines(this.folder.resolve("database/postmaster.pid")).get(0).trim());
		ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
		List<ProcessHandle> all = new ArrayList<>(server.children().toList());
		all.add(0, server);
		all.forEach(ProcessHandle::destroyForcibly);
		for (ProcessHandle process : all) {
			process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
		}
		try {
			this.database.close();
		}
		catch (IOException dead) {
			LOG.debug("nothing left to stop", dead);
		}
	}

	public void startDatabase() throws IOException {
		this.database = startPostgres();
	}

	private EmbeddedPostgres startPostgres() throws IOException {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setPort(this.databasePort)
			.setRegisterShutdownHook(false)
			.setPGStartupWait(Duration.ofSeconds(60))
			.setLocaleConfig("encoding", "UTF8")
			.setLocaleConfig("locale", "C")
			.setLocaleConfig("locale-provider", "icu")
			.setLocaleConfig("icu-locale", "vi")
			.setServerConfig("max_connections", "100")
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("full_page_writes", "on")
			.setDataDirectory(this.folder.resolve("database").toFile())
			.setCleanDataDirectory(false)
			.setOverrideWorkingDirectory(this.folder.resolve("postgresql").toFile());
		this.serverSettings.forEach(builder::setServerConfig);
		return builder.start();
	}

	public void startProxy() throws IOException {
		this.proxyPort = freePort();
		String conf = Files.readString(Path.of("src/run/nginx.conf"))
			.replace("/tmp/nginx", this.folder.resolve("nginx").toString())
			.replace("listen 8080", "listen 127.0.0.1:" + this.proxyPort);
		for (int at = 0; at < 3; at++) {
			// where there are fewer, the first stands for the others as well
			conf = conf.replace("server instance-" + (at + 1) + ":8080",
					"server 127.0.0.1:" + this.ports.get(at % this.ports.size()));
		}
		Path file = Files.writeString(this.folder.resolve("nginx.conf"), conf);
		String asWhom = "root".equals(System.getProperty("user.name")) ? " user root;" : "";
		this.proxy = new ProcessBuilder("nginx", "-c", file.toString(), "-g", "daemon off;" + asWhom)
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("nginx.log").toFile())
			.start();
		await().atMost(Duration.ofSeconds(20)).until(() -> answers(site()));
	}

	private List<String> arguments(int port) {
		Map<String, String> all = new TreeMap<>(Map.of("server.port", String.valueOf(port), "management.server.port",
				"-1", "spring.main.banner-mode", "off", "spring.jmx.enabled", "false", "spring.datasource.url",
				databaseUrl(), "spring.datasource.hikari.maximum-pool-size", "8", "maiam.secret-file",
				this.folder.resolve("secret.key").toString(), "maiam.storage-folder",
				this.folder.resolve("files").toString(), "maiam.address", "http://localhost:8080"));
		all.putAll(this.settings);
		List<String> arguments = new ArrayList<>();
		all.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		return arguments;
	}

	public static int freePort() {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return free.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String tail(Path log) throws IOException {
		String all = Files.readString(log, StandardCharsets.UTF_8);
		return all.substring(Math.max(0, all.length() - 3000));
	}

	@Override
	public void close() throws IOException {
		if (this.proxy != null) {
			this.proxy.destroy();
		}
		this.instances.values().forEach(Process::destroyForcibly);
		this.instances.values().forEach((process) -> process.onExit().join());
		this.database.close();
	}

}
