package vn.maiam.household.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.ChangeCause;
import vn.maiam.household.Eligibility;
import vn.maiam.household.Evidence;
import vn.maiam.household.FigureChanges;
import vn.maiam.household.Halt;
import vn.maiam.household.Measure;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.LedgerEnds.End;

/**
 * Explains figures from the ledger's lines of each household at both ends of a period.
 */
@Service
@Transactional(readOnly = true)
class FigureChangeService implements FigureChanges {

	private static final String ENDS = """
			select k.household_id,
				b.kind as b_kind, b.eligibility as b_eligibility, b.stage as b_stage, b.halt as b_halt, b.evidence as b_evidence,
				b.reason as b_reason, exists (select 1 from unit_closure c where c.ancestor_id = :unit and c.descendant_id = b.unit_id) as b_inside,
				a.kind as a_kind, a.eligibility as a_eligibility, a.stage as a_stage, a.halt as a_halt, a.evidence as a_evidence,
				a.reason as a_reason, exists (select 1 from unit_closure c where c.ancestor_id = :unit and c.descendant_id = a.unit_id) as a_inside
			from (select distinct t.household_id from unit_closure c join household_tally t on t.unit_id = c.descendant_id
				where c.ancestor_id = :unit and t.recorded_at >= :from and t.recorded_at < :to) k
			left join lateral (select * from household_tally t where t.household_id = k.household_id and t.recorded_at < :from
				and t.change = 1 order by t.recorded_at desc, t.id desc limit 1) b on true
			join lateral (select * from household_tally t where t.household_id = k.household_id and t.recorded_at < :to
				and t.change = 1 order by t.recorded_at desc, t.id desc limit 1) a on true""";

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	FigureChangeService(JdbcClient jdbc, CurrentAccount current) {
		this.jdbc = jdbc;
		this.current = current;
	}

	@Override
	public List<Change> between(long unitId, Instant from, Instant to) {
		Map<Measure, Map<ChangeCause, Change>> sums = new TreeMap<>();
		for (LedgerEnds ends : ends(unitId, from, to)) {
			for (Measure measure : Measure.values()) {
				int change = ends.change(measure);
				if (change != 0) {
					ChangeCause cause = ends.cause(measure);
					sums.computeIfAbsent(measure, (it) -> new TreeMap<>())
						.merge(cause, new Change(measure, cause, Math.max(change, 0), Math.max(-change, 0)),
								(one, more) -> new Change(measure, cause, one.added() + more.added(),
										one.removed() + more.removed()));
				}
			}
		}
		return sums.values().stream().flatMap((causes) -> causes.values().stream()).toList();
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public List<Changed> households(long unitId, Instant from, Instant to, Measure measure, ChangeCause cause) {
		List<UUID> ids = ends(unitId, from, to).stream()
			.filter((ends) -> ends.change(measure) != 0 && ends.cause(measure) == cause)
			.map(LedgerEnds::householdId)
			.toList();
		return ids.isEmpty() ? List.of()
				: this.jdbc
					.sql("""
										select h.id, h.code, h.full_name, u.name as unit_name from household h join administrative_unit u on u.id = h.unit_id
										where h.id = any(:ids) and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))
							order by h.code""")
					.param("scope", this.current.require().scopeIds(Permission.VIEW_HOUSEHOLDS))
					.param("ids", ids.toArray(UUID[]::new))
					.query(Changed.class)
					.list();
	}

	private List<LedgerEnds> ends(long unitId, Instant from, Instant to) {
		return this.jdbc.sql(ENDS)
			.param("unit", unitId)
			.param("from", Timestamp.from(from))
			.param("to", Timestamp.from(to))
			.query((row, number) -> new LedgerEnds(row.getObject("household_id", UUID.class), end(row, "b_"),
					after(row)))
			.list();
	}

	private static End after(ResultSet row) throws SQLException {
		End end = end(row, "a_");
		if (end == null) {
			throw new IllegalStateException("a line without a state");
		}
		return end;
	}

	private static @Nullable End end(ResultSet row, String side) throws SQLException {
		String kind = row.getString(side + "kind");
		String halt = row.getString(side + "halt");
		return (kind == null) ? null
				: new End(row.getBoolean(side + "inside"), SupportKind.valueOf(kind),
						Eligibility.valueOf(row.getString(side + "eligibility")),
						Stage.valueOf(row.getString(side + "stage")), (halt != null) ? Halt.valueOf(halt) : null,
						Evidence.valueOf(row.getString(side + "evidence")), row.getString(side + "reason"));
	}

}
