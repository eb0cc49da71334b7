package vn.maiam.household.domain;

import java.sql.Date;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.household.HouseholdWatch.UnitWatch;

/**
 * What the watch of units comes to now: its gathered sums and the lines since. A
 * country's sums are many, by unit and day, and the same until the next gathering: what
 * they came to is kept under the number that the database gives each gathering.
 */
@Component
class WatchCounts {

	private static final int MOST_KEPT = 1000;

	private static final String COUNT = """
			select w.unit_id, coalesce(sum(case when l.deadline < :day::date then w.households else w.earlier end) filter (where w.what = 'LATE'), 0) as late,
				coalesce(sum(w.days7) filter (where w.what = 'SILENT'), 0) as silent7, coalesce(sum(w.days14) filter (where w.what = 'SILENT'), 0) as silent14,
				coalesce(sum(w.days30) filter (where w.what = 'SILENT'), 0) as silent30, coalesce(sum(w.households) filter (where w.what = 'FLAGGED'), 0) as flagged,
				coalesce(sum(w.households) filter (where w.what = 'UNSOLVED'), 0) as unsolved,
				coalesce(sum(case when l.deadline <= :day::date then w.households else w.until_now end) filter (where w.what = 'PLANNED'), 0) as due
			from (
				select unit_id, what, phase_id, sum(households) as households, sum(households) filter (where day < :day::date) as earlier,
					sum(households) filter (where day <= :day::date) as until_now, sum(households) filter (where day <= :day::date - 7) as days7,
					sum(households) filter (where day <= :day::date - 14) as days14, sum(households) filter (where day <= :day::date - 30) as days30
				from (%s) counted
				where what in ('LATE', 'SILENT', 'PLANNED', 'FLAGGED', 'UNSOLVED') and (:phase::integer is null or phase_id = :phase::integer)
				group by 1, 2, 3) w
			join phase_deadline l on l.phase_id = w.phase_id
			group by 1""";

	private static final String SUMS = COUNT.formatted("select * from watch_sum where unit_id in (:units)");

	private static final String LINES = COUNT.formatted("""
			select c.ancestor_id as unit_id, l.what, l.phase_id, l.day, l.households
			from watch_line l join unit_closure c on c.descendant_id = l.unit_id where c.ancestor_id in (:units)""");

	private final JdbcClient jdbc;

	private volatile Gathering gathering = new Gathering(0, Map.of());

	WatchCounts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Counts for each of the units that has any. To be asked within one snapshot, or the
	 * number is not that of the sums.
	 */
	List<UnitWatch> now(List<Long> units, @Nullable Integer phaseId, LocalDate day) {
		Asked asked = new Asked(units, phaseId, day);
		Map<Long, UnitWatch> counts = new LinkedHashMap<>();
		sums(asked).forEach((it) -> counts.put(it.unitId(), it));
		ask(LINES, asked).forEach((it) -> counts.merge(it.unitId(), it, UnitWatch::plus));
		return List.copyOf(counts.values());
	}

	private List<UnitWatch> sums(Asked asked) {
		long version = this.jdbc.sql("select version from watch_version").query(Long.class).single();
		Gathering latest = this.gathering;
		if (latest.version() < version) {
			latest = new Gathering(version, new ConcurrentHashMap<>());
			this.gathering = latest;
		}
		if (latest.version() != version) {
			// of a snapshot from before the latest gathering
			return ask(SUMS, asked);
		}
		List<UnitWatch> kept = latest.counts().get(asked);
		if (kept == null) {
			kept = ask(SUMS, asked);
			if (latest.counts().size() < MOST_KEPT) {
				latest.counts().put(asked, kept);
			}
		}
		return kept;
	}

	private List<UnitWatch> ask(String question, Asked asked) {
		return this.jdbc.sql(question)
			.param("units", asked.units())
			.param("phase", asked.phaseId())
			.param("day", Date.valueOf(asked.day()))
			.query(UnitWatch.class)
			.list();
	}

	private record Asked(List<Long> units, @Nullable Integer phaseId, LocalDate day) {
	}

	private record Gathering(long version, Map<Asked, List<UnitWatch>> counts) {
	}

}
