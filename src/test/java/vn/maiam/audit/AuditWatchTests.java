package vn.maiam.audit;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;

import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

@SpringBootTest
@AutoConfigureMockMvc
@Import({ TestProvince.People.class, TestProvince.HandTime.class })
class AuditWatchTests {

	@Autowired
	AuditWatch watch;

	@Autowired
	TestProvince province;

	@Autowired
	TestProvince.HandClock clock;

	@Autowired
	MockMvc mvc;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void eachOddThingIsToldOnceADay() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().save();
		SecurityContextHolder.clearContext();
		java.time.ZonedDateTime here = this.clock.instant().atZone(this.clock.getZone());
		java.time.ZonedDateTime night = here.toLocalDate().plusDays(1).atTime(22, 30).atZone(this.clock.getZone());
		this.clock.advance(java.time.Duration.between(here, night));
		login("lanhdao", TestProvince.PASSWORD, "Firefox/1");
		this.clock.advance(java.time.Duration.ofMinutes(5));
		login("lanhdao", TestProvince.PASSWORD, "Chrome/2");
		for (int at = 0; at < 10; at++) {
			login("thanhvien", "sai " + at, "Chrome/2");
		}
		this.mvc.perform(get("/households.xlsx").with(user(this.province.account("vonhai"))));
		this.jdbc
			.sql("""
					insert into audit_entry (at, actor_id, actor_name, action, subject_kind, subject_id, subject_label, changes)
					select ?, (select id from user_account where username = 'daitu'), 'Người xem nhiều', 'household.viewed', 'household', 'TN-' || n, 'x', '{}'
					from generate_series(1, 60) n""")
			.param(java.sql.Timestamp.from(this.clock.instant()))
			.update();
		this.watch.look();
		this.watch.look();
		List<String> rules = this.watch.latest(List.of(this.province.unit("19")), true)
			.stream()
			.map(AuditWatch.Alert::rule)
			.toList();
		assertThat(rules).doesNotHaveDuplicates().contains("MANY_FAILURES", "NIGHT_EXPORT", "MANY_VIEWS", "NEW_DEVICE");
		assertThat(code).isNotNull();
		String page = this.mvc.perform(get("/audit").with(user(this.province.account("thanhtra"))))
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(page).contains("đăng nhập từ máy lạ: Chrome").doesNotContain("{1}", "java.lang");
	}

	@Test
	void whoOpensAHouseholdIsShownOnItAndInTheTrailOnceAnHour() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().save();
		SecurityContextHolder.clearContext();
		for (int at = 0; at < 3; at++) {
			this.mvc.perform(get("/households/" + code).with(user(this.province.account("lanhdao"))));
		}
		assertThat(views(code)).isOne();
		this.clock.advance(java.time.Duration.ofMinutes(61));
		String page = this.mvc.perform(get("/households/" + code).with(user(this.province.account("lanhdao"))))
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(views(code)).isEqualTo(2);
		assertThat(page).contains("Ai đã xem (1)", "Người dùng lanhdao");
	}

	private long views(HouseholdCode code) {
		return this.jdbc.sql("select count(*) from audit_entry where action = 'household.viewed' and subject_id = ?")
			.param(code.value())
			.query(Long.class)
			.single();
	}

	private void login(String username, String password, String agent) throws Exception {
		this.mvc.perform(post("/login").with(csrf())
			.header("User-Agent", agent)
			.param("username", username)
			.param("password", password));
	}

}
