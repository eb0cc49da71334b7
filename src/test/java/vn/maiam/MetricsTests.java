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
	void reportsAreCountedByTheirWeek() {
		assertThat(value("maiam.reports.open")).isNotNegative();
		assertThat(value("maiam.reports.late")).isNotNegative();
		assertThat(value("maiam.ledger.age")).isNotNegative();
	}

	private double value(String name) {
		return this.registry.get(name).gauge().value();
	}

}
