package vn.maiam.weeklyreport.domain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the week's reports go, for whoever watches over the machine. */
@Component
class ReportMetrics implements MeterBinder {

	/** Reports that their units still have in hand. */
	private static final String IN_HAND = """
			select count(*) from weekly_report r join reporting_week w on w.label = r.week
			where r.state in ('DRAFT', 'RETURNED') and w.opens_at <= now() and\s""";

	private final JdbcClient jdbc;

	ReportMetrics(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("maiam.reports.open", () -> count("w.cut_off_at > now()"))
			.description("Reports of the present week that are not submitted")
			.register(registry);
		Gauge.builder("maiam.reports.late", () -> count("w.cut_off_at <= now()"))
			.description("Reports of past weeks that are not submitted")
			.register(registry);
		Gauge.builder("maiam.ledger.age", () -> this.jdbc
			.sql("select extract(epoch from now() - closed_until) from ledger_closing where closed_until > '-infinity'")
			.query(Double.class)
			.optional()
			.orElse(0.0))
			.baseUnit("seconds")
			.description(
					"Since the last day or week that was closed; more than a day means that closing does not go on")
			.register(registry);
	}

	private double count(String which) {
		return this.jdbc.sql(IN_HAND + which).query(Double.class).single();
	}

}
