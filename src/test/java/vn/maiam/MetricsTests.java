package vn.maiam;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vn.maiam.weeklyreport.domain.ReportingRhythm;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@Import(TestProvince.People.class)
@DirtiesContext
class MetricsTests {

	@Autowired
	TestProvince province;

	@Autowired
	MeterRegistry registry;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ReportingRhythm rhythm;

	@Test
	void theOutboxIsCountedByWhatShouldBeOnItsWay() {
		assertThat(value("maiam.outbox.due")).isZero();
		assertThat(value("maiam.outbox.age")).isZero();
		for (String moment : new String[] { "now() - interval '10 minutes'", "now() + interval '1 hour'" }) {
			this.jdbc
				.sql("""
						with told as (insert into notice (account_id, kind, subject_kind, subject_id, arguments, first_at, last_at)
							select id, 'REPORT_REMINDER', 'week', '2025-W02', array['2'], now(), now() from user_account where username = ? returning id, account_id)
						insert into notice_delivery (id, account_id, notice_id, channel, state, not_before)
						select gen_random_uuid(), account_id, id, 'MAIL', 'WAITING', %s from told"""
					.formatted(moment))
				.param(moment.contains("+") ? "tinh" : "vonhai")
				.update();
		}
		assertThat(value("maiam.outbox.due")).isOne();
		assertThat(value("maiam.outbox.age")).isBetween(590.0, 900.0);
		this.jdbc.sql("update notice_delivery set state = 'DEAD'").update();
		assertThat(value("maiam.outbox.given-up")).isEqualTo(2);
	}

	@Test
	void reportsAreCountedByTheirWeekAndTheClosingByItsAge() {
		// its own first turn may still be on its way, and opens a week with its drafts
		this.rhythm.tick();
		this.jdbc.sql("select one from reporting_settings for update").query(Boolean.class).single();
		double open = value("maiam.reports.open");
		double late = value("maiam.reports.late");
		week("2020-W02", "now() - interval '8 days'", "now() - interval '1 day'");
		assertThat(value("maiam.reports.late")).isEqualTo(late + 1);
		week("2020-W03", "now() - interval '1 hour'", "now() + interval '2 days'");
		assertThat(value("maiam.reports.open")).isEqualTo(open + 1);
		this.jdbc.sql("update weekly_report set state = 'SUBMITTED' where week in ('2020-W02', '2020-W03')").update();
		assertThat(value("maiam.reports.open") + value("maiam.reports.late")).isEqualTo(open + late);
		this.jdbc.sql("update ledger_closing set closed_until = now() - interval '2 days'").update();
		assertThat(value("maiam.ledger.age")).isBetween(172_800.0, 173_400.0);
	}

	@Test
	void rowsOnTheirWayAreCounted() {
		assertThat(value("maiam.import.rows")).isZero();
		this.jdbc
			.sql("""
					insert into import_job (id, created_by, created_at, file_name, state, layout, settings, rows_total, rows_done, heartbeat_at)
					select gen_random_uuid(), id, now(), 'ds.xlsx', 'CHECKING', '{}', '{}', 500, 120, now() - interval '5 minutes'
					from user_account where username = 'tinh'""")
			.update();
		assertThat(value("maiam.import.rows")).isEqualTo(380);
		assertThat(value("maiam.import.age")).isBetween(300.0, 400.0);
		this.jdbc.sql("delete from import_job").update();
	}

	@Test
	void theDashboardForGrafanaAsksOnlyForWhatThereIs() throws Exception {
		Set<String> names = this.registry.getMeters()
			.stream()
			.map((meter) -> meter.getId().getConventionName(NamingConvention.snakeCase).replace('-', '_'))
			.collect(Collectors.toSet());
		String dashboard = Files.readString(Path.of("src/run/grafana-dashboard.json"));
		Set<String> asked = Pattern.compile("\\b(maiam|hikaricp|jvm|http|process|system|tomcat)_[a-z0-9_]+")
			.matcher(dashboard)
			.results()
			.map(MatchResult::group)
			// there only once somebody has asked, or the memory was cleared
			.filter((name) -> !name.matches("(http_server_requests|jvm_gc_pause)_.*"))
			.collect(Collectors.toSet());
		assertThat(JsonMapper.builder().build().readTree(dashboard).get("panels").size()).isGreaterThan(8);
		assertThat(asked).hasSizeGreaterThan(10)
			.allSatisfy((name) -> assertThat(names).anyMatch((known) -> name.startsWith(known)));
	}

	/** A week in which Võ Nhai still has its report in hand. */
	private void week(String label, String from, String cutOff) {
		this.jdbc
			.sql("""
					insert into reporting_week (label, opens_at, cut_off_at, lower_due_at, top_due_at, sign_off, lowest_level)
					values (:label, %1$s, %2$s, %2$s, %2$s, true, 'DISTRICT')"""
				.formatted(from, cutOff))
			.param("label", label)
			.update();
		this.jdbc.sql(
				"insert into weekly_report (id, version, unit_id, week, number, state) values (gen_random_uuid(), 0, ?, ?, 1, 'DRAFT')")
			.params(this.province.unit("170"), label)
			.update();
	}

	private double value(String name) {
		return this.registry.get(name).gauge().value();
	}

}
