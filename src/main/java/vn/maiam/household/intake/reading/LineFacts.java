package vn.maiam.household.intake.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import vn.maiam.household.Stage;
import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.workbook.OldFonts;
import vn.maiam.workbook.SheetCell;

/** What a line says beside its facts: old fonts, notes, strokes, hidden rows. */
final class LineFacts {

	private static final List<Field> FOOTNOTED = List.of(Field.FULL_NAME, Field.CITIZEN_ID, Field.CATEGORY, Field.KIND,
			Field.ESTIMATE);

	private static final Pattern FOOTNOTE = Pattern
		.compile("(?s).*[\\p{L}\\d.]\\s*(\\(\\*+\\)|\\*+|\\(\\d\\)|(?<!m)[¹²³⁴])\\s*");

	private static final Pattern BRACKET = Pattern.compile("[(\\[]([^)\\]]+)");

	private final RowDesk desk;

	LineFacts(RowDesk desk) {
		this.desk = desk;
	}

	/**
	 * Text of an old font is converted and said so; what could be two things is asked.
	 */
	void letters() {
		for (Map.Entry<Field, SheetCell> value : Map.copyOf(this.desk.values()).entrySet()) {
			SheetCell cell = value.getValue();
			String written = cell.wasWritten();
			String other = cell.mayBe();
			String header = this.desk.header(value.getKey());
			if (written != null) {
				this.desk.row().remark(header, "intake.remark.old-font", written, cell.text());
			}
			else if (other != null) {
				String answer = this.desk.context()
					.doubts()
					.ask(this.desk.row(), "letters", cell.text(), List.of(cell.text(), other), List
						.of(Option.named(Question.KEEP, cell.text()), Option.named("OTHER", other), Option.skip()));
				if ("OTHER".equals(answer)) {
					this.desk.values().put(value.getKey(), SheetCell.of(other));
				}
				else if (!Question.KEEP.equals(answer)) {
					this.desk.settle(answer, header, "intake.problem.letters", cell.text(), other);
				}
			}
			else if (cell.number() == null && OldFonts.isUnreadable(cell.text())) {
				this.desk.row().refuse(header, "intake.problem.unreadable", cell.text());
			}
		}
	}

	/** What else is said of a name is kept where it is read. */
	void note() {
		Object blanked = this.desk.row().data().get("note");
		this.desk.words(Field.NOTE, "note", 2000);
		for (Field field : List.of(Field.NOTE, Field.REASON, Field.SOLUTION)) {
			SheetCell said = this.desk.values().get(field);
			if (said != null && GroupLines.isWithdrawn(said.text())) {
				noted(said.text());
			}
		}
		if (blanked != null) {
			this.desk.note(blanked.toString());
		}
		SheetCell name = this.desk.values().get(Field.FULL_NAME);
		bracket((name != null) ? BirthInName.without(name.text()) : "");
		SheetCell address = this.desk.values().get(Field.ADDRESS);
		bracket((address != null) ? address.text() : "");
	}

	private void bracket(String words) {
		java.util.regex.Matcher bracket = BRACKET.matcher(words);
		if (bracket.find()) {
			if (GroupLines.isWithdrawn(bracket.group(1))) {
				noted(bracket.group(1));
			}
			this.desk.note(bracket.group(1).strip().replaceAll("(?<!\\d)0\\d{11}(?!\\d)", "••••••"));
		}
	}

	/**
	 * How far houses have come is entered with its proof, never from a list; a column
	 * that says so is not passed over in silence.
	 */
	void progress() {
		for (Column column : this.desk.form().columns()) {
			SheetCell cell = this.desk.line().cell(column.index());
			if (column.field() != Field.PROGRESS || cell.isEmpty() || Values.isNothing(cell.text())) {
				continue;
			}
			Optional<Stage> stage = this.desk.context()
				.vocabulary()
				.constant(Field.PROGRESS, cell.text())
				.map(Stage::valueOf);
			if (this.desk.row().data().containsKey("code")) {
				stage.ifPresentOrElse((it) -> this.desk.row().put("standing.stage", it.name()),
						() -> this.desk.row().remark(column.header(), "intake.remark.progress", cell.text()));
			}
			else if (!stage.filter(Stage.NOT_STARTED::equals).isPresent()) {
				this.desk.row().remark(column.header(), "intake.remark.progress", cell.text());
			}
		}
	}

	/** A mark like {@code (*)} or {@code (1)} stands for words below the list. */
	void footnotes() {
		for (Field field : FOOTNOTED) {
			SheetCell cell = this.desk.values().get(field);
			java.util.regex.Matcher mark = FOOTNOTE.matcher((cell != null) ? cell.text() : "");
			if (mark.matches()) {
				String answer = this.desk.context()
					.doubts()
					.ask(this.desk.row(), "footnote",
							this.desk.line().sheet() + "|" + this.desk.header(field) + "|" + mark.group(1),
							List.of(mark.group(1), this.desk.header(field)),
							List.of(Option.of(Question.KEEP, "intake.answer.footnote-seen"), Option.skip()));
				if (!Question.KEEP.equals(answer)) {
					this.desk.settle(answer, this.desk.header(field), "intake.problem.footnote", mark.group(1));
				}
			}
		}
	}

	/** Where colours tell rows apart only a person knows what they say. */
	void colours(boolean telling) {
		List<String> fills = this.desk.line().fills();
		if (!telling || fills.isEmpty()) {
			return;
		}
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "colour", this.desk.line().sheet() + "|" + String.join(" ", fills),
					List.of(fills.stream().map(Colours::key).distinct().collect(Collectors.joining("+")),
							this.desk.line().sheet()),
					List.of(Option.of(Question.KEEP, "intake.answer.colour-nothing"),
							Option.of("NOT_YET", "household.eligibility.NOT_YET"), Option.skip()));
		if ("NOT_YET".equals(answer)) {
			this.desk.row().put("standing.eligibility", "NOT_YET");
			if (!this.desk.row().data().containsKey("standing.reason")) {
				this.desk.row().remark("", "intake.remark.no-reason");
			}
		}
		else if (!Question.KEEP.equals(answer)) {
			this.desk.settle(answer, "", "intake.problem.colour");
		}
	}

	/** Hidden rows are often old ones: a person says whether they belong to the list. */
	void hiddenRow() {
		if (!this.desk.line().hidden()) {
			return;
		}
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "hidden-rows", this.desk.line().sheet(), List.of(this.desk.line().sheet()),
					List.of(Option.of(Question.KEEP, "intake.answer.take-hidden"), Option.skip()));
		if (Question.KEEP.equals(answer)) {
			this.desk.row().take();
		}
		else {
			this.desk.settle(answer, "", "intake.problem.hidden-row");
		}
	}

	/**
	 * Of families that want to be off the list nobody knows whether they belong on it.
	 */
	void withdrawn() {
		String words = this.desk.marked(Field.NO_NEED) ? this.desk.header(Field.NO_NEED)
				: this.desk.around().withdrawn();
		if (words != null) {
			String answer = this.desk.context()
				.doubts()
				.ask(this.desk.row(), "withdrawn", words, List.of(words),
						List.of(Option.of(Question.KEEP, "intake.answer.take-withdrawn"), Option.skip()));
			if (!Question.KEEP.equals(answer)) {
				this.desk.settle(answer, "", "intake.problem.withdrawn", words);
			}
		}
	}

	/**
	 * A line that is struck through, or has a note at a cell, says something of its own.
	 */
	void marginalia() {
		if (this.desk.line().struck()) {
			String answer = this.desk.context()
				.doubts()
				.ask(this.desk.row(), "struck", "", List.of(),
						List.of(Option.of(Question.KEEP, "intake.answer.take-struck"), Option.skip()));
			if (!Question.KEEP.equals(answer)) {
				this.desk.settle(answer, "", "intake.problem.struck");
			}
		}
		this.desk.line().notes().forEach(this::noted);
	}

	/** What a note says may mean that the family is no longer to be supported. */
	private void noted(String note) {
		String words = note.substring(0, Math.min(200, note.length()));
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "cell-note", words, List.of(words),
					List.of(Option.of(Question.KEEP, "intake.answer.note-seen"), Option.skip()));
		if (!Question.KEEP.equals(answer)) {
			this.desk.settle(answer, "", "intake.problem.cell-note", words);
		}
	}

}
