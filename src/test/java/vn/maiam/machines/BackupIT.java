package vn.maiam.machines;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.storage.FileStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The restore drill: a living installation is saved, and comes back in an empty place
 * with every row, every file and a whole trail.
 */
class BackupIT {

	private static final String ROWS = """
			select (select count(*) from household) as households, (select count(*) from progress_entry) as entries,
				(select count(*) from user_account) as accounts, (select coalesce(sum(change), 0) from household_tally) as listed,
				(select count(*) from audit_entry where action = 'household.created') as trail""";

	@TempDir
	static Path folder;

	static Machines living;

	static List<String> codes = new ArrayList<>();

	@BeforeAll
	static void aLivingInstallation() throws Exception {
		living = new Machines(Files.createDirectory(folder.resolve("living")), Map.of());
		try (ConfigurableApplicationContext context = living.prepare()) {
			TestProvince province = context.getBean(TestProvince.class);
			province.actAs("trangxa");
			for (int at = 0; at < 30; at++) {
				HouseholdCode household = province.aHousehold()
					.named("Nguyễn Văn \t\"Ấn\\N\" " + "ABC".charAt(at % 3))
					.save();
				context.getBean(ProgressService.class)
					.record(household, RecordProgress.reached(Stage.STARTED, LocalDate.of(2024, 12, 1)).because("thử"),
							List.of(), province.version(household));
				codes.add(household.value());
			}
			SecurityContextHolder.clearContext();
			context.getBean(FileStore.class).put("ab/tep.txt", "nội dung".getBytes(StandardCharsets.UTF_8));
		}
	}

	@AfterAll
	static void stop() throws Exception {
		living.close();
	}

	@Test
	void whatWasSavedComesBackInAnEmptyPlaceAndNothingElseDoes() throws Exception {
		Path saved = folder.resolve("saved");
		living.start(1, false);
		try (Writers writers = new Writers(living.instance(0), 2, codes)) {
			await().atMost(Duration.ofSeconds(60)).until(() -> writers.acknowledged() > 5);
			int before = writers.acknowledged();
			assertThat(living.command("backup", saved.toString())).contains("saved / đã sao lưu");
			assertThat(writers.acknowledged()).as("people go on working").isGreaterThan(before);
		}
		living.stopInstance(0);
		Files.writeString(saved.resolve("files/ab/tep.txt"), "hỏng");
		assertThat(living.command("backup", saved.toString())).as("what was damaged is brought anew").contains("saved");

		try (Machines empty = new Machines(Files.createDirectory(folder.resolve("empty")), Map.of())) {
			Path manifest = saved.resolve("manifest.json");
			String right = Files.readString(manifest);
			Files.writeString(manifest, right.replaceFirst("\"rows\" : 30,", "\"rows\" : 31,"));
			assertThatThrownBy(() -> empty.command("restore", saved.toString())).as("touched")
				.hasMessageContaining("differ");
			assertThat(rows(empty)).containsEntry("households", 0L).containsEntry("accounts", 0L);
			Files.writeString(manifest, right);

			assertThat(empty.command("restore", saved.toString())).contains("restored and compared");
			assertThat(rows(empty)).isEqualTo(rows(living)).containsEntry("households", 30L);
			assertThat(Recount.differences(JdbcClient.create(new DriverManagerDataSource(empty.databaseUrl()))))
				.allSatisfy((what, differing) -> assertThat(differing).as(what).isZero());
			assertThat(empty.command("verify-audit")).contains("whole / nguyên vẹn");
			assertThat(Files.readString(folder.resolve("empty/files/ab/tep.txt"))).isEqualTo("nội dung");
			assertThatThrownBy(() -> empty.command("restore", saved.toString())).hasMessageContaining("không trống");
			itIsWorkedWithAsBefore(empty);
		}
	}

	private static void itIsWorkedWithAsBefore(Machines restored) throws Exception {
		restored.start(1, false);
		Person official = new Person(restored.instance(0));
		official.signIn("trangxa", TestProvince.PASSWORD);
		assertThat(official.get("/households/" + codes.get(0)).body()).contains(codes.get(0), "Ấn");
		String form = official.get(Person.progress(codes.get(0))).body();
		assertThat(official.update(codes.get(0), Pages.chosenStage(form), new byte[0], "", form).statusCode())
			.isEqualTo(302);
	}

	@Test
	void anOwnDatabaseMovesToAServerByOneCommand() throws Exception {
		try (Machines server = new Machines(Files.createDirectory(folder.resolve("server")), Map.of())) {
			assertThat(living.command("move", server.databaseUrl())).contains("moved and compared");
			assertThat(rows(server)).isEqualTo(rows(living));
		}
	}

	@Test
	void aWrongSecretAnAbsentDatabaseAndANewerOneAreSaidClearly() throws Exception {
		assertThatThrownBy(
				() -> living.command("verify-audit", "--maiam.secret=another-secret-altogether-of-enough-characters"))
			.hasMessageContaining("Khóa bí mật không phải");
		assertThatThrownBy(() -> living.command("verify-audit", "--maiam.secret=short"))
			.hasMessageContaining("Khóa bí mật quá ngắn");
		living.stopDatabase();
		assertThatThrownBy(() -> living.command("verify-audit")).hasMessageContaining("Không nối được cơ sở dữ liệu");
		living.startDatabase();
		JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(living.databaseUrl()));
		jdbc.sql("update flyway_schema_history set checksum = checksum + 1 where version = '001'").update();
		assertThatThrownBy(() -> living.command("verify-audit")).hasMessageContaining("Cấu trúc cơ sở dữ liệu");
		jdbc.sql("update flyway_schema_history set checksum = checksum - 1 where version = '001'").update();
	}

	private static Map<String, Object> rows(Machines machines) {
		return JdbcClient.create(new DriverManagerDataSource(machines.databaseUrl())).sql(ROWS).query().singleRow();
	}

}
