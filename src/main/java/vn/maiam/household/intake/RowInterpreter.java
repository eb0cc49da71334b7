package vn.maiam.household.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.area.UnitNames;
import vn.maiam.household.intake.Layout.Column;
import vn.maiam.household.intake.Layout.Form;
import vn.maiam.household.intake.Layout.SheetInfo;
import vn.maiam.workbook.SheetCell;

/**
 * Reads the rows of a workbook in their order, with the layout that a person has seen.
 * Knows rows that are no households: numbering, groups, totals, signatures. Remembers the
 * unit that a group row or the title names.
 */
final class RowInterpreter {

	private static final int FEWEST_CELLS = 3;

	/**
	 * What only a household's row has; a row with one of these is never taken for a total
	 * or a group.
	 */
	private static final Set<Field> OF_A_HOUSEHOLD = EnumSet.of(Field.CITIZEN_ID, Field.BIRTH, Field.COMMUNE,
			Field.CATEGORY, Field.KIND, Field.POOR, Field.NEAR_POOR, Field.MERIT, Field.MARTYR_FAMILY,
			Field.OTHER_CATEGORY, Field.NEW_BUILD, Field.REPAIR);

	private final Layout layout;

	private final Places places;

	private final int thisYear;

	private final Map<String, @Nullable Unit> sheetUnits = new HashMap<>();

	private @Nullable String sheet;

	private @Nullable Unit group;

	private int skipped;

	RowInterpreter(Layout layout, UnitNames names, Map<String, Unit> confirmed, int thisYear) {
		this.layout = layout;
		this.places = new Places(names, confirmed, new LinkedHashMap<>());
		this.thisYear = thisYear;
	}

	/** Names that nobody has confirmed yet, with what they might mean. */
	Map<String, List<Unit>> unsure() {
		return this.places.unsure();
	}

	int skipped() {
		return this.skipped;
	}

	/** The household of a row, or null when the row is none. */
	@Nullable IntakeRow read(String sheetName, int number, List<SheetCell> cells) {
		Form form = this.layout.of(sheetName).orElse(null);
		if (form == null) {
			return null;
		}
		SheetInfo info = form.sheets().stream().filter((it) -> it.name().equals(sheetName)).findFirst().orElseThrow();
		if (number < info.firstRow()) {
			return null;
		}
		if (!sheetName.equals(this.sheet)) {
			this.sheet = sheetName;
			this.group = null;
		}
		Map<Field, SheetCell> values = new EnumMap<>(Field.class);
		for (Column column : form.columns()) {
			SheetCell cell = (column.index() < cells.size()) ? cells.get(column.index()) : SheetCell.EMPTY;
			if (!cell.isEmpty() && column.field() != Field.IGNORED) {
				values.put(column.field(), cell);
			}
		}
		if (isNone(values, cells)) {
			this.skipped++;
			return null;
		}
		return new RowReading(this.places, this.thisYear, form, (this.group != null) ? this.group : unitOf(info),
				new IntakeRow(sheetName, number), values)
			.read();
	}

	private boolean isNone(Map<Field, SheetCell> values, List<SheetCell> cells) {
		List<String> texts = cells.stream().map(SheetCell::text).filter((text) -> !text.isEmpty()).toList();
		if (texts.isEmpty() || texts.stream().allMatch((text) -> text.matches("\\(?\\d{1,3}\\)?"))) {
			return true;
		}
		SheetCell name = values.get(Field.FULL_NAME);
		boolean bare = values.keySet().stream().noneMatch(OF_A_HOUSEHOLD::contains);
		String first = ((name != null) ? name.text() : texts.get(0)).toLowerCase(Locale.forLanguageTag("vi"));
		if (bare && first.matches("(tổng( cộng| số| hợp)?|cộng)([\\s:(].*)?")) {
			return true;
		}
		if (bare) {
			Unit unit = unitIn((name != null) ? name.text() : String.join(" ", texts));
			if (unit != null) {
				this.group = unit;
				return true;
			}
		}
		return bare && values.size() < FEWEST_CELLS;
	}

	/**
	 * A district or commune that the text names for sure; a bare word counts only with
	 * its kind before it.
	 */
	private @Nullable Unit unitIn(String text) {
		String words = text.replaceFirst("^[IVXLC0-9]+[.)]?\\s+", "");
		Unit district = this.places.names().find(words, Level.DISTRICT, null).unit();
		return (district != null) ? district : this.places.names().find(words, Level.COMMUNE, null).unit();
	}

	private @Nullable Unit unitOf(SheetInfo info) {
		return this.sheetUnits.computeIfAbsent(info.name(), (name) -> {
			List<String> places = new ArrayList<>();
			for (String line : info.title().split("\n")) {
				String[] parts = line.split("\\s[-–—]\\s");
				for (int at = parts.length - 1; at >= 0; at--) {
					places.add(parts[at]);
				}
			}
			places.add(name);
			return places.stream().map(this::unitIn).filter(java.util.Objects::nonNull).findFirst().orElse(null);
		});
	}

	/**
	 * What is known of units while a workbook is read.
	 *
	 * @param confirmed unsure name → the unit that a person has confirmed
	 * @param unsure names that nobody has confirmed yet, with what they might mean
	 */
	record Places(UnitNames names, Map<String, Unit> confirmed, Map<String, List<Unit>> unsure) {
	}

}
