package vn.maiam.demo;

import javax.sql.DataSource;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.account.AccountRegister;
import vn.maiam.demo.TrainingConfiguration.TrainingLock;
import vn.maiam.document.DocumentKind;
import vn.maiam.document.FileKey;
import vn.maiam.document.domain.DocumentFields;
import vn.maiam.document.domain.DocumentFields.Reach;
import vn.maiam.document.domain.DocumentService;
import vn.maiam.storage.FileStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest(properties = "maiam.training=true")
@AutoConfigureMockMvc
@DirtiesContext
class TrainingIT {

	@Autowired
	MockMvc mvc;

	@Autowired
	AccountRegister accounts;

	@Autowired
	DemoActors actors;

	@Autowired
	DocumentService documents;

	@Autowired
	FileStore files;

	@Autowired
	FlywayMigrationStrategy strategy;

	@Autowired
	Flyway flyway;

	@Autowired
	DataSource dataSource;

	@Autowired
	TrainingGround ground;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void whatACourseDidIsGoneAfterItIsPutBackAndNothingElseIs() throws Exception {
		Map<String, String> made = contents(TrainingGround.KEPT);
		assertThat(made).containsKeys("household", "household_tally", "post", "user_account", "stored_file")
			.doesNotContainKeys("audit_entry", "administrative_unit");
		int trail = count("audit_entry");
		this.jdbc.sql("update household set note = 'tập'").update();
		this.jdbc.sql(
				"insert into public_post (title, text, published_at, published_by) select 'a', 'b', now(), id from user_account limit 1")
			.update();
		this.actors.actAs("vonhai");
		this.documents.add(new DocumentFields(
				this.jdbc.sql("select id from administrative_unit where code = '170'").query(Long.class).single(),
				Reach.GROUP, DocumentKind.OTHER, null, null, null, null, "Tập", ""),
				List.of(new MockMultipartFile("files", "tap.txt", "text/plain",
						"tập".getBytes(StandardCharsets.UTF_8))));
		SecurityContextHolder.clearContext();
		String key = this.jdbc.sql("select encode(sha256, 'hex') from stored_file order by stored_at desc limit 1")
			.query(String.class)
			.single();
		String path = FileKey.of(key);
		assertThat(this.files.read(path)).isNotEmpty();

		this.mvc.perform(post("/admin/training").with(csrf()).with(user(this.accounts.require("vonhai"))))
			.andExpect(status().isForbidden());
		this.mvc.perform(post("/admin/training").with(csrf()).with(user(this.accounts.require("admin"))))
			.andExpect(redirectedUrl("/today"));

		// in one transaction, since the rhythm goes on as soon as it can
		this.transaction.executeWithoutResult((status) -> {
			this.ground.putBack();
			assertThat(contents("public")).isEqualTo(made);
		});
		assertThatThrownBy(() -> this.files.read(path)).isInstanceOf(vn.maiam.shared.NotFound.class);
		assertThat(count("audit_entry")).as("the trail goes on").isGreaterThan(trail);
		// the next numbers are not those of rows that are back
		this.jdbc.sql(
				"insert into public_post (title, text, published_at, published_by) select 'a', 'b', now(), id from user_account limit 1")
			.update();
		this.jdbc.sql("delete from public_post").update();

		this.mvc.perform(get("/today").with(user(this.accounts.require("vonhai"))))
			.andExpect(content().string(org.hamcrest.Matchers.containsString("BẢN TẬP HUẤN")));
		this.mvc.perform(get("/login"))
			.andExpect(content().string(org.hamcrest.Matchers.containsString("Tài khoản để tập")));
	}

	@Test
	void aDatabaseThatIsNoTrainingGroundIsNeverTouchedNorOneThatIsInUse() throws Exception {
		int people = count("user_account");
		try (TrainingLock other = new TrainingLock(this.dataSource.getConnection())) {
			assertThatIllegalStateException().isThrownBy(other::takeEmptyOrMarked)
				.withMessageContaining("another instance");
		}
		this.jdbc.sql("alter schema training_base rename to something_else").update();
		try {
			assertThatIllegalStateException().isThrownBy(() -> this.strategy.migrate(this.flyway))
				.withMessageContaining("không phải bản tập huấn");
		}
		finally {
			this.jdbc.sql("alter schema something_else rename to training_base").update();
		}
		assertThatIllegalStateException()
			.isThrownBy(() -> new TrainingConfiguration.Real().refuseTraining().migrate(this.flyway))
			.withMessageContaining("is a training ground");
		assertThat(count("user_account")).isEqualTo(people).isPositive();
	}

	@Test
	void itIsPutBackOnceANight() {
		this.jdbc.sql("update household set note = 'tập'").update();
		this.ground.putBackAtNight();
		assertThat(count("household where note = 'tập'")).as("this day it was made").isPositive();
		this.jdbc.sql("update training_base.mark set put_back_on = put_back_on - 1").update();
		this.ground.putBackAtNight();
		assertThat(count("household where note = 'tập'")).isZero();
	}

	/** A sum of all rows of each table that is put back. */
	private Map<String, String> contents(String schema) {
		Map<String, String> sums = new LinkedHashMap<>();
		this.jdbc.sql(
				"select table_name from information_schema.tables where table_schema = 'training_base' and table_name <> 'mark' order by 1")
			.query(String.class)
			.list()
			.forEach((table) -> sums.put(table,
					this.jdbc
						.sql("select coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') from " + schema + "."
								+ table + " t")
						.query(String.class)
						.single()));
		return sums;
	}

	private int count(String table) {
		return this.jdbc.sql("select count(*) from " + table).query(Integer.class).single();
	}

}
