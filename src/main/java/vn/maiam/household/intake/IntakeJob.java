package vn.maiam.household.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.intake.reading.Layout;
import vn.maiam.household.intake.reading.ListReader;
import vn.maiam.household.intake.reading.Question;
import vn.maiam.household.intake.reading.Readings.ColumnReading;
import vn.maiam.household.intake.reading.SumChecks;

/**
 * A workbook on its way into the register.
 *
 * @param rowsTotal rows to be worked through in the present state; 0 while unknown
 * @param failure message key of what stopped it
 */
record IntakeJob(UUID id, String fileName, State state, Layout layout, Settings settings, Findings findings,
		int rowsTotal, int rowsDone, Instant createdAt, Instant heartbeatAt, @Nullable String failure) {

	/** The states; a job that failed can be checked again. */
	enum State {

		RECOGNISED, CHECKING, CHECKED, CONFIRMING, DONE, FAILED;

		public boolean isWorking() {
			return this == CHECKING || this == CONFIRMING;
		}

	}

	/**
	 * What the person who imports has said.
	 *
	 * @param documentNo the decision that approved the list
	 * @param answers key of a question → the answer
	 */
	record Settings(@Nullable Integer phaseId, @Nullable String documentNo, @Nullable LocalDate documentDate,
			Map<String, String> answers) {

		static final Settings NONE = new Settings(null, null, null, Map.of());

		Settings {
			answers = Objects.requireNonNullElse(answers, Map.of());
		}

	}

	/**
	 * What reading the file has found, for a person to look at before anything is
	 * written.
	 *
	 * @param questions answered ones too
	 * @param readings what each column was read as
	 * @param differences sums of the file that do not agree with its rows
	 * @param lines lines that are no households
	 * @param noticed what was put right or looks odd
	 * @param skipped how many these are
	 * @param remembered keys of answers that were given for an earlier list of this form
	 */
	record Findings(List<Question> questions, List<ColumnReading> readings, List<SumChecks.Difference> differences,
			List<ListReader.Line> lines, List<ListReader.Noticed> noticed, Integer skipped, List<String> remembered) {

		static final Findings NONE = new Findings(List.of(), List.of(), List.of(), List.of(), List.of(), 0, List.of());

		Findings {
			questions = Objects.requireNonNullElse(questions, List.of());
			readings = Objects.requireNonNullElse(readings, List.of());
			differences = Objects.requireNonNullElse(differences, List.of());
			lines = Objects.requireNonNullElse(lines, List.of());
			noticed = Objects.requireNonNullElse(noticed, List.of());
			skipped = Objects.requireNonNullElse(skipped, 0);
			remembered = Objects.requireNonNullElse(remembered, List.of());
		}

		/** Questions without an answer, those about the whole file first. */
		List<Question> open(Settings said) {
			return this.questions.stream()
				.filter((question) -> !isAnswered(question, said))
				.sorted(Comparator.comparing((Question question) -> !question.isOfFile()))
				.toList();
		}

		List<Question> answered(Settings said) {
			return this.questions.stream().filter((question) -> isAnswered(question, said)).toList();
		}

		private static boolean isAnswered(Question question, Settings said) {
			String answer = said.answers().get(question.key());
			return answer != null && question.offers(answer);
		}

	}

	/** How many rows had which outcome. */
	record Counts(int fresh, int changed, int unchanged, int refused, int asked, int duplicate, int same, int other) {

		/** New households, with those that a person has said are others. */
		public int written() {
			return this.fresh + this.other;
		}

		/** Households to be changed, with those that a person has recognised. */
		public int updated() {
			return this.changed + this.same;
		}

		public int total() {
			return this.fresh + this.changed + this.unchanged + this.refused + this.asked + this.duplicate;
		}

	}

}
