package vn.maiam.household.domain;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Reach;
import vn.maiam.household.Halt;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdFilter.Sort;
import vn.maiam.household.HouseholdFilter.StageChoice;
import vn.maiam.shared.PhoneNumbers;
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
					where c.ancestor_id in (:roots) and m.recorded_at < :before) k
				cross join lateral (select * from household_tally m where m.household_id = k.household_id and m.recorded_at < :before
					and m.change = 1 order by m.recorded_at desc, m.id desc limit 1) t) s on s.household_id = h.id
			""";

	private static final String BELOW = "exists (select 1 from unit_closure c where c.descendant_id = %s.unit_id and c.ancestor_id in (%s))";

	private static final int MOST_WORDS = 8;

	/**
	 * Up to so many that fit are sorted sooner than the list's order is followed past all
	 * that do not (measured at 334,234 households).
	 */
	private static final int FEW = 5_000;

	private static final Pattern PLAIN = Pattern.compile("\\p{ASCII}+");

	/** Where the reader looks, and what is looked for there. */
	private final List<String> places = new ArrayList<>();

	private final List<String> conditions = new ArrayList<>();

	/** Patterns that the household's text must be like. */
	private final List<String> words = new ArrayList<>();

	private final Map<String, Object> values = new HashMap<>();

	/** Where the state is read: the household or the ledger. */
	private final String state;

	private final HouseholdOrder order;

	private final boolean whole;

	/** Whether it asks for nothing but what the ledger's counts are kept by. */
	private final boolean counted;

	HouseholdQuery(HouseholdFilter filter, Collection<Long> scope, Reach reach, Instant now) {
		Instant before = filter.before();
		LocalDate today = LocalDate.ofInstant((before != null && before.isBefore(now)) ? before.minusMillis(1) : now,
				Show.ZONE);
		this.state = (before != null && before.isBefore(now)) ? "s" : "h";
		this.order = HouseholdOrder.of((filter.sort() != null) ? filter.sort() : Sort.NAME);
		if (before != null) {
			this.values.put("before", Timestamp.from(before));
		}
		this.values.put("today", today);
		this.values.put("roots", reach.units().isEmpty() ? List.of(-1L) : reach.units());
		this.whole = reach.whole();
		if (!this.whole) {
			this.places.add(BELOW.formatted(this.state, ":roots"));
		}
		if ("s".equals(this.state)) {
			// who has moved away is no longer read about by name, though still counted
			this.places.add(BELOW.formatted("h", ":scope"));
			this.values.put("scope", scope);
		}
		this.counted = "h".equals(this.state) && filter.q() == null && filter.flag() == null && filter.stale() == null
				&& filter.attention() == null && reach.parents() && !reach.units().isEmpty();
		search(filter.q());
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
		return where("h.search_text");
	}

	private String where(String text) {
		Stream<String> words = this.words.stream().map((word) -> text + " like " + word);
		return Stream.of(this.places.stream(), this.conditions.stream(), words)
			.flatMap((parts) -> parts)
			.collect(Collectors.joining(" and ", " where ", ""));
	}

	/**
	 * The rows of a page in the list's order; what is shown of a household is read for
	 * those rows alone. Where it is known how many fit, a search is not left to a guess:
	 * few are found by their words and sorted, of many enough are met by following the
	 * order.
	 * @param joins what is shown beside a household, with its unit as {@code u}
	 * @param beyond a further condition, as {@link #beyond} gives it, or empty;
	 * {@code :size} and {@code :skip} are left to the caller
	 * @param total how many fit, when that is known
	 */
	String page(String joins, String beyond, boolean backwards, @Nullable Long total) {
		String order = this.order.by(backwards);
		String limit = " limit :size offset :skip";
		if ("s".equals(this.state)) {
			return from() + joins + where() + beyond + order + limit;
		}
		String units = this.order.isByUnit() ? " join administrative_unit u on u.id = h.unit_id" : "";
		String rows;
		if (this.words.isEmpty() || total == null) {
			rows = "household h" + units + where();
		}
		else if (total <= FEW) {
			rows = "(select * from household h" + where() + " offset 0) h" + units + " where true";
		}
		else {
			// no index fits this, so the order's is followed
			rows = "household h" + units + where("(h.search_text || '')");
		}
		return " from (select h.id from " + rows + beyond + order + limit + ") k join household h on h.id = k.id"
				+ joins + order;
	}

	boolean isCounted() {
		return this.counted;
	}

	/** How many there are by stage, from the counts and the ledger's lines since. */
	String counts() {
		String where = String.join(" and ", this.conditions);
		return """
				select stage, sum(households) as n from (
					select h.stage, h.households from household_count h where h.unit_id in (:roots) and %1$s
					union all
					select h.stage, h.change
					from (select t.* from household_count_moment m cross join lateral (
						select * from household_tally k where k.recorded_at >= m.at offset 0) t) h
					%2$s where %1$s) lines
				group by 1 having sum(households) > 0""".formatted(where,
				this.whole ? "" : "join unit_closure c on c.descendant_id = h.unit_id and c.ancestor_id in (:roots)");
	}

	/**
	 * Beyond the household {@code :anchor}, in the order's direction or against it; no
	 * row when it is not one the reader sees, or no longer stands where it stood.
	 */
	String beyond(boolean backwards) {
		String anchor = from() + " join administrative_unit u on u.id = " + this.state + ".unit_id where "
				+ Stream.concat(this.places.stream(), Stream.of("h.code = :anchor", this.order.mark() + " = :mark"))
					.collect(Collectors.joining(" and "));
		return this.order.beyond(anchor, backwards);
	}

	String mark() {
		return this.order.mark();
	}

	Map<String, Object> values() {
		return this.values;
	}

	/**
	 * Each word must occur somewhere, without regard to marks or capitals. A citizen id
	 * is no word: it is looked up by {@link IdentitySearch} alone.
	 */
	private void search(@Nullable String q) {
		if (q == null) {
			return;
		}
		// a telephone number is found however it is spaced
		String asked = q.matches("[+0-9 .()-]{8,}") ? PhoneNumbers.read(q).orElse(q) : q;
		int at = 0;
		for (String word : asked.strip().split("\\s+", MOST_WORDS)) {
			String name = "word" + at++;
			String bare = VietnameseText.bare(word);
			boolean plain = PLAIN.matcher(bare).matches();
			// the database's own key would be made anew for every row looked at
			this.words.add(plain ? ":" + name : "'%' || search_key(:" + name + ") || '%'");
			this.values.put(name, plain ? "%" + VietnameseText.forLike(bare) + "%" : VietnameseText.forLike(word));
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

	/** Late is the same as in {@link WatchQuestions}. */
	private void attention(HouseholdFilter.Attention attention, LocalDate today) {
		String ended = "s".equals(this.state)
				? "s.phase_id in (select d.phase_id from (select distinct on (phase_id) phase_id, deadline "
						+ "from deadline_decision where recorded_at < :before order by phase_id, recorded_at desc, id desc) d "
						+ "where d.deadline < :today)"
				: "h.phase_id in (select d.phase_id from phase_deadline d where d.deadline < :today)";
		String open = "%1$s.stage not in ('COMPLETED', 'HANDED_OVER') and %1$s.halt is null and %1$s.eligibility = 'ELIGIBLE'"
			.formatted(this.state);
		if (attention == HouseholdFilter.Attention.LATE) {
			this.conditions.add(open + " and (h.planned_finish < :today or " + ended + ")");
			return;
		}
		this.conditions.add(open
				+ (" and (h.planned_finish < :today or (%1$s.stage <> 'NOT_STARTED' and %1$s.progress_at < :weekAgo) "
						+ "or (%1$s.stage = 'NOT_STARTED' and h.planned_start <= :today))")
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
