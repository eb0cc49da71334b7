package vn.maiam.household.domain;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

import vn.maiam.shared.web.Show;

/** How those who need attention are found, household by household. */
@Component
class WatchQuestions {

	/** As they stood before a moment, by the ledger. */
	static final String THEN = """
			select t.household_id as id, t.unit_id, t.phase_id, t.eligibility, t.stage, t.halt, t.evidence,
				(select max(e.recorded_at) from progress_entry e where e.household_id = t.household_id and e.recorded_at < :before) as progress_at,
				(select d.deadline from deadline_decision d where d.phase_id = t.phase_id and d.recorded_at < :before
					order by d.recorded_at desc, d.id desc limit 1) as deadline
			from (select distinct m.household_id from unit_closure c join household_tally m on m.unit_id = c.descendant_id
				where c.ancestor_id = :unit and m.recorded_at < :before) k
			cross join lateral (select * from household_tally m where m.household_id = k.household_id and m.recorded_at < :before
				and m.change = 1 order by m.recorded_at desc, m.id desc limit 1) t
			where exists (select 1 from unit_closure c where c.descendant_id = t.unit_id and c.ancestor_id = :unit)""";

	/**
	 * Each listed household with what is wrong with it, one column per trouble, in days.
	 * What is late and silent is the same as in {@link HouseholdQuery}.
	 */
	static final String TROUBLES = """
			with state as (%s), troubled as (
				select s.*,
					case when s.stage not in ('COMPLETED', 'HANDED_OVER') and s.halt is null and s.eligibility = 'ELIGIBLE'
						and least(h.planned_finish, s.deadline) < :day::date then :day::date - least(h.planned_finish, s.deadline) end as late,
					case when s.stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER')
						then :day::date - (s.progress_at at time zone 'Asia/Ho_Chi_Minh')::date end as silent,
					case when s.evidence = 'DOUBTFUL' then :day::date - (select min(f.raised_at at time zone 'Asia/Ho_Chi_Minh')::date
						from evidence_flag f where f.household_id = s.id and f.raised_at < :before
							and (f.state in ('OPEN', 'RETURNED') or f.decided_at >= :before)) end as flagged,
					case when s.eligibility = 'NOT_YET' and h.solution is null then :day::date - (select
						max(d.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date from eligibility_decision d
						where d.household_id = s.id and d.recorded_at < :before) end as unsolved,
					least(h.planned_finish, s.deadline) <= :day::date as due
				from state s join household h on h.id = s.id
				where is_listed(s.eligibility, s.halt) and (:phase::integer is null or s.phase_id = :phase::integer))
			""";

	static final String THEN_TROUBLED = TROUBLES.formatted(THEN);

	private final JdbcClient jdbc;

	private final Clock clock;

	WatchQuestions(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	boolean isNow(Instant before) {
		return !before.isBefore(this.clock.instant());
	}

	static LocalDate lastDay(Instant before) {
		return LocalDate.ofInstant(before.minusMillis(1), Show.ZONE);
	}

	/** With the unit, the phase (all when null), the moment and its last day. */
	StatementSpec ask(String question, long unitId, @Nullable Integer phaseId, Instant before) {
		return this.jdbc.sql(question)
			.param("unit", unitId)
			.param("day", Date.valueOf(lastDay(before)))
			.param("phase", phaseId)
			.param("before", Timestamp.from(before));
	}

}
