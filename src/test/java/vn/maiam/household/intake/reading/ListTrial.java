package vn.maiam.household.intake.reading;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitNames;
import vn.maiam.area.UnitsOf2024;
import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.workbook.WorkbookFile;

/**
 * A list as the page would read it, without database or browser: what was recognised,
 * what is asked, and each row.
 */
final class ListTrial {

	/** When the lists were made. */
	static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

	static final Map<Long, Unit> UNITS = UnitsOf2024.all();

	private final Layout layout;

	private final Doubts doubts;

	private final ListReader reader;

	private final Map<String, IntakeRow> rows = new LinkedHashMap<>();

	private ListTrial(Layout layout, Doubts doubts, ListReader reader) {
		this.layout = layout;
		this.doubts = doubts;
		this.reader = reader;
	}

	/**
	 * Reads a list.
	 * @param own code of the reader's unit
	 * @param answers to questions, by their keys
	 */
	static ListTrial read(byte[] bytes, String own, Map<String, String> answers) {
		WorkbookFile file = new WorkbookFile(bytes);
		file.check();
		HouseholdVocabulary vocabulary = new HouseholdVocabulary(Map.of(), Map.of(), TODAY);
		Layout recognised = LayoutRecogniser.recognise(file, vocabulary);
		Layout layout = new Layout(recognised.forms().stream().map((form) -> decided(form, answers)).toList());
		Doubts doubts = new Doubts(answers);
		Places places = new Places(new UnitNames(UNITS.values()), List.of(unit(own)), UNITS::get, doubts);
		ListTrial trial = new ListTrial(layout, doubts, new ListReader(layout, vocabulary, places, doubts));
		trial.reader.read(file, (row) -> trial.rows.put(row.sheet() + "!" + row.number(), row));
		return trial;
	}

	private static Form decided(Form form, Map<String, String> answers) {
		List<Column> columns = form.columns().stream().map((column) -> {
			String said = answers.get("column|" + column.header());
			return (said != null) ? column.as(Field.named(said), column.unit()) : column;
		}).toList();
		return new Form(form.sheets(), columns, (form.notYet() != null) ? form.notYet() : Boolean.FALSE);
	}

	Layout layout() {
		return this.layout;
	}

	Doubts doubts() {
		return this.doubts;
	}

	ListReader reader() {
		return this.reader;
	}

	/** Rows by sheet and number, as {@code Danh sách!4}. */
	Map<String, IntakeRow> rows() {
		return this.rows;
	}

	/**
	 * Whether a person must say what a column of the row's table means before anything is
	 * read.
	 */
	boolean isColumnAsked(String sheet, int row) {
		return this.layout.of(sheet, row)
			.map((form) -> form.columns().stream().anyMatch(Column::isAsked))
			.orElse(false);
	}

	static Unit unit(String code) {
		return UNITS.values().stream().filter((unit) -> unit.code().value().equals(code)).findFirst().orElseThrow();
	}

}
