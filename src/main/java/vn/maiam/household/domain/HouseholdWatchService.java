package vn.maiam.household.domain;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdWatch;

/**
 * Reads who needs attention: now from the counts that the database keeps by day
 * ({@code watch}), for earlier moments from the ledger.
 */
@Service
@Transactional(readOnly = true)
@Requires(Permission.VIEW_DASHBOARD)
class HouseholdWatchService implements HouseholdWatch {

	private final JdbcClient jdbc;

	private final WatchQuestions questions;

	private final WatchCounts counts;

	private final RedList redList;

	private final UnitDirectory units;

	HouseholdWatchService(JdbcClient jdbc, WatchQuestions questions, WatchCounts counts, RedList redList,
			UnitDirectory units) {
		this.jdbc = jdbc;
		this.questions = questions;
		this.counts = counts;
		this.redList = redList;
		this.units = units;
	}

	@Override
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public List<UnitWatch> byUnit(long unitId, @Nullable Integer phaseId, Instant before) {
		if (this.questions.isNow(before)) {
			List<Long> children = this.units.children(unitId).stream().map(Unit::id).toList();
			return this.counts.now(children.isEmpty() ? List.of(unitId) : children, phaseId,
					WatchQuestions.lastDay(before));
		}
		return this.questions
			.ask(WatchQuestions.THEN_TROUBLED
					+ """
							select c.ancestor_id as unit_id, count(t.late) as late, count(*) filter (where t.silent >= 7) as silent7,
								count(*) filter (where t.silent >= 14) as silent14, count(*) filter (where t.silent >= 30) as silent30,
								count(t.flagged) as flagged, count(t.unsolved) as unsolved, count(*) filter (where t.due) as due
							from troubled t join unit_closure c on c.descendant_id = t.unit_id join administrative_unit u on u.id = c.ancestor_id
							where u.parent_id = :unit or (u.id = :unit and not exists (select 1 from administrative_unit x where x.parent_id = :unit))
							group by 1""",
					unitId, phaseId, before)
			.query(UnitWatch.class)
			.list();
	}

	@Override
	public List<RedLine> redList(long unitId, @Nullable Integer phaseId, Instant before, int most) {
		return this.redList.lines(unitId, phaseId, before, most);
	}

	@Override
	public List<AgencyWait> waitingFor(long unitId, @Nullable Integer phaseId, Instant before) {
		if (this.questions.isNow(before)) {
			return this.questions
				.ask("""
						select w.agency, sum(w.households) as households, coalesce(sum(w.households) filter (where w.day < :day::date), 0) as overdue
						from watch w
						where w.unit_id = :unit and w.what = 'WAITING' and (:phase::integer is null or w.phase_id = :phase::integer)
						group by 1 having sum(w.households) > 0 order by 2 desc, 1 limit 12""",
						unitId, phaseId, before)
				.query(AgencyWait.class)
				.list();
		}
		return this.questions
			.ask(WatchQuestions.THEN_TROUBLED
					+ """
							select h.agency, count(*) as households, count(*) filter (where h.resolve_by < :day::date) as overdue
							from troubled t join household h on h.id = t.id
							where t.eligibility = 'NOT_YET' and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id = :unit)
							group by 1 order by 2 desc, 1 limit 12""",
					unitId, phaseId, before)
			.query(AgencyWait.class)
			.list();
	}

	@Override
	public List<Long> planned(long unitId, @Nullable Integer phaseId, List<LocalDate> days) {
		long[] inBucket = new long[days.size() + 1];
		this.jdbc
			.sql("""
					select width_bucket(least(w.day, l.deadline), :ends::date[]) as bucket, sum(w.households) as n
					from watch w join phase_deadline l on l.phase_id = w.phase_id
					where w.unit_id = :unit and w.what = 'PLANNED' and (:phase::integer is null or w.phase_id = :phase::integer)
					group by 1""")
			.param("unit", unitId)
			.param("phase", phaseId)
			.param("ends",
					days.stream().map((day) -> day.plusDays(1).toString()).collect(Collectors.joining(",", "{", "}")))
			.query((row) -> {
				inBucket[row.getInt("bucket")] = row.getLong("n");
			});
		List<Long> planned = new ArrayList<>();
		long sum = 0;
		for (int at = 0; at < days.size(); at++) {
			sum += inBucket[at];
			planned.add(sum);
		}
		return planned;
	}

	@Override
	public List<BeforeAfter> beforeAfter(long unitId, Instant before, int most) {
		return this.jdbc
			.sql("""
					select h.code, h.full_name, u.name as unit_name, h.kind, f.id as first, l.id as last, h.completed_on
					from household h join administrative_unit u on u.id = h.unit_id
					join lateral (select id from photo p where p.household_id = h.id and p.uploaded_at < :before order by uploaded_at, id limit 1) f on true
					join lateral (select id from photo p where p.household_id = h.id and p.uploaded_at < :before order by uploaded_at desc, id desc limit 1) l on true
					where h.completed_on <= :day and h.evidence = 'SUFFICIENT' and f.id <> l.id
						and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id = :unit)
					order by h.completed_on desc, h.code limit :most""")
			.param("unit", unitId)
			.param("before", Timestamp.from(before))
			.param("day", Date.valueOf(WatchQuestions.lastDay(before)))
			.param("most", most)
			.query(BeforeAfter.class)
			.list();
	}

}
