package vn.maiam.machines;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts everything that the database keeps as sums once more from the rows of the
 * register, and says how many of the sums differ.
 */
final class Recount {

	private static final String STATE = "unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence";

	private static final String BRANCH = "exists (select 1 from administrative_unit x where x.parent_id = c.ancestor_id)";

	private static final Map<String, String> QUESTIONS = questions();

	private Recount() {
	}

	private static Map<String, String> questions() {
		Map<String, String> questions = new LinkedHashMap<>();
		questions.put("the ledger against the register",
				both(STATE, "select %1$s, count(*) as n from household group by %1$s".formatted(STATE),
						"select %1$s, -sum(change) from household_tally group by %1$s".formatted(STATE)));
		questions.put("the watch against the register", both("unit_id, phase_id, what, day, agency",
				"select unit_id, phase_id, what, day, agency, households as n from watch",
				"""
						select c.ancestor_id, h.phase_id, w.what, w.day, w.agency, -count(*)
						from household h join unit_closure c on c.descendant_id = h.unit_id cross join lateral watched(h.eligibility, h.halt, h.stage,
							h.evidence, h.planned_finish, h.progress_at, h.solution, h.agency, h.resolve_by) w group by 1, 2, 3, 4, 5"""));
		questions.put("the counts of the list against the register",
				both(STATE, "select %s, households as n from household_count".formatted(STATE),
						"""
								select c.ancestor_id, %2$s, sum(t.change) from household_count_moment m join household_tally t on t.recorded_at >= m.at
								join unit_closure c on c.descendant_id = t.unit_id where %1$s group by 1, 2, 3, 4, 5, 6, 7, 8, 9
								union all
								select c.ancestor_id, %3$s, -count(*) from household h join unit_closure c on c.descendant_id = h.unit_id
								where %1$s group by 1, 2, 3, 4, 5, 6, 7, 8, 9"""
							.formatted(BRANCH, prefixed("t"), prefixed("h"))));
		questions.put("the sums of the figures against the ledger", both("unit_id, phase_id, part, kind",
				"""
						select s.unit_id, s.phase_id, s.part, s.kind, s.total * 1000003 + s.started * 1009 + s.completed * 31 + s.proven as n
						from (select distinct unit_id from household_sum) u
						join household_sum s on s.unit_id = u.unit_id and s.at = (select max(l.at) from household_sum l where l.unit_id = u.unit_id)""",
				"""
						select c.ancestor_id, f.phase_id, f.part, f.kind, -sum(f.total * 1000003 + f.started * 1009 + f.completed * 31 + f.proven)
						from household_tally_figures f join unit_closure c on c.descendant_id = f.unit_id
						where f.recorded_at < (select max(at) from ledger_fold) and %s group by 1, 2, 3, 4"""
					.formatted(BRANCH)));
		questions.put("the ledger of money against its lines", both("phase_id, source, form", """
				select h.phase_id, f.source, f.form, f.pledged + 3 * f.allocated + 7 * f.disbursed as n
				from funding_line f join household h on h.id = f.household_id where is_listed(h.eligibility, h.halt)""",
				"select phase_id, source, form, -(pledged + 3 * allocated + 7 * disbursed) from funding_tally"));
		return questions;
	}

	private static String prefixed(String table) {
		return STATE.replace("unit_id, ", "").replaceAll("(\\w+)", table + ".$1");
	}

	private static String both(String keys, String one, String other) {
		return "select count(*) from (select %1$s from (%2$s union all %3$s) both_ways group by %1$s having sum(n) <> 0) differing"
			.formatted(keys, one, other);
	}

	/** What was compared, and how many of its sums differ. */
	static Map<String, Long> differences(JdbcClient jdbc) {
		Map<String, Long> differences = new LinkedHashMap<>();
		QUESTIONS.forEach((what, sql) -> differences.put(what, jdbc.sql(sql).query(Long.class).single()));
		return differences;
	}

}
