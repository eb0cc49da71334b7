package vn.maiam;

import vn.maiam.weeklyreport.domain.ReportingRhythm;
import vn.maiam.weeklyreport.domain.WeekCalendar;

import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * The main pages ask the database the same few questions whether there are three
 * households or thirty.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import({ TestProvince.People.class, StatementCountTests.Counting.class })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementCountTests {

	private static final AtomicInteger STATEMENTS = new AtomicInteger();

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	ReportingRhythm rhythm;

	@Autowired
	WeekCalendar calendar;

	private String code = "";

	private String week = "";

	@BeforeAll
	void thirtyHouseholds() {
		this.province.actAs("vonhai");
		for (int i = 0; i < 30; i++) {
			this.code = this.province.aHousehold().named("Hộ Thứ " + "ABCDEFGHIJ".charAt(i % 10)).save().value();
		}
		this.rhythm.tick();
		this.week = this.calendar.current().orElseThrow().label().toString();
		SecurityContextHolder.clearContext();
	}

	@ParameterizedTest
	@CsvSource({ "vonhai, /households?size=30, 8", "vonhai, /households?q=ho+thu&stage=NOT_STARTED, 7",
			"vonhai, /today, 10", "vonhai, /households/{code}, 20", "lanhdao, /today, 14", "vonhai, /tasks, 9",
			"vonhai, /tasks?view=UNIT&board=true, 10", "vonhai, /groups/170, 9", "vonhai, /groups, 4",
			"lanhdao, /directives, 5", "vonhai, /documents, 6", "vonhai, /notifications, 5",
			"vonhai, /search?q=ho+thu, 13", "vonhai, /households/{code}/progress, 5", "vonhai, /households/progress, 7",
			"lanhdao, /dashboard, 28", "thanhtra, /audit, 7", "vonhai, /evidence, 7",
			"lanhdao, /dashboard?unit=170, 28", "lanhdao, /dashboard/meeting, 28", "tinh, /reports, 12",
			"vonhai, /reports/{week}/170, 40", "vonhai, /reports/changes?unit=170, 8",
			"vonhai, /api/v1/reports/{week}/170, 20", "admin, /admin/accounts, 7", "admin, /admin/accounts/vonhai, 5",
			"vonhai, /members, 6", "lanhdao, /api/v1/summary?unit=19, 8", "vonhai, /api/v1/households, 4" })
	void aPageAsksFewQuestions(String person, String path, int most) throws Exception {
		var account = this.province.account(person);
		STATEMENTS.set(0);
		this.mvc.perform(get(path.replace("{code}", this.code).replace("{week}", this.week)).with(user(account)))
			.andExpect(status().isOk());
		assertThat(STATEMENTS.get()).as(path).isBetween(1, most);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Counting {

		@Bean
		static BeanPostProcessor countStatements() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof DataSource source)
							? ProxyDataSourceBuilder.create(source).afterQuery((execution, queries) -> {
								// what the program does by itself meanwhile is not the
								// page's
								if (Thread.currentThread().getName().equals("main")) {
									STATEMENTS.addAndGet(queries.size());
								}
							}).build() : bean;
				}
			};
		}

	}

}
