package vn.maiam.household.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.FigureTable;
import vn.maiam.household.Figures;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.PhaseInfo;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;

/**
 * Figures as sums of the ledger that the database writes with every change. For units
 * with others below them the database keeps what the ledger had come to at each closed
 * day and at a moment of the running one, so only the lines since then are read; a unit
 * with none below it has few.
 */
@Service
@Transactional(readOnly = true)
class FigureService implements HouseholdFigures {

	private static final List<String> FIGURES = List.of("total", "eligible", "not_yet_eligible", "not_started",
			"started", "in_progress", "completed", "new_build", "repair", "new_build_completed", "repair_completed",
			"proven", "doubtful", "paused", "declined", "removed", "cancelled", "weighted");

	private static final String SUMS = FIGURES.stream()
		.map((figure) -> "sum(%1$s) as %1$s".formatted(figure))
		.collect(Collectors.joining(", "));

	/**
	 * For units with others below them each moment has its last sum and the lines since.
	 * For the others, whose lines are few, each moment has the lines since the moment
	 * before it ({@code adds}). {@code offset 0} keeps the planner from reading the whole
	 * ledger first.
	 */
	private static final String COUNT = """
			with moment as (
				select m.ordinality - 1 as bucket, m.at, (select max(f.at) from ledger_fold f where f.at <= m.at) as since
				from unnest(:moments::timestamptz[]) with ordinality m (at, ordinality)),
			branch as (
				select u.id from administrative_unit u
				where u.id in (:units) and exists (select 1 from administrative_unit x where x.parent_id = u.id))
			select adds, bucket, unit_id, phase_id, %3$s, %2$s
			from (
				select false as adds, m.bucket, s.unit_id, s.phase_id, s.part, s.kind, %1$s
				from branch b cross join moment m join household_sum s on s.unit_id = b.id
					and s.at = (select max(l.at) from household_sum l where l.unit_id = b.id and l.at <= m.since)
				union all
				select false, m.bucket, b.id, t.phase_id, t.part, t.kind, %2$s
				from moment m cross join lateral (
					select * from household_tally_figures f where f.recorded_at >= m.since and f.recorded_at < m.at offset 0) t
				join unit_closure c on c.descendant_id = t.unit_id join branch b on b.id = c.ancestor_id
				group by 1, 2, 3, 4, 5, 6
				union all
				select true, width_bucket(t.recorded_at, :moments::timestamptz[]), t.unit_id, t.phase_id, t.part, t.kind, %2$s
				from household_tally_figures t
				where t.unit_id in (:units) and t.unit_id not in (select id from branch) and t.recorded_at < :before
				group by 1, 2, 3, 4, 5, 6) lines
			group by 1, 2, 3, 4, 5, 6""";

	private static final String BY_PART_AND_KIND = COUNT.formatted(String.join(", ", FIGURES), SUMS, "part, kind");

	private static final String BY_PHASE = COUNT.formatted(String.join(", ", FIGURES), SUMS,
			"null::text as part, null::text as kind");

	/** Where the sums of a unit end, and whether it has others below it, so has sums. */
	private static final String LAST = """
			with last as (select ledger_since(:unit, :before) as since,
				exists (select 1 from administrative_unit u where u.parent_id = :unit) as branch)
			""";

	/**
	 * The lines of a ledger since the sums of a unit: few, so read by their moment for a
	 * unit with others below it; all of one that has none.
	 */
	private static final String LINES = """
			select k.* from last l cross join lateral (
				select * from %1$s m where l.branch and m.recorded_at >= l.since and m.recorded_at < :before offset 0) k
			join unit_closure c on c.descendant_id = k.unit_id and c.ancestor_id = :unit
			union all
			select m.* from last l join %1$s m on m.unit_id = :unit and m.recorded_at < :before where not l.branch""";

	private final JdbcClient jdbc;

	private final UnitDirectory units;

	private final LedgerClosing closing;

	FigureService(JdbcClient jdbc, UnitDirectory units, LedgerClosing closing) {
		this.jdbc = jdbc;
		this.units = units;
		this.closing = closing;
	}

	@Override
	public List<FigureTable> count(long unitId, List<Instant> moments) {
		return tables(BY_PART_AND_KIND, below(unitId), moments);
	}

	@Override
	public List<FigureTable> countByPhase(long unitId, List<Instant> moments) {
		return tables(BY_PHASE, below(unitId), moments);
	}

	@Override
	public List<FigureTable> countWhole(long unitId, List<Instant> moments) {
		return tables(BY_PHASE, List.of(unitId), moments);
	}

	private List<Long> below(long unitId) {
		List<Long> children = this.units.children(unitId).stream().map(Unit::id).toList();
		return children.isEmpty() ? List.of(unitId) : children;
	}

	private List<FigureTable> tables(String question, List<Long> unitIds, List<Instant> moments) {
		List<Map<Cut, Figures>> tables = moments.stream()
			.map((moment) -> (Map<Cut, Figures>) new TreeMap<Cut, Figures>())
			.toList();
		this.jdbc.sql(question)
			.param("units", unitIds)
			.param("moments", moments.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}")))
			.param("before", Timestamp.from(moments.get(moments.size() - 1)))
			.query((row) -> {
				String part = row.getString("part");
				String kind = row.getString("kind");
				Cut cut = new Cut(row.getInt("phase_id"), (part != null) ? ProgrammePart.valueOf(part) : null,
						row.getLong("unit_id"), (kind != null) ? SupportKind.valueOf(kind) : null);
				Figures figures = figures(row);
				int first = row.getInt("bucket");
				int last = row.getBoolean("adds") ? tables.size() - 1 : first;
				for (int at = first; at <= last; at++) {
					tables.get(at).merge(cut, figures, Figures::plus);
				}
			});
		return tables.stream()
			.map((table) -> new FigureTable(table.entrySet()
				.stream()
				.map((it) -> new FigureTable.Cell(it.getKey().unitId(), it.getKey().phaseId(), it.getKey().part(),
						it.getKey().kind(), it.getValue()))
				.toList()))
			.toList();
	}

	private static Figures figures(ResultSet row) throws SQLException {
		return new Figures(row.getLong("total"), row.getLong("eligible"), row.getLong("not_yet_eligible"),
				row.getLong("not_started"), row.getLong("started"), row.getLong("in_progress"),
				row.getLong("completed"), row.getLong("new_build"), row.getLong("repair"),
				row.getLong("new_build_completed"), row.getLong("repair_completed"), row.getLong("proven"),
				row.getLong("doubtful"), row.getLong("paused"), row.getLong("declined"), row.getLong("removed"),
				row.getLong("cancelled"), row.getLong("weighted"));
	}

	@Override
	public Map<IneligibleReason, Long> notYetEligible(long unitId, Instant before) {
		Map<IneligibleReason, Long> reasons = new LinkedHashMap<>();
		this.jdbc
			.sql(LAST
					+ """
							select reason, sum(households) as n from (
								select s.reason, s.households from last l join reason_sum s on s.unit_id = :unit
									and s.at = (select max(k.at) from reason_sum k where k.unit_id = :unit and k.at <= l.since)
								union all
								select t.reason, t.change from (%s) t
								where t.eligibility = 'NOT_YET' and is_listed(t.eligibility, t.halt) and t.reason is not null) lines
							group by 1 having sum(households) <> 0 order by 2 desc, 1"""
						.formatted(LINES.formatted("household_tally")))
			.param("unit", unitId)
			.param("before", Timestamp.from(before))
			.query((row) -> {
				reasons.put(IneligibleReason.valueOf(row.getString("reason")), row.getLong("n"));
			});
		return reasons;
	}

	@Override
	@Transactional(propagation = Propagation.NOT_SUPPORTED)
	public boolean close(Instant until) {
		return this.closing.close(until);
	}

	@Override
	public List<Money> money(long unitId, @Nullable Integer phaseId, Instant before) {
		return this.jdbc
			.sql(LAST
					+ """
							select source, form, sum(pledged) as pledged, sum(allocated) as allocated, sum(disbursed) as disbursed from (
								select s.phase_id, s.source, s.form, s.pledged, s.allocated, s.disbursed from last l join funding_sum s on s.unit_id = :unit
									and s.at = (select max(k.at) from funding_sum k where k.unit_id = :unit and k.at <= l.since)
								union all
								select t.phase_id, t.source, t.form, t.pledged, t.allocated, t.disbursed from (%s) t) lines
							where :phase::integer is null or phase_id = :phase::integer
							group by 1, 2 having sum(pledged) <> 0 or sum(allocated) <> 0 or sum(disbursed) <> 0
							order by sum(pledged) desc"""
						.formatted(LINES.formatted("funding_tally")))
			.param("unit", unitId)
			.param("before", Timestamp.from(before))
			.param("phase", phaseId)
			.query(Money.class)
			.list();
	}

	@Override
	public List<PhaseInfo> phases() {
		return this.jdbc.sql("""
				select f.id, f.ordinal, f.name, d.deadline, d.document_no, d.document_date
				from phase f join phase_deadline d on d.phase_id = f.id order by f.programme_id, f.ordinal""")
			.query(PhaseInfo.class)
			.list();
	}

	private record Cut(int phaseId, @Nullable ProgrammePart part, long unitId,
			@Nullable SupportKind kind) implements Comparable<Cut> {

		private static final Comparator<Cut> ORDER = Comparator.comparingInt(Cut::phaseId)
			.thenComparing(Cut::part, Comparator.nullsFirst(Comparator.naturalOrder()))
			.thenComparingLong(Cut::unitId)
			.thenComparing(Cut::kind, Comparator.nullsFirst(Comparator.naturalOrder()));

		@Override
		public int compareTo(Cut other) {
			return ORDER.compare(this, other);
		}
	}

}
