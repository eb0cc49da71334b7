package vn.maiam.household.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.area.UnitNames;
import vn.maiam.household.Category;
import vn.maiam.household.FundingSource;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.intake.Layout.Column;
import vn.maiam.household.intake.Layout.Form;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;

/**
 * Reads one household's row: each value by what its column means, each refusal by column
 * and reason.
 */
final class RowReading {

	private final RowInterpreter.Places places;

	private final int thisYear;

	private final Form form;

	/** The unit that the title or a group row names. */
	private final @Nullable Unit around;

	private final IntakeRow row;

	private final Map<Field, SheetCell> values;

	RowReading(RowInterpreter.Places places, int thisYear, Form form, @Nullable Unit around, IntakeRow row,
			Map<Field, SheetCell> values) {
		this.places = places;
		this.thisYear = thisYear;
		this.form = form;
		this.around = around;
		this.row = row;
		this.values = values;
	}

	IntakeRow read() {
		name();
		citizenId();
		birth();
		text(Field.ETHNICITY, "ethnicity", 50);
		text(Field.PHONE, "phone", 20);
		text(Field.PREVIOUS_SUPPORT, "previous_support", 200);
		text(Field.SOLUTION, "standing.solution", 300);
		text(Field.AGENCY, "standing.agency", 200);
		text(Field.NOTE, "note", 2000);
		place();
		gender();
		members();
		category();
		kind();
		part();
		reason();
		day(Field.PLANNED_START, "planned_start");
		day(Field.PLANNED_FINISH, "planned_finish");
		day(Field.RESOLVE_BY, "standing.resolve_by");
		money();
		return this.row;
	}

	private void name() {
		SheetCell cell = this.values.get(Field.FULL_NAME);
		if (cell == null) {
			refuse(Field.FULL_NAME, "intake.problem.name-missing");
			return;
		}
		String name = VietnameseText.properName(cell.text());
		if (name.length() > 100 || !name.matches("[\\p{L}\\p{M} .'()-]+")) {
			refuse(Field.FULL_NAME, "intake.problem.name", cell.text());
			return;
		}
		this.row.put("full_name", name);
		this.row.put("name_sort", VietnameseText.nameOrder(name));
	}

	private void citizenId() {
		SheetCell cell = this.values.get(Field.CITIZEN_ID);
		if (cell == null) {
			return;
		}
		Optional<CitizenId> id = CitizenId.read(cell.text());
		if (id.isEmpty()) {
			refuse(Field.CITIZEN_ID, "intake.problem.citizen-id",
					String.valueOf(cell.text().replaceAll("\\D", "").length()));
			return;
		}
		this.row.identify(id.get());
		if (cell.text().replaceAll("\\D", "").length() < 12) {
			this.row.remark(header(Field.CITIZEN_ID), "intake.remark.zero-restored");
		}
	}

	private void birth() {
		SheetCell cell = this.values.get(Field.BIRTH);
		if (cell == null) {
			return;
		}
		Values.birth(cell, this.thisYear).ifPresentOrElse((birth) -> {
			this.row.put("birth_year", birth.year());
			if (birth.day() != null) {
				this.row.put("birth_date", birth.day().toString());
			}
		}, () -> refuse(Field.BIRTH, "intake.problem.birth", cell.text()));
	}

	private void place() {
		SheetCell hamlet = this.values.get(Field.HAMLET);
		SheetCell commune = this.values.get(Field.COMMUNE);
		SheetCell address = this.values.get(Field.ADDRESS);
		String hamletText = (hamlet != null) ? hamlet.text() : null;
		String communeText = (commune != null) ? commune.text() : null;
		Unit within = within();
		if (communeText == null && address != null) {
			for (String part : address.text().split("\\s*[,;]\\s*|\\s+[-–]\\s+")) {
				Unit district = this.places.names().find(part, Level.DISTRICT, null).unit();
				if (district != null) {
					within = district;
				}
				else if (hamletText == null && communeText == null
						&& VietnameseText.bare(part).matches("(xom|thon|ban|tdp|to|khu|ap)\\b.*")) {
					hamletText = part;
				}
				else if (communeText == null) {
					communeText = part;
				}
			}
		}
		if (hamletText != null) {
			this.row.put("hamlet", hamletText.substring(0, Math.min(100, hamletText.length())));
		}
		commune(communeText, within);
	}

	private @Nullable Unit within() {
		SheetCell cell = this.values.get(Field.DISTRICT);
		Unit named = (cell != null) ? this.places.names().find(cell.text(), Level.DISTRICT, null).unit() : null;
		return (named != null) ? named : this.around;
	}

	private void commune(@Nullable String text, @Nullable Unit within) {
		if (text == null) {
			if (within != null && within.level() == Level.COMMUNE) {
				this.row.put("unit_id", within.id());
			}
			else {
				refuse(Field.COMMUNE, "intake.problem.unit-missing");
			}
			return;
		}
		UnitNames.Match match = this.places.names().find(text, Level.COMMUNE, within);
		String asked = (within != null) ? text + " (" + within.name() + ")" : text;
		Unit unit = (match.unit() != null) ? match.unit() : this.places.confirmed().get(asked);
		if (unit != null) {
			this.row.put("unit_id", unit.id());
			return;
		}
		List<Unit> candidates = match.candidates();
		if (candidates.isEmpty() && within != null) {
			candidates = this.places.names().find(text, Level.COMMUNE, null).candidates();
		}
		if (candidates.isEmpty()) {
			refuse(Field.COMMUNE, "intake.problem.unit-unknown", asked);
		}
		else {
			this.places.unsure().putIfAbsent(asked, candidates);
			refuse(Field.COMMUNE, "intake.problem.unit-unsure", asked, candidates.get(0).name());
		}
	}

	private void gender() {
		SheetCell cell = this.values.get(Field.GENDER);
		if (marked(Field.MALE) || marked(Field.FEMALE)) {
			this.row.put("gender", marked(Field.FEMALE) ? "FEMALE" : "MALE");
		}
		else if (cell != null) {
			Values.gender(cell.text())
				.ifPresentOrElse((gender) -> this.row.put("gender", gender.name()),
						() -> refuse(Field.GENDER, "intake.problem.gender", cell.text()));
		}
	}

	private void members() {
		SheetCell cell = this.values.get(Field.MEMBERS);
		if (cell == null) {
			return;
		}
		if (cell.text().matches("[0-9]{1,2}") && Integer.parseInt(cell.text()) >= 1
				&& Integer.parseInt(cell.text()) <= 30) {
			this.row.put("members", Integer.parseInt(cell.text()));
		}
		else {
			refuse(Field.MEMBERS, "intake.problem.members", cell.text());
		}
	}

	private void category() {
		Map<Field, Category> marks = Map.of(Field.POOR, Category.POOR, Field.NEAR_POOR, Category.NEAR_POOR, Field.MERIT,
				Category.MERIT, Field.MARTYR_FAMILY, Category.MARTYR_FAMILY, Field.OTHER_CATEGORY, Category.OTHER);
		// people with merit who are poor as well are counted as people with merit
		List<Field> order = List.of(Field.MERIT, Field.MARTYR_FAMILY, Field.POOR, Field.NEAR_POOR,
				Field.OTHER_CATEGORY);
		Optional<Category> marked = order.stream().filter(this::marked).map(marks::get).findFirst();
		SheetCell cell = this.values.get(Field.CATEGORY);
		Optional<Category> category = marked.isPresent() ? marked
				: (cell != null) ? Values.category(cell.text()) : Optional.empty();
		category.ifPresentOrElse((it) -> this.row.put("category", it.name()),
				() -> refuse(Field.CATEGORY, "intake.problem.category", (cell != null) ? cell.text() : ""));
	}

	private void kind() {
		boolean build = marked(Field.NEW_BUILD);
		boolean repair = marked(Field.REPAIR);
		SheetCell cell = this.values.get(Field.KIND);
		Optional<SupportKind> kind = (build != repair) ? Optional.of(build ? SupportKind.NEW_BUILD : SupportKind.REPAIR)
				: (!build && cell != null) ? Values.kind(cell.text()) : Optional.empty();
		kind.ifPresentOrElse((it) -> this.row.put("kind", it.name()), () -> refuse(Field.KIND,
				build ? "intake.problem.kind-both" : "intake.problem.kind", (cell != null) ? cell.text() : ""));
	}

	private void part() {
		SheetCell cell = this.values.get(Field.PART);
		if (cell != null) {
			Values.part(cell.text())
				.ifPresentOrElse((part) -> this.row.put("part", part.name()),
						() -> refuse(Field.PART, "intake.problem.part", cell.text()));
		}
	}

	private void reason() {
		SheetCell cell = this.values.get(Field.REASON);
		if (cell == null) {
			return;
		}
		IneligibleReason reason = Values.reason(cell.text());
		this.row.put("standing.reason", reason.name());
		if (reason == IneligibleReason.OTHER) {
			this.row.put("standing.note", cell.text());
		}
	}

	private void day(Field field, String column) {
		SheetCell cell = this.values.get(field);
		if (cell != null) {
			Values.day(cell)
				.filter((day) -> day.getYear() >= 2000 && day.getYear() <= this.thisYear + 10)
				.ifPresentOrElse((day) -> this.row.put(column, day.toString()),
						() -> refuse(field, "intake.problem.day", cell.text()));
		}
	}

	private void money() {
		this.values.forEach((field, cell) -> {
			FundingSource source = field.source();
			Column column = this.form.column(field);
			if (column == null || (source == null && field != Field.ESTIMATE)) {
				return;
			}
			OptionalLong dong = Values.money(cell, column.unit());
			if (dong.isEmpty()) {
				refuse(field, "intake.problem.money", cell.text());
			}
			else if (source == null) {
				this.row.put("estimate", dong.getAsLong());
			}
			else {
				this.row.put("funding." + source, dong.getAsLong());
			}
		});
	}

	private void text(Field field, String column, int longest) {
		SheetCell cell = this.values.get(field);
		if (cell != null) {
			this.row.put(column, cell.text().substring(0, Math.min(longest, cell.text().length())));
		}
	}

	private boolean marked(Field field) {
		SheetCell cell = this.values.get(field);
		return cell != null && Values.mark(cell);
	}

	private void refuse(Field field, String reason, String... arguments) {
		this.row.refuse(header(field), reason, arguments);
	}

	private String header(Field field) {
		Column column = this.form.column(field);
		return (column != null) ? column.header() : "";
	}

}
