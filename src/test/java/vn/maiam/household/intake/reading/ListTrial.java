package vn.maiam.household.intake.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind;
import vn.maiam.area.UnitNames;
import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.shared.UnitCode;
import vn.maiam.workbook.WorkbookFile;

/**
 * A list as the page would read it, without database or browser: what was recognised,
 * what is asked, and each row.
 */
final class ListTrial {

	static final int YEAR = 2026;

	static final Map<Long, Unit> UNITS = units();

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
		HouseholdVocabulary vocabulary = new HouseholdVocabulary(Map.of(), YEAR);
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

	private static Map<Long, Unit> units() {
		Map<Long, Unit> units = new LinkedHashMap<>();
		Map<String, Long> ids = new HashMap<>();
		List<String> lines = new ArrayList<>();
		try {
			new String(new ClassPathResource("data/units-2024-11-01.csv").getContentAsByteArray(),
					StandardCharsets.UTF_8)
				.lines()
				.skip(1)
				.filter((line) -> line.startsWith("19,"))
				.forEach(lines::add);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		for (String line : lines) {
			String[] cell = line.split(",");
			long province = add(units, ids, cell[0], cell[1], UnitKind.PROVINCE, null);
			long district = add(units, ids, cell[2], cell[3].replace("Phố", "phố"), kind(cell[4], UnitKind.DISTRICT),
					province);
			add(units, ids, cell[5], cell[6], kind(cell[7], UnitKind.COMMUNE), district);
		}
		return units;
	}

	private static UnitKind kind(String word, UnitKind otherwise) {
		return switch (word.toLowerCase(java.util.Locale.ROOT)) {
			case "thành phố" -> UnitKind.CITY;
			case "thị xã" -> UnitKind.TOWN;
			case "phường" -> UnitKind.WARD;
			case "thị trấn" -> UnitKind.TOWNSHIP;
			default -> otherwise;
		};
	}

	private static long add(Map<Long, Unit> units, Map<String, Long> ids, String code, String name, UnitKind kind,
			@org.jspecify.annotations.Nullable Long parent) {
		return ids.computeIfAbsent(code, (key) -> {
			long id = ids.size() + 1L;
			units.put(id, new Unit(id, new UnitCode(code), name, kind, parent));
			return id;
		});
	}

}
