package vn.maiam.household.intake.reading;

import java.time.LocalDate;
import java.util.List;

import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;

/** When the house is to be begun and done, and until when what hinders is solved. */
final class PlanFacts {

	private final RowDesk desk;

	PlanFacts(RowDesk desk) {
		this.desk = desk;
	}

	void read() {
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
	 * In a list that tells progress, below a head that does not say "planned", a day that
	 * has passed is a fact, or not.
	 */
	private boolean isPassed(Field field, LocalDate day) {
		String header = VietnameseText.bare(this.desk.header(field));
		return (field == Field.PLANNED_START || field == Field.PLANNED_FINISH)
				&& this.desk.form().column(Field.PROGRESS) != null && day.isBefore(this.desk.context().today())
				&& !this.desk.row().data().containsKey("code")
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

}
