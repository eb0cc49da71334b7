package vn.maiam.household.domain;

import java.util.List;
import java.util.stream.Collectors;

import vn.maiam.household.HouseholdFilter.Sort;

/**
 * What a list is ordered by, as SQL over the household {@code h} and its unit {@code u};
 * every order has an index of its own.
 *
 * @param keys all of one direction; together they tell each household from every other
 */
record HouseholdOrder(List<String> keys, boolean descending) {

	static HouseholdOrder of(Sort sort) {
		return switch (sort) {
			case NAME -> ascending("h.name_sort", "h.id");
			case CODE -> ascending("h.code");
			case UPDATED -> new HouseholdOrder(List.of("h.recorded_at", "h.id"), true);
			case SILENT -> ascending("coalesce(h.progress_at, h.created_at)", "h.id");
			case DEADLINE -> ascending("coalesce(h.planned_finish, 'infinity'::date)", "h.id");
			case UNIT -> ascending("u.code", "h.name_sort", "h.id");
		};
	}

	boolean isByUnit() {
		return this.keys.contains("u.code");
	}

	private static HouseholdOrder ascending(String... keys) {
		return new HouseholdOrder(List.of(keys), false);
	}

	/**
	 * @param backwards from the end of the list
	 */
	String by(boolean backwards) {
		String direction = (this.descending != backwards) ? " desc" : "";
		return this.keys.stream().map((key) -> key + direction).collect(Collectors.joining(", ", " order by ", ""));
	}

	/**
	 * That a household comes later than the only row of a query, or earlier.
	 * @param row the rest of a query behind its columns, which are this order's
	 */
	String beyond(String row, boolean backwards) {
		String columns = String.join(", ", this.keys);
		return " and (%1$s) %2$s (select %1$s%3$s)".formatted(columns, (this.descending != backwards) ? "<" : ">", row);
	}

	/** By which a household is known again at its place in the order. */
	String mark() {
		return "left(md5(concat_ws('|', " + String.join(", ", this.keys) + ")), 8)";
	}

}
