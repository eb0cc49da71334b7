package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.shared.VietnameseText;

/**
 * What the values of each column were read as, with their counts: the rare and the
 * changed ones first, since there the errors are.
 */
public final class Readings {

	private static final int MOST_KEPT = 1000;

	private static final int MOST_ODD = 24;

	private static final int MOST_PLAIN = 6;

	private final Map<String, Map<String, Reading>> columns = new LinkedHashMap<>();

	void tell(Form form, Field field, String value, String meaning) {
		Column column = form.column(field);
		if (column == null || field == Field.CITIZEN_ID) {
			return;
		}
		Map<String, Reading> values = this.columns.computeIfAbsent(column.header() + "\u0000" + field,
				(key) -> new LinkedHashMap<>());
		String both = value + "\u0000" + meaning;
		Reading known = values.get(both);
		if (known != null || values.size() < MOST_KEPT) {
			values.put(both, new Reading(value, meaning, (known != null) ? known.count() + 1 : 1));
		}
	}

	/** Column by column in the order in which they were met. */
	public List<ColumnReading> columns() {
		List<ColumnReading> all = new ArrayList<>();
		this.columns.forEach((key, values) -> {
			String[] parts = key.split("\u0000");
			List<Reading> odd = values.values()
				.stream()
				.filter((reading) -> !reading.isPlain())
				.sorted(Comparator.comparing(Reading::count))
				.limit(MOST_ODD)
				.toList();
			List<Reading> shown = new ArrayList<>(odd);
			values.values().stream().filter(Reading::isPlain).limit(MOST_PLAIN).forEach(shown::add);
			all.add(new ColumnReading(parts[0], parts[1], shown, values.size() - shown.size()));
		});
		return all;
	}

	/**
	 * A column as it was read.
	 *
	 * @param field the name of its meaning
	 * @param more how many further values are not told
	 */
	public record ColumnReading(String header, String field, List<Reading> values, int more) {
	}

	/**
	 * A value, what it was read as (a message key, a day, đồng or a name) and how often.
	 */
	public record Reading(String value, String meaning, int count) {

		/** Whether the value says itself what it means. */
		boolean isPlain() {
			String bare = VietnameseText.bare(this.value);
			return VietnameseText.bare(this.meaning).endsWith(bare) && bare.length() > 2;
		}
	}

}
