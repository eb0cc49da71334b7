package vn.maiam.household.domain;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.area.Reach;
import vn.maiam.area.UnitDirectory;
import vn.maiam.area.UnitKind;
import vn.maiam.household.HouseholdWatch.RedLine;
import vn.maiam.household.HouseholdWatch.Trouble;

/** The households that need somebody, the gravest first. */
@Component
class RedList {

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

	private static final int SILENCE = 7;

	private final JdbcClient jdbc;

	private final WatchQuestions questions;

	private final UnitDirectory units;

	private final CurrentAccount current;

	RedList(JdbcClient jdbc, WatchQuestions questions, UnitDirectory units, CurrentAccount current) {
		this.jdbc = jdbc;
		this.questions = questions;
		this.units = units;
		this.current = current;
	}

	/**
	 * Now, trouble by trouble, as long as there is room; the counts say from which day on
	 * the houses have to be looked at.
	 */
	List<RedLine> lines(long unitId, @Nullable Integer phaseId, Instant before, int most) {
		// of a past day also those that have since moved within what the caller may see
		Reach seen = this.units.reach(this.current.require().scopeIds(Permission.VIEW_HOUSEHOLDS),
				this.questions.isNow(before) ? unitId : null);
		if (seen.units().isEmpty()) {
			return List.of();
		}
		if (!this.questions.isNow(before)) {
			return redLines(WatchQuestions.THEN, OF_THE_UNIT, seen, List.of(Trouble.values()), unitId, phaseId, before,
					null, List.of(), most);
		}
		LocalDate today = WatchQuestions.lastDay(before);
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
		return this.questions
			.ask("""
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
		return this.questions
			.ask(WatchQuestions.TROUBLES.formatted(state)
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

}
