package vn.maiam.household.domain;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.Halt;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdFilter.Sort;
import vn.maiam.household.HouseholdFilter.StageChoice;
import vn.maiam.shared.VietnameseText;
import vn.maiam.shared.web.Show;

/**
 * A filter of the list as SQL, with the reader's scope always in it. Without a day the
 * state is the household's own; as of a day it is the ledger's last line up to it.
 */
final class HouseholdQuery {

	/**
	 * The state of each household that was ever in the scope, as the ledger had it at the
	 * moment.
	 */
	private static final String LAST_LINE = """
			 join (select t.*, (select max(e.recorded_at) from progress_entry e where e.household_id = t.household_id
					and e.recorded_at < :before) as progress_at
				from (select distinct m.household_id from unit_closure c join household_tally m on m.unit_id = c.descendant_id
					where c.ancestor_id in (:scope) and m.recorded_at < :before) k
				cross join lateral (select * from household_tally m where m.household_id = k.household_id and m.recorded_at < :before
					and m.change = 1 order by m.recorded_at desc, m.id desc limit 1) t) s on s.household_id = h.id
			""";

	private static final int MOST_WORDS = 8;

	private final List<String> conditions = new ArrayList<>();

	private final Map<String, Object> values = new HashMap<>();

	/** Where the state is read: the household or the ledger. */
	private final String state;

	private final Sort sort;

	HouseholdQuery(HouseholdFilter filter, List<Long> scope, @Nullable Long unitId,
			byte @Nullable [] citizenFingerprint, Instant now) {
		Instant before = filter.before();
		LocalDate today = LocalDate.ofInstant((before != null && before.isBefore(now)) ? before.minusMillis(1) : now,
				Show.ZONE);
		this.state = (before != null && before.isBefore(now)) ? "s" : "h";
		this.sort = (filter.sort() != null) ? filter.sort() : Sort.NAME;
		if (before != null) {
			this.values.put("before", Timestamp.from(before));
		}
		this.values.put("today", today);
		below("scope", scope);
		if ("s".equals(this.state)) {
			// who has moved away is no longer read about by name, though still counted
			this.conditions.add(
					"exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))");
		}
		if (unitId != null) {
			below("unit", List.of(unitId));
		}
		search(filter.q(), citizenFingerprint);
		standing(filter);
		equal("phase_id", filter.phase());
		equal("category", filter.category());
		equal("kind", filter.kind());
		equal("part", filter.part());
		equal("evidence", filter.evidence());
		if (filter.flag() != null) {
			this.conditions.add(
					"exists (select 1 from evidence_flag f where f.household_id = h.id and f.rule = :flag and f.state in ('OPEN', 'RETURNED'))");
			this.values.put("flag", filter.flag().name());
		}
		if (filter.stage() != null) {
			this.conditions.add(stages(filter.stage()));
		}
		if (filter.stale() != null) {
			this.conditions.add(stages(StageChoice.IN_PROGRESS) + " and " + this.state + ".progress_at < :staleBefore");
			this.values.put("staleBefore",
					Timestamp.from(today.minusDays(Math.max(0, Math.min(filter.stale(), 3650)) - 1L)
						.atStartOfDay(Show.ZONE)
						.toInstant()));
		}
		if (filter.attention() != null) {
			attention(filter.attention(), today);
		}
	}

	String from() {
		return " from household h" + ("s".equals(this.state) ? LAST_LINE : "");
	}

	String state() {
		return this.state;
	}

	String where() {
		return " where " + String.join(" and ", this.conditions);
	}

	String order() {
		return " order by " + switch (this.sort) {
			case NAME -> "h.name_sort, h.id";
			case CODE -> "h.code";
			case UPDATED -> "h.recorded_at desc, h.id";
			case SILENT -> "coalesce(h.progress_at, h.created_at), h.id";
			case DEADLINE -> "h.planned_finish nulls last, h.id";
			case UNIT -> "u.code, h.name_sort, h.id";
		};
	}

	Map<String, Object> values() {
		return this.values;
	}

	private void below(String name, List<Long> roots) {
		this.conditions
			.add("exists (select 1 from unit_closure c where c.descendant_id = %s.unit_id and c.ancestor_id in (:%s))"
				.formatted(this.state, name));
		this.values.put(name, roots);
	}

	/**
	 * Each word must occur somewhere, without regard to marks or capitals; a whole
	 * citizen id is looked up by its fingerprint.
	 */
	private void search(@Nullable String q, byte @Nullable [] citizenFingerprint) {
		if (citizenFingerprint != null) {
			this.conditions.add("h.citizen_id_fingerprint = :fingerprint");
			this.values.put("fingerprint", citizenFingerprint);
			return;
		}
		if (q == null) {
			return;
		}
		int at = 0;
		for (String word : q.strip().split("\\s+", MOST_WORDS)) {
			String name = "word" + at++;
			this.conditions.add("h.search_text like '%' || search_key(:" + name + ") || '%'");
			this.values.put(name, VietnameseText.forLike(word));
		}
	}

	/**
	 * Unless asked for, households that declined, were removed or given up are not on the
	 * list.
	 */
	private void standing(HouseholdFilter filter) {
		equal("eligibility", filter.eligibility());
		equal("halt", filter.halt());
		boolean askedOff = filter.halt() == Halt.CANCELLED
				|| (filter.eligibility() != null && filter.eligibility().name().matches("DECLINED_THIS_YEAR|REMOVED"));
		if (!askedOff) {
			this.conditions.add("is_listed(%1$s.eligibility, %1$s.halt)".formatted(this.state));
		}
	}

	/** Late is the same as in {@link HouseholdWatchService}. */
	private void attention(HouseholdFilter.Attention attention, LocalDate today) {
		String deadline = "s".equals(this.state)
				? "(select d.deadline from deadline_decision d where d.phase_id = s.phase_id and d.recorded_at < :before order by d.recorded_at desc, d.id desc limit 1)"
				: "(select d.deadline from phase_deadline d where d.phase_id = h.phase_id)";
		String open = "%1$s.stage not in ('COMPLETED', 'HANDED_OVER') and %1$s.halt is null and %1$s.eligibility = 'ELIGIBLE'"
			.formatted(this.state);
		if (attention == HouseholdFilter.Attention.LATE) {
			this.conditions.add(open + " and least(h.planned_finish, " + deadline + ") < :today");
			return;
		}
		this.conditions.add(open
				+ " and (h.planned_finish < :today or (%1$s.stage <> 'NOT_STARTED' and %1$s.progress_at < :weekAgo) or (%1$s.stage = 'NOT_STARTED' and h.planned_start <= :today))"
					.formatted(this.state));
		this.values.put("weekAgo", Timestamp.from(today.minusDays(6).atStartOfDay(Show.ZONE).toInstant()));
	}

	private void equal(String column, @Nullable Object value) {
		if (value != null) {
			this.conditions.add(this.state + "." + column + " = :" + column);
			this.values.put(column, (value instanceof Enum<?> constant) ? constant.name() : value);
		}
	}

	private String stages(StageChoice choice) {
		return this.state + switch (choice) {
			case BEGUN -> ".stage <> 'NOT_STARTED'";
			case DONE -> ".stage in ('COMPLETED', 'HANDED_OVER')";
			case IN_PROGRESS -> ".stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER')";
			default -> ".stage = '" + choice.name().toUpperCase(Locale.ROOT) + "'";
		};
	}

}
