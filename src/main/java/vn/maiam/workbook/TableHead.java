package vn.maiam.workbook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Where the table of a sheet begins, found by meaning and not by position: the header is
 * where most columns say what they are, in one to three rows; what stands above is
 * letterhead and title.
 *
 * @param first first row of the header, counted from 1
 * @param last last row of the header
 * @param words each column's words from the rows of the header, from above
 */
public record TableHead(int first, int last, List<List<String>> words) {

	private static final int MOST_ROWS = 3;

	private static final int FEWEST_FIELDS = 3;

	/** What is longer heads no column, and is not looked through for one. */
	private static final int LONGEST_HEADER = 200;

	/**
	 * Finds the head of a sheet's table.
	 * @param rows the first rows of the sheet, by number
	 * @param meaning what a column with these words means; null for nothing known
	 * @param required the meaning that a table must have
	 */
	public static <F> @Nullable TableHead find(NavigableMap<Integer, List<SheetCell>> rows,
			Function<List<String>, @Nullable F> meaning, F required) {
		TableHead best = null;
		int most = 0;
		for (int first : rows.keySet()) {
			for (int last = first; last < first + MOST_ROWS && rows.containsKey(last); last++) {
				TableHead head = new TableHead(first, last, headers(rows, first, last));
				Set<F> fields = head.fields(meaning);
				if (fields.contains(required) && fields.size() >= FEWEST_FIELDS && fields.size() > most) {
					best = head;
					most = fields.size();
				}
			}
		}
		return best;
	}

	/** The words above the table, a line each. */
	public String title(NavigableMap<Integer, List<SheetCell>> rows) {
		List<String> lines = new ArrayList<>();
		rows.headMap(this.first, false)
			.values()
			.forEach((cells) -> cells.stream().filter((it) -> !it.isEmpty()).forEach((it) -> lines.add(it.text())));
		return String.join("\n", lines);
	}

	private <F> Set<F> fields(Function<List<String>, @Nullable F> meaning) {
		Set<F> fields = new HashSet<>();
		for (List<String> column : this.words) {
			F field = column.isEmpty() ? null : meaning.apply(column);
			if (field != null) {
				fields.add(field);
			}
		}
		return fields;
	}

	/** A merged cell above reaches over the empty ones to its right. */
	private static List<List<String>> headers(NavigableMap<Integer, List<SheetCell>> rows, int first, int last) {
		int width = 0;
		for (int row = first; row <= last; row++) {
			width = Math.max(width, cells(rows, row).size());
		}
		List<List<String>> headers = new ArrayList<>();
		for (int column = 0; column < width; column++) {
			List<String> words = new ArrayList<>();
			for (int row = first; row <= last; row++) {
				String own = text(rows, row, column);
				if (own.isEmpty() && hasBelow(rows, row, last, column)) {
					own = leftOf(rows, row, column);
				}
				if (!own.isEmpty()) {
					words.add(own.substring(0, Math.min(LONGEST_HEADER, own.length())));
				}
			}
			headers.add(words);
		}
		return headers;
	}

	private static boolean hasBelow(NavigableMap<Integer, List<SheetCell>> rows, int row, int last, int column) {
		for (int below = row + 1; below <= last; below++) {
			if (!text(rows, below, column).isEmpty()) {
				return true;
			}
		}
		return false;
	}

	private static String leftOf(NavigableMap<Integer, List<SheetCell>> rows, int row, int column) {
		for (int left = column - 1; left >= 0; left--) {
			if (!text(rows, row, left).isEmpty()) {
				return text(rows, row, left);
			}
		}
		return "";
	}

	private static List<SheetCell> cells(NavigableMap<Integer, List<SheetCell>> rows, int row) {
		return rows.getOrDefault(row, List.of());
	}

	private static String text(NavigableMap<Integer, List<SheetCell>> rows, int row, int column) {
		List<SheetCell> cells = cells(rows, row);
		return (column < cells.size()) ? cells.get(column).text() : "";
	}

}
