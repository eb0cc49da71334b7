package vn.maiam.audit;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** The trail sees reading, and what was refused. */
@SpringBootTest
@AutoConfigureMockMvc
@Import({ TestProvince.People.class, TestProvince.HandTime.class })
class BriefTrailTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	TestProvince.HandClock clock;

	@Autowired
	BriefTrail brief;

	@Autowired
	AuditWatch watch;

	@Autowired
	JdbcClient jdbc;

	private HouseholdCode household;

	private long before;

	@BeforeEach
	void aHousehold() {
		this.province.actAs("vonhai");
		this.household = this.province.aHousehold().save();
		SecurityContextHolder.clearContext();
		this.clock.advance(Duration.ofMinutes(2));
		this.brief.closeMinutes();
		this.clock.advance(Duration.ofMinutes(2));
		this.brief.closeMinutes();
		this.jdbc.sql("delete from list_walk").update();
		this.jdbc.sql("delete from login_attempt").update();
		this.before = this.jdbc.sql("select coalesce(max(id), 0) from audit_entry").query(Long.class).single();
	}

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void whatIsReadTheSameMinuteIsOneLineWithItsCount() throws Exception {
		for (int at = 0; at < 4; at++) {
			as("thanhvien", get("/households").param("q", "nguyen " + at % 2)).andExpect(status().isOk());
			as("thanhvien", get("/api/v1/households")).andExpect(status().isOk());
		}
		assertThat(entries("household.listed")).as("the first at once").hasSize(1);
		this.clock.advance(Duration.ofSeconds(61));
		this.brief.closeMinutes();
		assertThat(entries("household.listed")).hasSize(2)
			.last()
			.asString()
			.contains("\"times\": [null, ", "\"rows\": [null, ");
	}

	@Test
	void whoMayNotExportDoesNotWalkThroughTheListEither() throws Exception {
		this.jdbc.sql("insert into list_walk (account_id, list, day, rows) select id, l, ?, 500 "
				+ "from user_account, unnest(array['households', 'households.found', 'members', 'members.found']) l")
			.param(java.time.LocalDate.now(this.clock))
			.update();
		as("thanhvien", get("/households")).andExpect(status().isForbidden())
			.andExpect(content().string(containsString("quyền xuất danh sách")));
		as("thanhvien", get("/api/v1/households")).andExpect(status().isForbidden());
		as("thanhvien", get("/search").param("q", this.household.value()).param("kind", "household"))
			.andExpect(status().isForbidden());
		as("thanhvien",
				get("/reports/changes").param("unit", "170")
					.param("measure", "TOTAL")
					.param("cause", "ADDED")
					.param("from", "2024-01-01"))
			.andExpect(status().isForbidden());
		as("vonhai", get("/api/v1/households")).andExpect(status().isOk());
		as("thanhvien", get("/households/" + this.household)).andExpect(status().isOk());
	}

	@Test
	void lookingAgainCostsNothingAndASearchIsCountedApart() throws Exception {
		this.jdbc.sql(
				"insert into list_walk (account_id, list, day, rows) select id, l, ?, 498 from user_account, unnest(array['households']) l")
			.param(java.time.LocalDate.now(this.clock))
			.update();
		for (int at = 0; at < 4; at++) {
			as("thanhvien", get("/households").param("unit", "170").param("hamlet", "x").param("size", "1"))
				.andExpect(status().isOk())
				.andExpect(content().string(containsString("còn xem được 1 dòng")));
		}
		this.province.actAs("vonhai");
		this.province.aHousehold().save();
		this.province.aHousehold().save();
		SecurityContextHolder.clearContext();
		as("thanhvien", get("/households")).andExpect(status().isForbidden())
			.andExpect(content().string(containsString("Từ ngày mai")));
		as("thanhvien", get("/households").param("q", this.household.value())).andExpect(status().isOk());
	}

	@Test
	void whateverPageShowsAHouseholdLeavesItsView() throws Exception {
		for (String page : List.of("edit", "progress", "funding", "eligibility", "citizen-id")) {
			this.clock.advance(Duration.ofMinutes(61));
			long views = entries("household.viewed").size();
			as("vonhai", get("/households/" + this.household + "/" + page)).andExpect(status().isOk());
			assertThat(entries("household.viewed")).as(page).hasSize((int) views + 1);
		}
		this.clock.advance(Duration.ofMinutes(61));
		long views = entries("household.viewed").size();
		as("vonhai", post("/households/" + this.household + "/edit").with(csrf()))
			.andExpect(status().isUnprocessableContent());
		assertThat(entries("household.viewed")).hasSize((int) views + 1);
	}

	@Test
	void aFormThatIsRefusedShowsItsPageAgainAndThatIsReading() throws Exception {
		long before = entries("account.viewed").size();
		as("quantri.vonhai",
				post("/admin/accounts/lanhdao.vonhai").with(csrf()).param("version", "0").param("fullName", ""))
			.andExpect(status().isUnprocessableContent());
		assertThat(entries("account.viewed")).hasSize((int) before + 1);
	}

	@Test
	void whatIsRefusedStandsThereWithTheRuleThatRefused() throws Exception {
		as("thanhvien", get("/households.xlsx")).andExpect(status().isForbidden());
		assertThat(entries("access.refused")).singleElement()
			.asString()
			.contains("EXPORT_HOUSEHOLDS", "GET /households.xlsx");
		as("vonhai", post("/account")).andExpect(status().isForbidden());
		assertThat(entries("access.refused")).last().asString().contains("csrf");
		this.mvc.perform(post("/login").param("username", "admin")).andExpect(status().isForbidden());
		assertThat(entries("access.refused")).hasSize(3).last().asString().contains("csrf");
	}

	@Test
	void whoSitsThereAndWhatOnesOwnIsLeavesATrace() throws Exception {
		as("trangxa", post("/login/confirm").with(csrf()).param("password", "sai"))
			.andExpect(status().isUnprocessableContent());
		as("trangxa", post("/login/confirm").with(csrf()).param("password", TestProvince.PASSWORD));
		as("trangxa",
				post("/account").with(csrf())
					.param("present", "sai")
					.param("next", "một mật khẩu rất dài")
					.param("again", "một mật khẩu rất dài"));
		as("trangxa", post("/account").with(csrf()).param("act", "end-others"));
		as("trangxa", get("/account/personal-data.docx")).andExpect(status().isOk());
		this.mvc.perform(post("/activate").with(csrf()).param("code", "ABCDEFGHJKLM"))
			.andExpect(status().isUnprocessableContent());
		as("thanhtra", get("/audit").param("q", "nguyễn")).andExpect(status().isOk());
		assertThat(entries("account.confirm-failed")).hasSize(2);
		for (String action : List.of("account.confirmed", "account.own-sessions-ended", "account.own-data-exported",
				"account.code-refused", "audit.viewed")) {
			assertThat(entries(action)).as(action).hasSize(1);
		}
		assertThat(entries("account.code-refused").toString()).doesNotContain("ABCDEFGHJKLM");
	}

	@Test
	void manyLinesAndManyRefusalsAreToldToTheInspector() throws Exception {
		this.jdbc
			.sql("""
					insert into audit_entry (at, actor_id, actor_name, action, subject_kind, subject_id, subject_label, changes)
					select ?, (select id from user_account where username = 'daitu'), 'Người đọc nhiều', 'household.listed', 'list', 'households', '',
						'{"rows": [null, "100"]}' from generate_series(1, 25)""")
			.param(java.sql.Timestamp.from(this.clock.instant()))
			.update();
		for (int at = 0; at < 12; at++) {
			as("thanhvien", get("/admin/settings")).andExpect(status().isForbidden());
		}
		this.clock.advance(Duration.ofSeconds(61));
		this.brief.closeMinutes();
		this.watch.look();
		assertThat(this.watch.latest(List.of(this.province.unit("19")), true)).extracting(AuditWatch.Alert::rule)
			.contains("MANY_ROWS", "MANY_REFUSALS");
	}

	private List<String> entries(String action) {
		return this.jdbc.sql(
				"select subject_id || ' ' || subject_label || ' ' || changes::text from audit_entry where action = ? and id > ? order by id")
			.params(action, this.before)
			.query(String.class)
			.list();
	}

	private ResultActions as(String person, MockHttpServletRequestBuilder request) throws Exception {
		return this.mvc.perform(request.with(user(this.province.account(person))));
	}

}
