package vn.maiam.workbook;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in a column: its different values with their counts, and how many of them
 * each candidate meaning accepts.
 *
 * @param <F> the meanings
 */
public final class ColumnProfile<F> {

	/** More different values are not told one by one. */
	private static final int MOST_VALUES = 200;

	private final Vocabulary<F> vocabulary;

	private final List<F> candidates;

	private final Map<String, Value> values = new LinkedHashMap<>();

	private final Map<F, Integer> accepted = new HashMap<>();

	private int filled;

	ColumnProfile(Vocabulary<F> vocabulary, List<F> candidates) {
		this.vocabulary = vocabulary;
		this.candidates = candidates;
	}

	void add(SheetCell cell) {
		if (cell.isEmpty()) {
			return;
		}
		this.filled++;
		Value value = this.values.get(cell.text());
		if (value != null) {
			value.count++;
		}
		else if (this.values.size() < MOST_VALUES) {
			this.values.put(cell.text(), new Value(cell));
		}
		for (F candidate : this.candidates) {
			if (this.vocabulary.accepts(candidate, cell)) {
				this.accepted.merge(candidate, 1, Integer::sum);
			}
		}
	}

	public int filled() {
		return this.filled;
	}

	/** How much of the column a meaning accepts, from 0 to 1; 1 for an empty column. */
	public double fit(F meaning) {
		return (this.filled == 0) ? 1 : (double) this.accepted.getOrDefault(meaning, 0) / this.filled;
	}

	/**
	 * The same for a meaning that the header did not suggest, by the different values.
	 */
	public double fitOf(F meaning) {
		int fitting = 0;
		int all = 0;
		for (Value value : this.values.values()) {
			all += value.count;
			fitting += this.vocabulary.accepts(meaning, value.cell) ? value.count : 0;
		}
		return (all == 0) ? 0 : (double) fitting / all;
	}

	/** The different values, the first two hundred, as they came. */
	public List<Value> values() {
		return List.copyOf(this.values.values());
	}

	/** A value and how often it stands in the column. */
	public static final class Value {

		private final SheetCell cell;

		private int count = 1;

		Value(SheetCell cell) {
			this.cell = cell;
		}

		public SheetCell cell() {
			return this.cell;
		}

		public int count() {
			return this.count;
		}

	}

}
