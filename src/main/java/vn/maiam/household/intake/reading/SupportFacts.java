package vn.maiam.household.intake.reading;

import java.time.LocalDate;
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

/** What the family is entitled to, in which form, and when it is to be built. */
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
		eligibility();
		days();
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

	private void eligibility() {
		SheetCell said = this.desk.values().get(Field.ELIGIBILITY);
		Boolean notYet = this.desk.form().notYet();
		if (this.desk.marked(Field.MEETS) != this.desk.marked(Field.NOT_MEETS)) {
			notYet = this.desk.marked(Field.NOT_MEETS);
		}
		else if (this.desk.around().notYet() != null && said == null) {
			notYet = this.desk.around().notYet();
		}
		else if (!this.desk.row().data().containsKey("code")
				&& (this.desk.form().column(Field.MEETS) != null || this.desk.form().column(Field.NOT_MEETS) != null
						|| (this.desk.form().column(Field.ELIGIBILITY) != null && said == null))) {
			String answer = this.desk.context()
				.doubts()
				.ask(this.desk.row(), "eligibility", "", List.of(),
						List.of(Option.of("ELIGIBLE", "household.eligibility.ELIGIBLE"),
								Option.of("NOT_YET", "household.eligibility.NOT_YET"), Option.skip()));
			if (answer == null || answer.equals(Question.SKIP)) {
				this.desk.settle(answer, "", "intake.problem.no-eligibility");
			}
			notYet = "NOT_YET".equals(answer);
		}
		if (said != null) {
			Optional<Standing> standing = this.desk.choice(Field.ELIGIBILITY, said, Standing.class,
					"intake.problem.eligibility", Option.of("ELIGIBLE", "household.eligibility.ELIGIBLE"),
					Option.of("NOT_YET", "household.eligibility.NOT_YET"));
			notYet = standing.map((it) -> it == Standing.NOT_YET).orElse(null);
		}
		boolean own = said != null || this.desk.marked(Field.MEETS) || this.desk.marked(Field.NOT_MEETS);
		SheetCell cell = this.desk.values().get(Field.REASON);
		if (cell != null && !own && !Boolean.TRUE.equals(notYet)) {
			notYet = reasonAgainst(cell);
		}
		if (!this.desk.isSilent(Field.ELIGIBILITY) || own) {
			this.desk.row().put("standing.eligibility", Boolean.TRUE.equals(notYet) ? "NOT_YET" : "ELIGIBLE");
		}
		if (cell == null && Boolean.TRUE.equals(notYet) && !this.desk.row().data().containsKey("code")) {
			this.desk.row().remark(this.desk.header(Field.REASON), "intake.remark.no-reason");
		}
		if (cell != null) {
			var reason = Values.reason(cell.text());
			this.desk.row().put("standing.reason", reason.name());
			if (reason == vn.maiam.household.IneligibleReason.OTHER) {
				this.desk.keep("standing.note", cell.text(), 2000, this.desk.header(Field.REASON));
			}
		}
	}

	/** A reason to wait stands where the list says that all may begin. */
	private @Nullable Boolean reasonAgainst(SheetCell cell) {
		String words = cell.text().substring(0, Math.min(200, cell.text().length()));
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "reason-against", words, List.of(this.desk.header(Field.REASON), words),
					List.of(Option.of("NOT_YET", "household.eligibility.NOT_YET"),
							Option.of("ELIGIBLE", "household.eligibility.ELIGIBLE"), Option.skip()));
		if (answer == null || answer.equals(Question.SKIP)) {
			this.desk.settle(answer, this.desk.header(Field.REASON), "intake.problem.reason-against", words);
		}
		return "NOT_YET".equals(answer);
	}

	private void days() {
		day(Field.PLANNED_START, "planned_start");
		day(Field.PLANNED_FINISH, "planned_finish");
		day(Field.RESOLVE_BY, "standing.resolve_by");
		Object start = this.desk.row().data().get("planned_start");
		Object finish = this.desk.row().data().get("planned_finish");
		if (start != null && finish != null
				&& LocalDate.parse(finish.toString()).isBefore(LocalDate.parse(start.toString()))) {
			String answer = this.desk.context()
				.doubts()
				.ask(this.desk.row(), "finish-before-start", "", List.of(),
						List.of(Option.of("SWAP", "intake.answer.swap-days"),
								Option.of(Question.NOTHING, "intake.answer.no-days"), Option.skip()));
			if ("SWAP".equals(answer)) {
				this.desk.row().put("planned_start", finish);
				this.desk.row().put("planned_finish", start);
			}
			else if (Question.NOTHING.equals(answer)) {
				this.desk.row().data().remove("planned_start");
				this.desk.row().data().remove("planned_finish");
			}
			else {
				this.desk.settle(answer, this.desk.header(Field.PLANNED_FINISH), "household.wrong.finish-before-start");
			}
		}
	}

	private void day(Field field, String column) {
		SheetCell cell = this.desk.values().get(field);
		if (cell != null) {
			Days.day(cell)
				.filter((day) -> day.getYear() >= 2000 && day.getYear() <= this.desk.context().thisYear() + 10)
				.ifPresentOrElse((day) -> {
					if (!isPassed(field, day) || isPlanned(field)) {
						this.desk.row().put(column, day.toString());
						this.desk.told(field, cell, day.toString());
					}
				}, () -> this.desk.unread(field, cell.text(), "intake.problem.day", cell.text()));
		}
	}

	/**
	 * Below a head that does not say "planned" a day that has passed is a fact, or not.
	 */
	private boolean isPassed(Field field, LocalDate day) {
		String header = VietnameseText.bare(this.desk.header(field));
		return (field == Field.PLANNED_START || field == Field.PLANNED_FINISH)
				&& day.isBefore(this.desk.context().today()) && !this.desk.row().data().containsKey("code")
				&& !header.matches(".*\\b(du kien|ke hoach|dk|kh|du dinh)\\b.*");
	}

	private boolean isPlanned(Field field) {
		String header = this.desk.header(field);
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "passed-days", header, List.of(header),
					List.of(Option.of(Question.NOTHING, "intake.answer.real-days"),
							Option.of(Question.KEEP, "intake.answer.planned-days"), Option.skip()));
		if (!Question.KEEP.equals(answer) && !Question.NOTHING.equals(answer)) {
			this.desk.settle(answer, header, "intake.problem.passed-days");
		}
		return Question.KEEP.equals(answer);
	}

	private enum Standing {

		ELIGIBLE, NOT_YET

	}

}
