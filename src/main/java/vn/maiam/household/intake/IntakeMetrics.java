package vn.maiam.household.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the lists on their way go, for whoever watches over the machine. */
@Component
class IntakeMetrics implements MeterBinder {

	private final JdbcClient jdbc;

	IntakeMetrics(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("maiam.import.rows", () -> number(
				"select coalesce(sum(rows_total - rows_done), 0) from import_job where state in ('CHECKING', 'CONFIRMING')"))
			.description("Rows of lists that are being checked or taken in and not done yet")
			.register(registry);
		Gauge.builder("maiam.import.age", () -> number("""
				select coalesce(extract(epoch from now() - min(heartbeat_at)), 0) from import_job
				where state in ('CHECKING', 'CONFIRMING')"""))
			.baseUnit("seconds")
			.description(
					"Since the slowest of these last said that it goes on; minutes mean that its instance has died")
			.register(registry);
	}

	private double number(String sql) {
		return this.jdbc.sql(sql).query(Double.class).single();
	}

}
