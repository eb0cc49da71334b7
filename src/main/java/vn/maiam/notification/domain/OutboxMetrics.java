package vn.maiam.notification.domain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the outbox goes, for whoever watches over the machine. */
@Component
class OutboxMetrics implements MeterBinder {

	private static final String DUE = " from notice_delivery where state = 'WAITING' and not_before <= now()";

	private final JdbcClient jdbc;

	OutboxMetrics(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("maiam.outbox.due", () -> count("select count(*)" + DUE))
			.description("Letters and messages that should be on their way")
			.register(registry);
		Gauge
			.builder("maiam.outbox.age",
					() -> count("select coalesce(extract(epoch from now() - min(not_before)), 0)" + DUE))
			.baseUnit("seconds")
			.description("How long the first of them has been waiting")
			.register(registry);
		Gauge.builder("maiam.outbox.given-up", () -> count("select count(*) from notice_delivery where state = 'DEAD'"))
			.description("Letters and messages for an administrator to look at")
			.register(registry);
	}

	private double count(String question) {
		return this.jdbc.sql(question).query(Double.class).single();
	}

}
