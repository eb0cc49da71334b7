package vn.maiam.household.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * How the sheets of a workbook were understood.
 *
 * @param forms sheets of the same form share their columns
 */
record Layout(List<Form> forms) {

	Optional<Form> of(String sheet) {
		return this.forms.stream()
			.filter((form) -> form.sheets().stream().anyMatch((it) -> it.name().equals(sheet)))
			.findFirst();
	}

	/** The headers of each sheet: index of the column → its words. */
	Map<String, SortedMap<Integer, String>> headers() {
		Map<String, SortedMap<Integer, String>> headers = new HashMap<>();
		for (Form form : this.forms) {
			SortedMap<Integer, String> columns = new TreeMap<>();
			form.columns().forEach((column) -> columns.put(column.index(), column.header()));
			form.sheets().forEach((sheet) -> headers.put(sheet.name(), columns));
		}
		return headers;
	}

	/**
	 * Sheets with the same columns.
	 *
	 * @param notYet whether these households do not yet meet the conditions
	 */
	record Form(List<SheetInfo> sheets, List<Column> columns, boolean notYet) {

		@Nullable Column column(Field field) {
			return this.columns.stream().filter((column) -> column.field() == field).findFirst().orElse(null);
		}
	}

	/**
	 * One sheet.
	 *
	 * @param title the words above the table
	 * @param headerRow first row of the header, counted from 1
	 * @param firstRow first row below the header
	 */
	record SheetInfo(String name, String title, int headerRow, int firstRow) {
	}

	/**
	 * A column.
	 *
	 * @param index counted from 0
	 * @param header all rows of its header, from above
	 * @param unit what a bare number counts in money columns, in đồng
	 * @param samples a few of its values, ids masked
	 */
	record Column(int index, String header, Field field, long unit, List<String> samples) {

		Column as(Field other) {
			return new Column(this.index, this.header, other, this.unit, this.samples);
		}
	}

}
