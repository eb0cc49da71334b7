package vn.maiam.household.domain;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.area.Reach;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.area.UnitKind;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdWatch;
import vn.maiam.shared.web.Show;

/**
 * Reads who needs attention: now from the counts that the database keeps by day
 * ({@code watch}), for earlier moments from the ledger.
 */
@Service
@Transactional(readOnly = true)
@Requires(Permission.VIEW_DASHBOARD)
class HouseholdWatchService implements HouseholdWatch {

	/** With where each stands now. */
	private static final String NOW = """
			select h.id, h.unit_id, h.phase_id, h.eligibility, h.stage, h.halt, h.evidence, h.progress_at, l.deadline
			from household h join phase_deadline l on l.phase_id = h.phase_id
			where true""";

	/**
	 * What leaves out the others; where somebody sees the whole country there are none.
	 */
	private static final String OF_THE_UNIT = " and h.unit_id in (select c.descendant_id from unit_closure c where c.ancestor_id in (:places))";

	/**
	 * The same for a wide unit, whose worst by their days are found sooner than all its
	 * houses: {@code offset 0} keeps the planner from reading those first.
	 */
	private static final String LOOKED_UP = " and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:places) offset 0)";

	/** Those that were to be completed by a day, so by their plan or the deadline. */
	private static final String LATE = NOW + """
			 and h.eligibility = 'ELIGIBLE' and h.halt is null and h.stage not in ('COMPLETED', 'HANDED_OVER')
			and (h.planned_finish <= :until::date%s)""";

	/** Those of which was last heard on a day or earlier. */
	private static final String SILENT = NOW + """
			 and h.stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER')
			and h.progress_at < (:until::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'""";

	private static final String FLAGGED = NOW + " and h.evidence = 'DOUBTFUL'";

	private static final String UNSOLVED = NOW + " and h.eligibility = 'NOT_YET' and h.solution is null";

	private static final String THEN = """
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
	private static final String TROUBLES = """
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

	private static final int SILENCE = 7;

	private final JdbcClient jdbc;

	private final WatchCounts counts;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final Clock clock;

	HouseholdWatchService(JdbcClient jdbc, WatchCounts counts, UnitDirectory units, CurrentAccount current,
			Clock clock) {
		this.jdbc = jdbc;
		this.counts = counts;
		this.units = units;
		this.current = current;
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public List<UnitWatch> byUnit(long unitId, @Nullable Integer phaseId, Instant before) {
		if (isNow(before)) {
			List<Long> children = this.units.children(unitId).stream().map(Unit::id).toList();
			return this.counts.now(children.isEmpty() ? List.of(unitId) : children, phaseId, lastDay(before));
		}
		return ask(
				TROUBLES.formatted(THEN)
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

	/**
	 * Now, trouble by trouble, as long as there is room; the counts say from which day on
	 * the houses have to be looked at.
	 */
	@Override
	public List<RedLine> redList(long unitId, @Nullable Integer phaseId, Instant before, int most) {
		// of a past day also those that have since moved within what the caller may see
		Reach seen = this.units.reach(this.current.require().scopeIds(Permission.VIEW_HOUSEHOLDS),
				isNow(before) ? unitId : null);
		if (seen.units().isEmpty()) {
			return List.of();
		}
		if (!isNow(before)) {
			return redLines(THEN, OF_THE_UNIT, seen, List.of(Trouble.values()), unitId, phaseId, before, null,
					List.of(), most);
		}
		LocalDate today = lastDay(before);
		boolean wide = this.units.require(unitId).level() == UnitKind.Level.PROVINCE;
		List<RedLine> lines = new ArrayList<>();
		for (Trouble trouble : Trouble.values()) {
			if (lines.size() == most) {
				break;
			}
			int room = most - lines.size();
			LocalDate last = (trouble == Trouble.LATE) ? today.minusDays(1) : today.minusDays(SILENCE);
			LocalDate until = untilEnough(trouble, unitId, phaseId, before, last, room);
			List<Integer> ended = (trouble == Trouble.LATE) ? endedBy(until) : List.of();
			String state = switch (trouble) {
				case LATE -> LATE.formatted(ended.isEmpty() ? "" : " or h.phase_id in (:ended)");
				case SILENT -> SILENT;
				case FLAGGED -> FLAGGED;
				case UNSOLVED -> UNSOLVED;
			};
			boolean byDay = trouble == Trouble.LATE || trouble == Trouble.SILENT;
			lines.addAll(redLines(state, (byDay && wide) ? LOOKED_UP : OF_THE_UNIT, seen, List.of(trouble), unitId,
					phaseId, before, until, ended, room));
		}
		return lines;
	}

	/** The day by which so many households are in the trouble, at the latest the last. */
	private LocalDate untilEnough(Trouble trouble, long unitId, @Nullable Integer phaseId, Instant before,
			LocalDate last, int most) {
		return ask(
				"""
						select least(min(until), :last::date) from (
							select until, sum(sum(households)) over (order by until) as reached
							from (
								select case w.what when 'LATE' then least(w.day, l.deadline) else w.day end as until, w.households
								from watch w join phase_deadline l on l.phase_id = w.phase_id
								where w.unit_id = :unit and w.what = :trouble and (:phase::integer is null or w.phase_id = :phase::integer)) days
							group by 1) sums
						where reached >= :most""",
				unitId, phaseId, before)
			.param("trouble", trouble.name())
			.param("last", Date.valueOf(last))
			.param("most", most)
			.query(LocalDate.class)
			.single();
	}

	/** Phases whose deadline is the day or before: there every open house is late. */
	private List<Integer> endedBy(LocalDate day) {
		return this.jdbc.sql("select phase_id from phase_deadline where deadline <= ?")
			.param(Date.valueOf(day))
			.query(Integer.class)
			.list();
	}

	private List<RedLine> redLines(String state, String place, Reach seen, List<Trouble> troubles, long unitId,
			@Nullable Integer phaseId, Instant before, @Nullable LocalDate until, List<Integer> ended, int most) {
		return ask(TROUBLES.formatted(state)
				+ """
						select h.code, h.full_name, u.name as unit_name, d.name as district_name, w.trouble, w.days,
							coalesce(case w.trouble when 'UNSOLVED' then h.agency end, h.responsible, a.full_name) as in_charge, w.stage
						from (
							select t.id, t.unit_id, t.stage, v.trouble, v.days, h.code,
								case when v.trouble = 'SILENT' and v.days >= 14 then 1 else v.gravity end as gravity
							from troubled t join household h on h.id = t.id
							cross join lateral (values ('LATE', 0, t.late), ('SILENT', 2, case when t.silent >= 7 then t.silent end),
								('FLAGGED', 3, t.flagged), ('UNSOLVED', 4, t.unsolved)) v (trouble, gravity, days)
							where v.days is not null and v.trouble in (:troubles)%s
							order by gravity, v.days desc, h.code limit :most) w
						join household h on h.id = w.id join user_account a on a.id = h.recorded_by join administrative_unit u on u.id = w.unit_id
						join administrative_unit d on d.id = coalesce(u.parent_id, u.id)
						order by w.gravity, w.days desc, w.code"""
					.formatted(seen.whole() ? "" : place),
				unitId, phaseId, before)
			.param("places", seen.units())
			.param("ended", ended)
			.param("until", (until != null) ? Date.valueOf(until) : null)
			.param("troubles", troubles.stream().map(Trouble::name).toList())
			.param("most", most)
			.query(RedLine.class)
			.list();
	}

	@Override
	public List<AgencyWait> waitingFor(long unitId, @Nullable Integer phaseId, Instant before) {
		if (isNow(before)) {
			return ask(
					"""
							select w.agency, sum(w.households) as households, coalesce(sum(w.households) filter (where w.day < :day::date), 0) as overdue
							from watch w
							where w.unit_id = :unit and w.what = 'WAITING' and (:phase::integer is null or w.phase_id = :phase::integer)
							group by 1 having sum(w.households) > 0 order by 2 desc, 1 limit 12""",
					unitId, phaseId, before)
				.query(AgencyWait.class)
				.list();
		}
		return ask(
				TROUBLES.formatted(THEN)
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
			.param("day", Date.valueOf(lastDay(before)))
			.param("most", most)
			.query(BeforeAfter.class)
			.list();
	}

	private boolean isNow(Instant before) {
		return !before.isBefore(this.clock.instant());
	}

	private static LocalDate lastDay(Instant before) {
		return LocalDate.ofInstant(before.minusMillis(1), Show.ZONE);
	}

	private StatementSpec ask(String question, long unitId, @Nullable Integer phaseId, Instant before) {
		return this.jdbc.sql(question)
			.param("unit", unitId)
			.param("day", Date.valueOf(lastDay(before)))
			.param("phase", phaseId)
			.param("before", Timestamp.from(before));
	}

}
