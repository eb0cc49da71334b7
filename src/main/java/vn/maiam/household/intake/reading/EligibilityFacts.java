package vn.maiam.household.intake.reading;

import java.util.List;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.IneligibleReason;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.workbook.SheetCell;

/**
 * Whether the family meets the conditions, and why not. Of a household that its code
 * names nothing is said where the list says nothing.
 */
final class EligibilityFacts {

	private static final int LONGEST_REASON = 200;

	private static final Option ELIGIBLE = Option.of("ELIGIBLE", "household.eligibility.ELIGIBLE");

	private static final Option NOT_YET = Option.of("NOT_YET", "household.eligibility.NOT_YET");

	private final RowDesk desk;

	EligibilityFacts(RowDesk desk) {
		this.desk = desk;
	}

	void read() {
		Boolean own = own();
		Boolean notYet = (own != null) ? own : this.desk.around().notYet();
		boolean known = this.desk.row().data().containsKey("code");
		if (notYet == null && !known) {
			notYet = isColumnLeftEmpty() ? asked() : this.desk.form().notYet();
		}
		SheetCell reason = this.desk.values().get(Field.REASON);
		if (reason != null && own == null && !Boolean.TRUE.equals(notYet)) {
			notYet = reasonAgainst(reason.text());
		}
		if (notYet != null || !known) {
			this.desk.row().put("standing.eligibility", Boolean.TRUE.equals(notYet) ? "NOT_YET" : "ELIGIBLE");
		}
		reason(reason, Boolean.TRUE.equals(notYet));
	}

	/** What the row itself says in its columns; null when it says nothing. */
	private @Nullable Boolean own() {
		SheetCell said = this.desk.values().get(Field.ELIGIBILITY);
		if (said != null) {
			return this.desk
				.choice(Field.ELIGIBILITY, said, Standing.class, "intake.problem.eligibility", ELIGIBLE, NOT_YET)
				.map((it) -> it == Standing.NOT_YET)
				.orElse(null);
		}
		boolean meets = this.desk.marked(Field.MEETS);
		return (meets != this.desk.marked(Field.NOT_MEETS)) ? Boolean.valueOf(!meets) : null;
	}

	/** A column would say it and says nothing here, or both. */
	private boolean isColumnLeftEmpty() {
		return this.desk.form().column(Field.MEETS) != null || this.desk.form().column(Field.NOT_MEETS) != null
				|| (this.desk.form().column(Field.ELIGIBILITY) != null
						&& !this.desk.values().containsKey(Field.ELIGIBILITY));
	}

	private @Nullable Boolean asked() {
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "eligibility", "", List.of(), List.of(ELIGIBLE, NOT_YET, Option.skip()));
		return decided(answer, "", "intake.problem.no-eligibility");
	}

	/** A reason to wait stands where the list says that all may begin. */
	private @Nullable Boolean reasonAgainst(String text) {
		String words = text.substring(0, Math.min(LONGEST_REASON, text.length()));
		String header = this.desk.header(Field.REASON);
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "reason-against", words, List.of(header, words),
					List.of(NOT_YET, ELIGIBLE, Option.skip()));
		return decided(answer, header, "intake.problem.reason-against", words);
	}

	private @Nullable Boolean decided(@Nullable String answer, String header, String problem, String... arguments) {
		if (answer == null || answer.equals(Question.SKIP)) {
			this.desk.settle(answer, header, problem, arguments);
			return null;
		}
		return answer.equals("NOT_YET");
	}

	private void reason(@Nullable SheetCell cell, boolean notYet) {
		if (cell == null) {
			if (notYet) {
				this.desk.row().remark(this.desk.header(Field.REASON), "intake.remark.no-reason");
			}
			return;
		}
		IneligibleReason reason = Values.reason(cell.text());
		this.desk.row().put("standing.reason", reason.name());
		if (reason == IneligibleReason.OTHER) {
			this.desk.keep("standing.note", cell.text(), 2000, this.desk.header(Field.REASON));
		}
	}

	private enum Standing {

		ELIGIBLE, NOT_YET

	}

}
