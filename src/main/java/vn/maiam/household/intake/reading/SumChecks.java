package vn.maiam.household.intake.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.SheetRow;

/**
 * Compares what the lines of sums and groups say with what was read: households, ticks,
 * persons and money. A sum may be of the lines since the last sum, of its group or of the
 * whole table; the one that it fits best is meant.
 */
public final class SumChecks {

	private static final Pattern HOUSEHOLDS = Pattern.compile("(?iu)(\\d{1,5})\\s*(hộ|nhà|căn|trường hợp)");

	/** The key of the number of households among the sums of columns. */
	private static final int COUNT = -1;

	private static final int MOST = 100;

	private final List<Span> spans = new ArrayList<>();

	private final List<Difference> differences = new ArrayList<>();

	/** Begins a table. */
	void begin() {
		end();
		this.spans.add(new Span(0, "", 0, Map.of()));
		this.spans.add(new Span(Integer.MAX_VALUE, "", 0, Map.of()));
	}

	/** Ends what is open and compares it. */
	void end() {
		this.spans.forEach(this::close);
		this.spans.clear();
	}

	/** A household is read. */
	void add(SheetRow row, Form form) {
		Map<Integer, Long> amounts = new LinkedHashMap<>();
		amounts.put(COUNT, 1L);
		for (Column column : form.columns()) {
			long amount = amount(row.cell(column.index()), column);
			if (amount > 0) {
				amounts.put(column.index(), amount);
			}
		}
		this.spans.forEach((span) -> amounts.forEach((column, amount) -> span.read.merge(column, amount, Long::sum)));
	}

	/**
	 * A group begins; those as narrow or narrower end.
	 * @param level the lower the wider
	 */
	void group(int level, SheetRow row, String label, Form form) {
		this.spans.stream()
			.filter((span) -> span.level >= level && span.level != Integer.MAX_VALUE)
			.toList()
			.forEach((span) -> {
				close(span);
				this.spans.remove(span);
			});
		this.spans
			.replaceAll((span) -> (span.level == Integer.MAX_VALUE) ? new Span(span.level, "", 0, Map.of()) : span);
		this.spans.add(new Span(level, label, row.number(), said(row, label, form, null)).in(row.sheet(), form));
	}

	/** A line of sums. */
	void sum(SheetRow row, String label, Form form) {
		Span best = this.spans.stream()
			.min(Comparator.comparingInt((Span span) -> wrong(said(row, label, form, span), span))
				.thenComparingInt((span) -> span.level))
			.orElse(null);
		if (best != null) {
			Map<Integer, Long> said = said(row, label, form, best);
			said.forEach((column, amount) -> compare(row.sheet(), row.number(), label, form, column, amount, best));
		}
		this.spans
			.replaceAll((span) -> (span.level == Integer.MAX_VALUE) ? new Span(span.level, "", 0, Map.of()) : span);
	}

	List<Difference> differences() {
		return List.copyOf(this.differences);
	}

	private void close(Span span) {
		Form form = span.form;
		if (form != null) {
			span.said
				.forEach((column, amount) -> compare(span.sheet, span.row, span.label, form, column, amount, span));
		}
	}

	private void compare(String sheet, int row, String label, Form form, int column, long said, Span span) {
		long read = span.read.getOrDefault(column, 0L);
		if (read != said && this.differences.size() < MOST) {
			Column of = form.columns().stream().filter((it) -> it.index() == column).findFirst().orElse(null);
			this.differences.add(new Difference(sheet, row, label, (of != null) ? of.header() : "",
					of != null && of.field().isMoney(), said, read));
		}
	}

	private static int wrong(Map<Integer, Long> said, Span span) {
		return (int) said.entrySet()
			.stream()
			.filter((it) -> !it.getValue().equals(span.read.getOrDefault(it.getKey(), 0L)))
			.count();
	}

	/** What a line says: column → ticks, persons or đồng. */
	private static Map<Integer, Long> said(SheetRow row, String label, Form form, @Nullable Span span) {
		Map<Integer, Long> said = new LinkedHashMap<>();
		Matcher households = HOUSEHOLDS.matcher(label);
		if (households.find()) {
			said.put(COUNT, Long.valueOf(households.group(1)));
		}
		for (Column column : form.columns()) {
			SheetCell cell = row.cell(column.index());
			BigDecimal number = number(cell);
			if (number == null || cell.fromAbove()) {
				continue;
			}
			if (column.field().isMoney()) {
				said.put(column.index(),
						dong(number, column.unit(), (span != null) ? span.read.getOrDefault(column.index(), 0L) : 0));
			}
			else if (column.field().isMark() || column.field() == Field.MEMBERS) {
				said.put(column.index(), number.longValue());
			}
			else if (column.field() == Field.FULL_NAME) {
				said.put(COUNT, number.longValue());
			}
		}
		return said;
	}

	private static long amount(SheetCell cell, Column column) {
		if (cell.isEmpty() || cell.fromAbove()) {
			return 0;
		}
		if (column.field().isMark()) {
			return (Values.mark(cell) == Values.Mark.YES) ? 1 : 0;
		}
		if (column.field().isMoney()) {
			return Money.read(cell, column.unit()).orElse(0);
		}
		return (column.field() == Field.MEMBERS) ? Values.members(cell.text()).orElse(0) : 0;
	}

	private static @Nullable BigDecimal number(SheetCell cell) {
		if (cell.number() != null) {
			return cell.number();
		}
		return (!cell.isEmpty() && Money.isAmount(cell) && cell.text().matches("[\\d., ]+"))
				? vn.maiam.household.domain.Dong.number(cell.text()) : null;
	}

	/** Where the unit is not said, a sum counts in the one that comes nearest. */
	private static long dong(BigDecimal number, long unit, long read) {
		return Stream.of((unit != 0) ? new Long[] { unit } : Money.UNITS.toArray(Long[]::new))
			.map((it) -> number.multiply(BigDecimal.valueOf(it)).longValue())
			.min(Comparator.comparingLong((dong) -> Math.abs(dong - read)))
			.orElse(0L);
	}

	/**
	 * A sum that does not agree.
	 *
	 * @param header of the column; empty for the number of households
	 * @param money whether the figures are đồng
	 */
	public record Difference(String sheet, int row, String label, String header, boolean money, long said, long read) {
	}

	/** Lines that a sum may be of. */
	private static final class Span {

		private final int level;

		private final String label;

		private final int row;

		private final Map<Integer, Long> said;

		private final Map<Integer, Long> read = new LinkedHashMap<>();

		private String sheet = "";

		private @Nullable Form form;

		Span(int level, String label, int row, Map<Integer, Long> said) {
			this.level = level;
			this.label = label;
			this.row = row;
			this.said = said;
		}

		Span in(String name, Form columns) {
			this.sheet = name;
			this.form = columns;
			return this;
		}

	}

}
