package vn.maiam.paper;

import vn.maiam.shared.web.Show;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A table of the appendix, the same in every output.
 *
 * @param sheet short name, at most 31 characters
 * @param unitLine as "Đơn vị tính: triệu đồng"; may be empty
 * @param rows a text or whole number per column; ratios are null and follow from the
 * others
 */
public record DocumentTable(String sheet, String title, String unitLine, List<Column> columns,
		List<List<@Nullable Object>> rows, String totalLabel) {

	/** The value of a cell, with ratios computed. */
	public @Nullable Object value(List<@Nullable Object> row, int column) {
		Column it = this.columns.get(column);
		if (it.kind() != Kind.RATIO) {
			return row.get(column);
		}
		long whole = number(row.get(it.whole()));
		return (whole == 0) ? null : (double) number(row.get(it.part())) / whole;
	}

	/** The line of totals; its first column of words is the label. */
	public List<@Nullable Object> totals() {
		List<@Nullable Object> totals = new java.util.ArrayList<>();
		for (int column = 0; column < this.columns.size(); column++) {
			int at = column;
			switch (this.columns.get(column).kind()) {
				case TEXT -> totals.add((column == labelColumn()) ? this.totalLabel : "");
				case RATIO -> totals.add(null);
				default -> totals.add(this.rows.stream().mapToLong((row) -> number(row.get(at))).sum());
			}
		}
		return totals;
	}

	/** Rows and totals as they are read, numbers in the Vietnamese way. */
	public List<List<String>> shown() {
		return java.util.stream.Stream.concat(this.rows.stream(), java.util.stream.Stream.of(totals()))
			.map((row) -> java.util.stream.IntStream.range(0, this.columns.size())
				.mapToObj((column) -> show(this.columns.get(column).kind(), value(row, column)))
				.toList())
			.toList();
	}

	private static String show(Kind kind, @Nullable Object value) {
		return switch (kind) {
			case TEXT -> (value != null) ? value.toString() : "";
			case COUNT -> Show.plain(number(value));
			case CHANGE -> ((number(value) > 0) ? "+" : "") + Show.plain(number(value));
			case MONEY -> Show.plain(java.math.BigDecimal.valueOf(number(value), 6));
			case RATIO -> (value instanceof Double share) ? Show.plain(Math.round(share * 1000) / 10.0) + "%" : "–";
		};
	}

	/** The last of the leading columns of words. */
	public int labelColumn() {
		int column = 0;
		while (column + 1 < this.columns.size() && this.columns.get(column + 1).kind() == Kind.TEXT) {
			column++;
		}
		return column;
	}

	private static long number(@Nullable Object value) {
		return (value instanceof Number number) ? number.longValue() : 0;
	}

	/**
	 * Words, households, a change with its sign, a ratio of two columns, đồng shown in
	 * triệu.
	 */
	public enum Kind {

		TEXT, COUNT, CHANGE, RATIO, MONEY

	}

	/**
	 * A column.
	 *
	 * @param part column of a ratio's numerator
	 * @param whole column of its denominator
	 */
	public record Column(String header, Kind kind, int part, int whole) {

		public static Column of(String header, Kind kind) {
			return new Column(header, kind, 0, 0);
		}

		public static Column ratio(String header, int part, int whole) {
			return new Column(header, Kind.RATIO, part, whole);
		}
	}

}
