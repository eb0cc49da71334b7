package vn.maiam.directive.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.directive.DirectiveReminded;

/**
 * Reminds those who have not received an order a day after it was issued and every day
 * after that, three times; with the second time their leaders are told.
 */
@Component
public class DirectiveRhythm {

	private static final Duration PAUSE = Duration.ofHours(24);

	private static final int MOST = 3;

	private static final int ESCALATED_AFTER = 2;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DirectiveRhythm(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 60_000, initialDelay = 20_000)
	@Transactional
	public void tick() {
		Instant now = this.clock.instant();
		List<Reminded> reminded = this.jdbc.sql("""
				update directive_addressee a set reminded_at = :now, reminders = a.reminders + 1,
					escalated_at = case when a.reminders + 1 >= :escalated then coalesce(a.escalated_at, :now) end
				from directive d where d.id = a.directive_id and d.withdrawn_at is null and a.acknowledged_at is null
					and a.reminders < :most and coalesce(a.reminded_at, d.issued_at) < :before
				returning a.directive_id, a.id, a.reminders >= :escalated as escalated""")
			.param("now", Timestamp.from(now))
			.param("before", Timestamp.from(now.minus(PAUSE)))
			.param("escalated", ESCALATED_AFTER)
			.param("most", MOST)
			.query(Reminded.class)
			.list();
		for (boolean escalated : new boolean[] { false, true }) {
			Map<Long, List<Long>> byDirective = reminded.stream()
				.filter((it) -> it.escalated() == escalated)
				.collect(Collectors.groupingBy(Reminded::directiveId,
						Collectors.mapping(Reminded::id, Collectors.toList())));
			byDirective.forEach(
					(id, addressees) -> this.events.publishEvent(new DirectiveReminded(id, addressees, escalated)));
		}
	}

	private record Reminded(long directiveId, long id, boolean escalated) {
	}

}
