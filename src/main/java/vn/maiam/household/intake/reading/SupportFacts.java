package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.Category;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;

/** What the family is entitled to, in which form, and in which phase. */
final class SupportFacts {

	private final RowDesk desk;

	SupportFacts(RowDesk desk) {
		this.desk = desk;
	}

	void read() {
		category();
		kind();
		part();
		phase();
		remarksAgainst();
	}

	private void category() {
		Map<Field, Category> marks = Map.of(Field.POOR, Category.POOR, Field.NEAR_POOR, Category.NEAR_POOR, Field.MERIT,
				Category.MERIT, Field.MARTYR_FAMILY, Category.MARTYR_FAMILY, Field.OTHER_CATEGORY, Category.OTHER);
		// people with merit who are poor as well are counted as people with merit
		List<Field> order = List.of(Field.MERIT, Field.MARTYR_FAMILY, Field.POOR, Field.NEAR_POOR,
				Field.OTHER_CATEGORY);
		List<Category> found = new ArrayList<>();
		order.stream().filter(this.desk::marked).map(marks::get).forEach(found::add);
		SheetCell cell = this.desk.values().get(Field.CATEGORY);
		Option[] options = Stream.of(Category.values())
			.map((it) -> Option.of(it.name(), "household.category." + it))
			.toArray(Option[]::new);
		if (cell != null) {
			Optional<Category> said = this.desk.choice(Field.CATEGORY, cell, Category.class, "intake.problem.category",
					options);
			if (said.isEmpty()) {
				return;
			}
			found.add(said.get());
		}
		if (found.isEmpty() && this.desk.around().category() != null) {
			found.add(this.desk.around().category());
		}
		if (found.isEmpty() && this.desk.isSilent(Field.CATEGORY)) {
			return;
		}
		boolean merit = found.contains(Category.MERIT) || found.contains(Category.MARTYR_FAMILY);
		List<Category> different = found.stream()
			.distinct()
			.filter((it) -> !merit || it == Category.MERIT || it == Category.MARTYR_FAMILY)
			.toList();
		if (merit && saysPoor(found, cell)) {
			this.desk.row().remark(this.desk.header(Field.CATEGORY), "intake.remark.merit-first");
		}
		Category category = (different.size() == 1) ? different.get(0)
				: this.desk.decide(different.isEmpty() ? "no-category" : "categories", different, Category.class,
						this.desk.header(Field.CATEGORY), options);
		if (category != null) {
			this.desk.row().put("category", category.name());
			this.desk.row().put("standing.usual_part", ProgrammePart.usualFor(category).name());
		}
	}

	private static boolean saysPoor(List<Category> found, @Nullable SheetCell cell) {
		return found.contains(Category.POOR) || found.contains(Category.NEAR_POOR)
				|| (cell != null && VietnameseText.bare(cell.text()).matches(".*\\b(ngheo|hn|hcn)\\b.*"));
	}

	private void kind() {
		List<SupportKind> found = new ArrayList<>();
		if (this.desk.marked(Field.NEW_BUILD) || this.desk.amount(Field.NEW_BUILD_AMOUNT) > 0) {
			found.add(SupportKind.NEW_BUILD);
		}
		if (this.desk.marked(Field.REPAIR) || this.desk.amount(Field.REPAIR_AMOUNT) > 0) {
			found.add(SupportKind.REPAIR);
		}
		SheetCell cell = this.desk.values().get(Field.KIND);
		Option[] options = { Option.of("NEW_BUILD", "household.kind.NEW_BUILD"),
				Option.of("REPAIR", "household.kind.REPAIR") };
		if (cell != null) {
			Optional<SupportKind> said = this.desk.choice(Field.KIND, cell, SupportKind.class, "intake.problem.kind",
					options);
			if (said.isEmpty()) {
				return;
			}
			found.add(said.get());
		}
		SheetCell category = this.desk.values().get(Field.CATEGORY);
		if (found.isEmpty() && category != null) {
			// "Hộ nghèo - xây mới" in one cell
			Values.kindWorded(category.text()).ifPresent(found::add);
		}
		if (found.isEmpty() && this.desk.around().kind() != null) {
			found.add(this.desk.around().kind());
		}
		if (found.isEmpty() && this.desk.isSilent(Field.KIND)) {
			return;
		}
		List<SupportKind> different = found.stream().distinct().toList();
		SupportKind kind = (different.size() == 1) ? different.get(0)
				: this.desk.decide(different.isEmpty() ? "no-kind" : "kinds", different, SupportKind.class,
						this.desk.header(Field.KIND), options);
		if (kind != null) {
			this.desk.row().put("kind", kind.name());
		}
	}

	private void part() {
		SheetCell cell = this.desk.values().get(Field.PART);
		if (cell != null) {
			Option[] options = Stream.of(ProgrammePart.values())
				.map((it) -> Option.of(it.name(), "household.part." + it))
				.toArray(Option[]::new);
			this.desk.choice(Field.PART, cell, ProgrammePart.class, "intake.problem.part", options)
				.ifPresent((part) -> this.desk.row().put("part", part.name()));
		}
	}

	private void phase() {
		SheetCell cell = this.desk.values().get(Field.PHASE);
		if (cell != null) {
			Values.phase(cell.text()).ifPresentOrElse((phase) -> {
				this.desk.row().put("standing.phase", phase);
				this.desk.told(Field.PHASE, cell, phase.toString());
			}, () -> this.desk.unread(Field.PHASE, cell.text(), "intake.problem.phase", cell.text()));
		}
	}

	/**
	 * Remarks that say another kind or category than the columns, or a phase of the
	 * family that the columns do not know.
	 */
	private void remarksAgainst() {
		for (Field field : List.of(Field.NOTE, Field.REASON, Field.SOLUTION)) {
			SheetCell cell = this.desk.values().get(field);
			if (cell == null) {
				continue;
			}
			String kind = read("kind");
			Values.kindsNamed(cell.text())
				.stream()
				.filter((said) -> !kind.isEmpty() && !said.name().equals(kind))
				.findFirst()
				.ifPresent((said) -> otherwise(field, cell, "kind", kind, said.name()));
			String category = read("category");
			Values.category(cell.text())
				.filter((said) -> !category.isEmpty() && said != Category.OTHER && !said.name().equals(category)
						&& !isMerit(category))
				.ifPresent((said) -> otherwise(field, cell, "category", category, said.name()));
		}
	}

	private String read(String column) {
		return Objects.requireNonNullElse(this.desk.row().data().get(column), "").toString();
	}

	private static boolean isMerit(String category) {
		return category.equals(Category.MERIT.name()) || category.equals(Category.MARTYR_FAMILY.name());
	}

	private void otherwise(Field field, SheetCell cell, String column, String read, String said) {
		String words = cell.text().substring(0, Math.min(200, cell.text().length()));
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "remark-" + column, words + "|" + read, List.of(this.desk.header(field), words),
					List.of(Option.of(read, "household." + column + "." + read),
							Option.of(said, "household." + column + "." + said), Option.skip()));
		if (answer == null || answer.equals(Question.SKIP)) {
			this.desk.settle(answer, this.desk.header(field), "intake.problem.remark-" + column, words);
		}
		else {
			this.desk.row().put(column, answer);
			if (column.equals("category")) {
				this.desk.row().put("standing.usual_part", ProgrammePart.usualFor(Category.valueOf(answer)).name());
			}
		}
	}

}
