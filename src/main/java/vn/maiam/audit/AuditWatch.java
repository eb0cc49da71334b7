package vn.maiam.audit;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.shared.web.Show;

/**
 * Looks over the latest entries for what an inspector would want to know: many failures,
 * an export at night, far more looking than is a person's habit, a sign-in from a device
 * that was never seen.
 */
@Component
class AuditWatch {

	private static final Duration WINDOW = Duration.ofHours(1);

	private static final int FAILURES = 10;

	private static final int FEWEST_VIEWS = 40;

	private static final String FAILED = """
			insert into audit_alert (rule, subject, day, at, unit_id, arguments)
			select 'MANY_FAILURES', subject_id, :today, max(at), null, array[subject_id, count(*)::text, count(distinct address)::text]
			from audit_entry where action in ('login.failed', 'login.second-factor-failed', 'account.confirm-failed', 'account.code-refused') and at > :since
			group by subject_id having count(*) >= :failures
			on conflict do nothing""";

	private static final String EXPORTED = """
			insert into audit_alert (rule, subject, day, at, unit_id, arguments)
			select 'NIGHT_EXPORT', actor_id::text, :today, max(at), max(unit_id), array[max(actor_name), count(*)::text,
				max(to_char(at at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI'))]
			from audit_entry where (action like '%exported' or action = 'handover.pack-taken') and at > :since and actor_id is not null
				and (extract(hour from at at time zone 'Asia/Ho_Chi_Minh') >= 22 or extract(hour from at at time zone 'Asia/Ho_Chi_Minh') < 5)
			group by actor_id on conflict do nothing""";

	private static final String LOOKED = """
			with today as (
				select actor_id, max(actor_name) as name, max(unit_id) as unit_id, max(at) as at, count(*) as views from audit_entry
				where action in ('household.viewed', 'household.citizen-id-revealed') and at >= :dayStart and actor_id is not null
				group by actor_id having count(*) >= :fewest)
			insert into audit_alert (rule, subject, day, at, unit_id, arguments)
			select 'MANY_VIEWS', t.actor_id::text, :today, t.at, t.unit_id, array[t.name, t.views::text, round(h.usual)::text]
			from today t cross join lateral (
				select count(*) / 30.0 as usual from audit_entry e where e.actor_id = t.actor_id and e.at >= :monthStart and e.at < :dayStart
					and e.action in ('household.viewed', 'household.citizen-id-revealed')) h
			where t.views > 5 * h.usual
			on conflict do nothing""";

	private static final String STRANGE = """
			insert into audit_alert (rule, subject, day, at, unit_id, arguments)
			select distinct on (n.actor_id) 'NEW_DEVICE', n.actor_id::text, :today, n.at, n.unit_id, array[n.actor_name, coalesce(n.agent, ''), coalesce(n.address, '')]
			from audit_entry n where n.action = 'login.succeeded' and n.at > :since and n.actor_id is not null
				and exists (select 1 from audit_entry e where e.actor_id = n.actor_id and e.action = 'login.succeeded' and e.at < n.at and e.at > :quarterStart)
				and not exists (select 1 from audit_entry e where e.actor_id = n.actor_id and e.action = 'login.succeeded' and e.at < n.at
					and e.at > :quarterStart and e.agent is not distinct from n.agent)
			order by n.actor_id, n.at on conflict do nothing""";

	/** A line of the trail counts the records it is about. */
	private static final String READ = """
			with today as (
				select actor_id, max(actor_name) as name, max(unit_id) as unit_id, max(at) as at,
					sum((changes -> 'rows' ->> 1)::bigint) as lines from audit_entry
				where action in ('household.listed', 'household.exported') and at >= :dayStart and actor_id is not null
				group by actor_id having sum((changes -> 'rows' ->> 1)::bigint) >= :fewestLines)
			insert into audit_alert (rule, subject, day, at, unit_id, arguments)
			select 'MANY_ROWS', t.actor_id::text, :today, t.at, t.unit_id, array[t.name, t.lines::text, round(h.usual)::text]
			from today t cross join lateral (
				select coalesce(sum((changes -> 'rows' ->> 1)::bigint), 0) / 30.0 as usual from audit_entry e
				where e.actor_id = t.actor_id and e.at >= :monthStart and e.at < :dayStart
					and e.action in ('household.listed', 'household.exported')) h
			where t.lines > 5 * h.usual
			on conflict do nothing""";

	private static final String REFUSED = """
			insert into audit_alert (rule, subject, day, at, unit_id, arguments)
			select 'MANY_REFUSALS', coalesce(actor_id::text, address, ''), :today, max(at), max(unit_id),
				array[coalesce(nullif(max(actor_name), ''), max(address), '?'), sum(coalesce((changes -> 'times' ->> 1)::bigint, 1))::text]
			from audit_entry where action = 'access.refused' and at > :since
			group by actor_id, address having sum(coalesce((changes -> 'times' ->> 1)::bigint, 1)) >= :failures
			on conflict do nothing""";

	private static final int FEWEST_LINES = 2000;

	private final JdbcClient jdbc;

	private final Clock clock;

	AuditWatch(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Several instances may look at once: what one has said, the others do not say again.
	 */
	@Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
	@Transactional
	void look() {
		Instant now = this.clock.instant();
		LocalDate today = LocalDate.now(this.clock.withZone(Show.ZONE));
		Instant dayStart = today.atStartOfDay(Show.ZONE).toInstant();
		for (String rule : List.of(FAILED, EXPORTED, LOOKED, READ, REFUSED, STRANGE)) {
			JdbcClient.StatementSpec statement = this.jdbc.sql(rule).param("today", today);
			statement = rule.contains(":since") ? statement.param("since", Timestamp.from(now.minus(WINDOW)))
					: statement;
			statement = rule.contains(":failures") ? statement.param("failures", FAILURES) : statement;
			statement = rule.contains(":dayStart") ? statement.param("dayStart", Timestamp.from(dayStart))
				.param("monthStart", Timestamp.from(dayStart.minus(Duration.ofDays(30)))) : statement;
			statement = rule.contains(":fewestLines") ? statement.param("fewestLines", FEWEST_LINES)
					: rule.contains(":fewest") ? statement.param("fewest", FEWEST_VIEWS) : statement;
			statement = rule.contains(":quarterStart")
					? statement.param("quarterStart", Timestamp.from(now.minus(Duration.ofDays(90)))) : statement;
			statement.update();
		}
	}

	/**
	 * The latest alerts of these units; those of no unit only for who sees a whole
	 * province.
	 */
	List<Alert> latest(List<Long> scope, boolean province) {
		return this.jdbc
			.sql("""
					select rule, at, arguments from audit_alert where at > :since and ((unit_id is null and :province)
						or exists (select 1 from unit_closure c where c.descendant_id = unit_id and c.ancestor_id in (:scope)))
					order by at desc limit 20""")
			.param("since", Timestamp.from(this.clock.instant().minus(Duration.ofDays(14))))
			.param("province", province)
			.param("scope", scope)
			.query((row, number) -> new Alert(row.getString("rule"), row.getTimestamp("at").toInstant(),
					List.of((String[]) row.getArray("arguments").getArray())))
			.list();
	}

	/** What the last nightly check has found; null before the first. */
	@Nullable Check lastCheck() {
		return this.jdbc.sql("select at, entries, bend from audit_check order by id desc limit 1")
			.query((row, number) -> new Check(row.getTimestamp("at").toInstant(), row.getLong("entries"),
					row.getString("bend")))
			.optional()
			.orElse(null);
	}

	/** Something odd. */
	record Alert(String rule, Instant at, List<String> arguments) {
	}

	/**
	 * A walk along the chain.
	 *
	 * @param bend null when the chain is whole
	 */
	record Check(Instant at, long entries, @Nullable String bend) {
	}

}
