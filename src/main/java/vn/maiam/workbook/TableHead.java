package vn.maiam.workbook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.VietnameseText;

/**
 * Where the table of a sheet begins, found by meaning and not by position: the header is
 * where most columns say what they are, in one to four lines; what stands above is
 * letterhead and title. A line that holds a value is never part of it.
 *
 * @param first first row of the header, counted from 1
 * @param last last row of the header
 * @param words each column's words from the rows of the header, from above
 */
public record TableHead(int first, int last, List<List<String>> words) {

	private static final int MOST_ROWS = 4;

	private static final int FEWEST_FIELDS = 3;

	/** What is longer heads no column, and is not looked through for one. */
	private static final int LONGEST_HEADER = 200;

	private static final int MOST_TITLE_CELLS = 20;

	private static final int MOST_TITLE_LINES = 100;

	/** What stands in a cell of a family and in no header. */
	private static final Pattern VALUE = Pattern
		.compile("[xX✓✔√]|\\d{1,3}|\\d{9,12}|0[\\d .]{8,13}|\\d{1,2}/\\d{1,2}/\\d{4}|(19|20)\\d\\d");

	private static final Pattern GROUP = Pattern.compile(
			"([ivxlc]+|[a-zđ]|\\d+)[.)/]\\s.*|(xa|phuong|thi tran|huyen) (?!phuong|thi tran|tt\\b)[a-z]+( [a-z]+){0,3}(:.*|\\(.*)?");

	/**
	 * Finds the head of a sheet's table among rows, by number; null when there is none.
	 */
	public static <F> @Nullable TableHead find(NavigableMap<Integer, SheetRow> rows, Vocabulary<F> vocabulary) {
		TableHead best = null;
		int most = 0;
		for (int first : rows.keySet()) {
			for (int last = first; last < first + MOST_ROWS && rows.containsKey(last); last++) {
				TableHead head = read(rows, first, last);
				Set<F> fields = head.fields(vocabulary);
				boolean better = best == null || fields.size() > most
						|| (fields.size() == most && head.last - head.first < best.last - best.first);
				if (better && fields.size() >= FEWEST_FIELDS && fields.contains(vocabulary.name())
						&& head.holdsNoValue(rows, vocabulary)) {
					best = head;
					most = fields.size();
				}
			}
		}
		return best;
	}

	/** Whether a row could stand in a head: it names the person's column and others. */
	static <F> boolean isLikely(SheetRow row, Vocabulary<F> vocabulary) {
		// households begin with their number, heads hold none
		if (row.cells().stream().anyMatch((cell) -> cell.number() != null || cell.day() != null)) {
			return false;
		}
		Set<F> fields = new HashSet<>();
		for (SheetCell cell : row.cells()) {
			if (!cell.isEmpty() && cell.text().length() < 60) {
				vocabulary.candidates(List.of(cell.text())).stream().findFirst().ifPresent(fields::add);
			}
		}
		return fields.contains(vocabulary.name()) && fields.size() >= FEWEST_FIELDS;
	}

	/** The words above the table, a line each. */
	public String title(NavigableMap<Integer, SheetRow> rows) {
		List<String> lines = new ArrayList<>();
		rows.headMap(this.first, false)
			.values()
			.forEach((row) -> row.cells()
				.stream()
				.filter((cell) -> !cell.isEmpty() && !cell.fromAbove())
				.limit(MOST_TITLE_CELLS)
				.forEach((cell) -> lines.add(cut(cell.text()))));
		return String.join("\n", lines.subList(0, Math.min(MOST_TITLE_LINES, lines.size())));
	}

	private static String cut(String words) {
		return words.substring(0, Math.min(LONGEST_HEADER, words.length()));
	}

	/** Whether a row says again what the head says, as at the top of a printed page. */
	public boolean isRepeatedBy(SheetRow row) {
		int same = 0;
		for (int column = 0; column < row.cells().size(); column++) {
			SheetCell cell = row.cells().get(column);
			if (cell.isEmpty()) {
				continue;
			}
			if (column >= this.words.size() || !this.words.get(column).contains(cell.text())) {
				return false;
			}
			same++;
		}
		return same > 0;
	}

	private <F> Set<F> fields(Vocabulary<F> vocabulary) {
		Set<F> fields = new HashSet<>();
		for (List<String> column : this.words) {
			if (!column.isEmpty()) {
				vocabulary.candidates(column).stream().findFirst().ifPresent(fields::add);
			}
		}
		return fields;
	}

	/**
	 * No number, mark or id stands in it, and below the word for the name no name; lines
	 * above that word say something of several columns.
	 */
	private <F> boolean holdsNoValue(NavigableMap<Integer, SheetRow> rows, Vocabulary<F> vocabulary) {
		boolean named = false;
		for (int number = this.first; number <= this.last; number++) {
			SheetRow row = rows.get(number);
			if (row == null) {
				return false;
			}
			long own = row.cells().stream().filter((cell) -> !cell.isEmpty() && !cell.fromAbove()).count();
			if (row.cells().stream().anyMatch(TableHead::isValue)) {
				return false;
			}
			if (named && (own == 0 || nameStandsIn(row, number, rows, vocabulary) || isGroup(row, own))) {
				return false;
			}
			if (!named && number < this.last && own < 2 && !isLikely(row, vocabulary)) {
				return false;
			}
			named |= namesPerson(rows, number, vocabulary);
		}
		return true;
	}

	private <F> boolean namesPerson(NavigableMap<Integer, SheetRow> rows, int upTo, Vocabulary<F> vocabulary) {
		return read(rows, this.first, upTo).words()
			.stream()
			.anyMatch((column) -> !column.isEmpty()
					&& vocabulary.candidates(column).stream().limit(1).anyMatch(vocabulary.name()::equals));
	}

	/**
	 * Whether below a column that already says "name" stands something that is no header.
	 */
	private <F> boolean nameStandsIn(SheetRow row, int number, NavigableMap<Integer, SheetRow> rows,
			Vocabulary<F> vocabulary) {
		List<List<String>> above = read(rows, this.first, number - 1).words();
		for (int column = 0; column < above.size(); column++) {
			SheetCell cell = row.cell(column);
			boolean isName = !above.get(column).isEmpty()
					&& vocabulary.candidates(above.get(column)).stream().limit(1).anyMatch(vocabulary.name()::equals);
			if (isName && !cell.isEmpty() && !cell.fromAbove() && !cell.text().startsWith("(")
					&& vocabulary.candidates(List.of(cut(cell.text()))).isEmpty()) {
				return true;
			}
		}
		return false;
	}

	private static boolean isGroup(SheetRow row, long own) {
		return own <= 2 && row.cells()
			.stream()
			.anyMatch((cell) -> !cell.fromAbove() && GROUP.matcher(VietnameseText.bare(cut(cell.text()))).matches());
	}

	private static boolean isValue(SheetCell cell) {
		return cell.number() != null || cell.day() != null || VALUE.matcher(cut(cell.text())).matches();
	}

	/** A merged cell above reaches over those to its right. */
	private static TableHead read(NavigableMap<Integer, SheetRow> rows, int first, int last) {
		int width = 0;
		for (int row = first; row <= last; row++) {
			width = Math.max(width, width(rows.get(row)));
		}
		List<List<String>> headers = new ArrayList<>();
		for (int column = 0; column < width; column++) {
			List<String> words = new ArrayList<>();
			for (int row = first; row <= last; row++) {
				String own = above(rows, row, last, column);
				if (!own.isEmpty()) {
					words.add(own.substring(0, Math.min(LONGEST_HEADER, own.length())));
				}
			}
			headers.add(words);
		}
		return new TableHead(first, last, headers);
	}

	private static int width(@Nullable SheetRow row) {
		int width = 0;
		for (int column = 0; row != null && column < row.cells().size(); column++) {
			SheetCell cell = row.cells().get(column);
			width = cell.isEmpty() ? width : Math.max(width, column + cell.across());
		}
		return width;
	}

	private static String above(NavigableMap<Integer, SheetRow> rows, int row, int last, int column) {
		SheetRow line = rows.get(row);
		if (line == null) {
			return "";
		}
		SheetCell own = line.cell(column);
		if (!own.isEmpty()) {
			return own.fromAbove() ? "" : own.text();
		}
		boolean single = line.texts().size() < 2;
		for (int left = column - 1; left >= 0; left--) {
			SheetCell cell = line.cell(left);
			if (!cell.isEmpty()) {
				boolean merged = left + cell.across() > column;
				boolean meant = cell.across() == 1 && !single && !cell.fromAbove() && hasBelow(rows, row, last, column)
						&& hasBelow(rows, row, last, left);
				return (merged || meant) ? cell.text() : "";
			}
		}
		return "";
	}

	private static boolean hasBelow(NavigableMap<Integer, SheetRow> rows, int row, int last, int column) {
		for (int below = row + 1; below <= last; below++) {
			SheetRow line = rows.get(below);
			if (line != null && !line.cell(column).isEmpty() && !line.cell(column).fromAbove()) {
				return true;
			}
		}
		return false;
	}

}
