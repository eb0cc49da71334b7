package vn.maiam.household.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.FigureTable;
import vn.maiam.household.Figures;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.PhaseInfo;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;

/** Figures as sums of the ledger that the database writes with every change. */
@Service
@Transactional(readOnly = true)
class FigureService implements HouseholdFigures {

	private static final String COUNT = """
			select width_bucket(t.recorded_at, :moments::timestamptz[]) as bucket, c.ancestor_id as unit_id, t.phase_id, t.part, t.kind,
				coalesce(sum(t.change) filter (where l.listed), 0) as total,
				coalesce(sum(t.change) filter (where l.listed and t.eligibility = 'ELIGIBLE'), 0) as eligible,
				coalesce(sum(t.change) filter (where l.listed and t.eligibility = 'NOT_YET'), 0) as not_yet_eligible,
				coalesce(sum(t.change) filter (where l.listed and not l.begun), 0) as not_started,
				coalesce(sum(t.change) filter (where l.listed and l.begun), 0) as started,
				coalesce(sum(t.change) filter (where l.listed and l.begun and not l.done), 0) as in_progress,
				coalesce(sum(t.change) filter (where l.listed and l.done), 0) as completed,
				coalesce(sum(t.change) filter (where l.listed and t.kind = 'NEW_BUILD'), 0) as new_build,
				coalesce(sum(t.change) filter (where l.listed and t.kind = 'REPAIR'), 0) as repair,
				coalesce(sum(t.change) filter (where l.listed and l.done and t.kind = 'NEW_BUILD'), 0) as new_build_completed,
				coalesce(sum(t.change) filter (where l.listed and l.done and t.kind = 'REPAIR'), 0) as repair_completed,
				coalesce(sum(t.change) filter (where l.listed and l.done and t.evidence = 'SUFFICIENT'), 0) as proven,
				coalesce(sum(t.change) filter (where l.listed and t.evidence = 'DOUBTFUL'), 0) as doubtful,
				coalesce(sum(t.change) filter (where l.listed and t.halt = 'PAUSED'), 0) as paused,
				coalesce(sum(t.change) filter (where t.eligibility = 'DECLINED_THIS_YEAR'), 0) as declined,
				coalesce(sum(t.change) filter (where t.eligibility = 'REMOVED'), 0) as removed,
				coalesce(sum(t.change) filter (where t.halt = 'CANCELLED'), 0) as cancelled,
				coalesce(sum(t.change * w.weight) filter (where l.listed), 0) as weighted
			from unit_closure c
			join household_tally t on t.unit_id = c.descendant_id
			join stage_weight w on w.kind = t.kind and w.stage = t.stage
			cross join lateral (select is_listed(t.eligibility, t.halt) as listed, t.stage <> 'NOT_STARTED' as begun,
				t.stage in ('COMPLETED', 'HANDED_OVER') as done) l
			where c.ancestor_id in (:units) and t.recorded_at < :before
			group by 1, 2, 3, 4, 5
			order by 1, 3, 2, 4, 5""";

	private final JdbcClient jdbc;

	private final UnitDirectory units;

	private final TransactionTemplate own;

	FigureService(JdbcClient jdbc, UnitDirectory units, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.units = units;
		this.own = new TransactionTemplate(transactions);
	}

	@Override
	public List<FigureTable> count(long unitId, List<Instant> moments) {
		List<Long> children = this.units.children(unitId).stream().map(Unit::id).toList();
		List<Map<Cut, Figures>> buckets = moments.stream()
			.map((moment) -> (Map<Cut, Figures>) new LinkedHashMap<Cut, Figures>())
			.toList();
		this.jdbc.sql(COUNT)
			.param("units", children.isEmpty() ? List.of(unitId) : children)
			.param("moments", moments.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}")))
			.param("before", Timestamp.from(moments.get(moments.size() - 1)))
			.query((row) -> {
				buckets.get(row.getInt("bucket"))
					.put(new Cut(row.getLong("unit_id"), row.getInt("phase_id"),
							ProgrammePart.valueOf(row.getString("part")), SupportKind.valueOf(row.getString("kind"))),
							figures(row));
			});
		Map<Cut, Figures> sum = new LinkedHashMap<>();
		return buckets.stream().map((bucket) -> {
			bucket.forEach((cut, figures) -> sum.merge(cut, figures, Figures::plus));
			return new FigureTable(sum.entrySet()
				.stream()
				.map((it) -> new FigureTable.Cell(it.getKey().unitId(), it.getKey().phaseId(), it.getKey().part(),
						it.getKey().kind(), it.getValue()))
				.toList());
		}).toList();
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
			.sql("""
					select t.reason, sum(t.change) as n from unit_closure c join household_tally t on t.unit_id = c.descendant_id
					where c.ancestor_id = :unit and t.recorded_at < :before and t.eligibility = 'NOT_YET' and is_listed(t.eligibility, t.halt)
						and t.reason is not null
					group by 1 having sum(t.change) <> 0 order by 2 desc, 1""")
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
		boolean closed = this.jdbc.sql("select closed_until >= ? from ledger_closing")
			.param(Timestamp.from(until))
			.query(Boolean.class)
			.single();
		try {
			return closed || Boolean.TRUE.equals(this.own.execute((status) -> {
				this.jdbc.sql("select close_ledger(?)").param(Timestamp.from(until)).query((row) -> {
				});
				return true;
			}));
		}
		catch (ConcurrencyFailureException busy) {
			return false;
		}
	}

	@Override
	public List<Money> money(long unitId, @Nullable Integer phaseId, Instant before) {
		return this.jdbc
			.sql("""
					select t.source, t.form, sum(t.pledged) as pledged, sum(t.allocated) as allocated, sum(t.disbursed) as disbursed
					from unit_closure c join funding_tally t on t.unit_id = c.descendant_id
					where c.ancestor_id = :unit and t.recorded_at < :before and (:phase::integer is null or t.phase_id = :phase::integer)
					group by 1, 2
					having sum(t.pledged) <> 0 or sum(t.allocated) <> 0 or sum(t.disbursed) <> 0
					order by sum(t.pledged) desc""")
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

	private record Cut(long unitId, int phaseId, ProgrammePart part, SupportKind kind) {
	}

}
