package vn.maiam.machines;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real streaming replica from which dashboards are read, as long as it keeps up. */
class ReplicaIT {

	@TempDir
	Path folder;

	private final List<String> codes = new ArrayList<>();

	@Test
	void dashboardsAreReadFromTheReplicaAndAreNeverOlderThanWhatWasWritten() throws Exception {
		try (Machines machines = new Machines(Files.createDirectory(this.folder.resolve("primary")), Map.of())) {
			prepare(machines);
			int port = Machines.freePort();
			EmbeddedPostgres replica = replica(machines, port);
			try {
				String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=postgres";
				JdbcClient there = JdbcClient.create(new DriverManagerDataSource(url));
				machines.reserve(1);
				machines.startInstance(0, Machines.CLASSES, "--maiam.replica-url=" + url,
						"--maiam.replica-username=postgres", "--maiam.replica-password=postgres");
				machines.awaitInstance(0);
				Person leader = new Person(machines.instance(0));
				leader.signIn("lanhdao", TestProvince.PASSWORD);
				Person official = new Person(machines.instance(0));
				official.signIn("trangxa", TestProvince.PASSWORD);

				long before = reads(there);
				assertThat(started(leader)).isZero();
				await().atMost(Duration.ofSeconds(20)).until(() -> reads(there) > before);
				begin(official, 0);
				assertThat(started(leader)).as("what was just written is seen").isOne();

				there.sql("select pg_wal_replay_pause()").query().singleRow();
				begin(official, 1);
				assertThat(started(leader)).as("a replica that stands still is passed over").isEqualTo(2);
				there.sql("select pg_wal_replay_resume()").query().singleRow();
			}
			finally {
				replica.close();
			}
			Person leader = new Person(machines.instance(0));
			leader.signIn("lanhdao", TestProvince.PASSWORD);
			long began = System.nanoTime();
			assertThat(started(leader)).as("a replica that is away is passed over").isEqualTo(2);
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
		}
	}

	private void prepare(Machines machines) {
		try (ConfigurableApplicationContext context = machines.prepare()) {
			TestProvince province = context.getBean(TestProvince.class);
			province.actAs("trangxa");
			this.codes.add(province.aHousehold().save().value());
			this.codes.add(province.aHousehold().save().value());
			SecurityContextHolder.clearContext();
		}
	}

	private void begin(Person official, int house) throws Exception {
		assertThat(official.update(this.codes.get(house), "STARTED", new byte[0]).statusCode()).isEqualTo(302);
	}

	/** How many houses have begun, as the leader's page has it. */
	private static long started(Person leader) throws Exception {
		Matcher figure = Pattern.compile("stage=BEGUN\"><b>([0-9]+)</b>").matcher(leader.get("/dashboard").body());
		assertThat(figure.find()).isTrue();
		return Long.parseLong(figure.group(1));
	}

	/**
	 * How often the ledger was read on the replica, which only a dashboard does there.
	 */
	private static long reads(JdbcClient there) {
		return there.sql(
				"select coalesce(seq_scan, 0) + coalesce(idx_scan, 0) from pg_stat_user_tables where relname = 'household_tally'")
			.query(Long.class)
			.single();
	}

	/**
	 * A copy of the living primary, made as PostgreSQL's own tools make it, that follows
	 * it.
	 */
	private EmbeddedPostgres replica(Machines machines, int port) throws IOException, SQLException {
		Path from = this.folder.resolve("primary/database");
		Path to = this.folder.resolve("replica");
		try (Connection connection = DriverManager.getConnection(machines.databaseUrl());
				Statement statement = connection.createStatement()) {
			statement.execute("select pg_backup_start('replica', true)");
			copy(from, to);
			try (ResultSet label = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
				label.next();
				Files.writeString(to.resolve("backup_label"), label.getString(1));
			}
		}
		Files.writeString(to.resolve("standby.signal"), "");
		Files.writeString(to.resolve("postgresql.auto.conf"),
				"primary_conninfo = 'host=127.0.0.1 port=%d user=postgres password=postgres'%n"
					.formatted(machines.databasePort()));
		return EmbeddedPostgres.builder()
			.setPort(port)
			.setRegisterShutdownHook(false)
			.setPGStartupWait(Duration.ofSeconds(60))
			.setServerConfig("max_connections", "100")
			.setDataDirectory(to.toFile())
			.setCleanDataDirectory(false)
			.setOverrideWorkingDirectory(this.folder.resolve("postgresql").toFile())
			.start();
	}

	private static void copy(Path from, Path to) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
					throws IOException {
				Files.createDirectory(to.resolve(from.relativize(directory)),
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				if (!file.getFileName().toString().matches("postmaster\\.(pid|opts)|epg-lock")) {
					try {
						Files.copy(file, to.resolve(from.relativize(file)));
					}
					catch (NoSuchFileException gone) {
						// a temporary file of the living server
						return FileVisitResult.CONTINUE;
					}
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException failure) {
				return FileVisitResult.CONTINUE;
			}
		});
	}

}
