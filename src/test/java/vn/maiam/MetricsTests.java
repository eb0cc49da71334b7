package vn.maiam;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

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
