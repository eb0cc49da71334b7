package vn.maiam.household.intake.reading;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * How the tables of a workbook were understood.
 *
 * @param forms tables of the same form share their columns
 */
public record Layout(List<Form> forms) {

	/** The form of the table that holds a row. */
	public Optional<Form> of(String sheet, int row) {
		return this.forms.stream().filter((form) -> form.table(sheet, row) != null).findFirst();
	}

	/** The sheets that hold a table. */
	public List<String> sheets() {
		return this.forms.stream().flatMap((form) -> form.sheets().stream()).map(SheetInfo::name).distinct().toList();
	}

	/** The headers of each sheet: index of the column → its words. */
	public Map<String, SortedMap<Integer, String>> headers() {
		Map<String, SortedMap<Integer, String>> headers = new HashMap<>();
		for (Form form : this.forms) {
			SortedMap<Integer, String> columns = new TreeMap<>();
			form.columns().forEach((column) -> columns.put(column.index(), column.header()));
			form.sheets().forEach((sheet) -> headers.putIfAbsent(sheet.name(), columns));
		}
		return headers;
	}

	/** What tells this locality's way of writing lists from others: all headers. */
	public String signature() {
		return this.forms.stream()
			.flatMap((form) -> form.columns().stream())
			.map((column) -> HouseholdVocabulary.bare(column.header()))
			.distinct()
			.sorted()
			.reduce("", (all, header) -> all + "|" + header);
	}

	/**
	 * Whether two columns of a table have one meaning: only one of them could be taken
	 * in.
	 */
	public boolean isRepeated() {
		return this.forms.stream()
			.anyMatch((form) -> form.columns()
				.stream()
				.map(Column::field)
				.filter((field) -> !field.mayRepeat())
				.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
				.values()
				.stream()
				.anyMatch((count) -> count > 1));
	}

	/** Columns that nobody has decided yet. */
	public boolean isUndecided() {
		return this.forms.stream()
			.anyMatch((form) -> form.notYet() == null || form.columns().stream().anyMatch(Column::isAsked));
	}

	/**
	 * Tables with the same columns.
	 *
	 * @param notYet whether these households do not yet meet the conditions; null while
	 * neither the list nor a person has said so
	 */
	public record Form(List<SheetInfo> sheets, List<Column> columns, @Nullable Boolean notYet) {

		public @Nullable Column column(Field field) {
			return this.columns.stream().filter((column) -> column.field() == field).findFirst().orElse(null);
		}

		/** The table that holds a row; null when it lies elsewhere. */
		public @Nullable SheetInfo table(String sheet, int row) {
			return this.sheets.stream()
				.filter((it) -> it.name().equals(sheet) && it.holds(row))
				.findFirst()
				.orElse(null);
		}
	}

	/**
	 * One table.
	 *
	 * @param name of its sheet
	 * @param title the words above the table
	 * @param headerRow first row of the header, counted from 1
	 * @param firstRow first row below the header
	 * @param until the row from which the next table of the sheet begins
	 * @param hidden whether its sheet is hidden
	 * @param coloured whether colours tell its rows apart
	 * @param monthFirst columns, from 0, with days that are only possible with their
	 * month first → whether others are only possible with their day first
	 */
	public record SheetInfo(String name, String title, int headerRow, int firstRow, @Nullable Integer until,
			@Nullable Boolean hidden, @Nullable Boolean coloured, @Nullable Map<Integer, Boolean> monthFirst) {

		private static final Pattern PHASE = Pattern
			.compile("(?iu)(?:đợt|giai đoạn)\\s+(?:số\\s+)?([1-4]|iv|i{1,3})\\b");

		boolean holds(int row) {
			return row >= this.headerRow && (this.until == null || row < this.until);
		}

		/** The phase that the title names. */
		public Optional<Integer> phase() {
			return PHASE.matcher(this.title).results().findFirst().flatMap((named) -> Values.phase(named.group(1)));
		}

		public boolean isHidden() {
			return Boolean.TRUE.equals(this.hidden);
		}
	}

	/**
	 * A column.
	 *
	 * @param index counted from 0
	 * @param header all rows of its header, from above
	 * @param unit what a bare number counts in money columns, in đồng; 0 when only its
	 * size can tell
	 * @param samples a few of its values, ids masked
	 * @param why message keys of the reasons for the meaning and for asking
	 * @param asked whether a person must say what it means
	 */
	public record Column(int index, String header, Field field, long unit, List<String> samples,
			@Nullable List<String> why, @Nullable Boolean asked) {

		public boolean isAsked() {
			return Boolean.TRUE.equals(this.asked);
		}

		/** Whether its own values are against the meaning or leave its unit open. */
		public boolean isContradicted() {
			return reasons().contains("intake.why.unfit") || reasons().contains("intake.why.unit");
		}

		public List<String> reasons() {
			return Objects.requireNonNullElse(this.why, List.of());
		}

		/** As a person has decided. */
		public Column as(Field chosen, long chosenUnit) {
			return new Column(this.index, this.header, chosen, chosenUnit, this.samples, this.why, false);
		}
	}

}
