package vn.maiam.household.intake.reading;

import java.util.List;
import java.util.function.Consumer;

import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.workbook.ListLines;
import vn.maiam.workbook.SheetHeading;
import vn.maiam.workbook.WorkbookFile;

/**
 * Reads the rows of a workbook in their order, with the layout that a person has seen.
 * Knows lines that are no households, remembers what groups and titles name, and compares
 * sums with what was read.
 */
public final class ListReader {

	private final Layout layout;

	private final ListContext context;

	private final ListLines<Field> lines;

	private final GroupLines groups;

	private final SumChecks sums = new SumChecks();

	private final LineNotes notes = new LineNotes();

	public ListReader(Layout layout, HouseholdVocabulary vocabulary, Places places, Doubts doubts) {
		this.layout = layout;
		this.context = new ListContext(places, doubts, new Readings(), vocabulary);
		this.lines = new ListLines<>(vocabulary);
		this.groups = new GroupLines(places);
	}

	/** Reads the whole file; hidden sheets only where a person has said so. */
	public void read(WorkbookFile file, Consumer<IntakeRow> households) {
		SheetReading.Tools tools = new SheetReading.Tools(this.layout, this.context, this.lines, this.groups, this.sums,
				this.notes);
		for (SheetHeading sheet : file.sheets()) {
			if (this.layout.sheets().contains(sheet.name()) && isWanted(file, sheet)) {
				SheetReading reading = new SheetReading(tools, households);
				file.read(sheet.name(), reading::row);
				reading.end();
				this.sums.end();
			}
		}
	}

	/** Lines that are no households, but for numbers of columns and repeated heads. */
	public int skipped() {
		return this.notes.skipped();
	}

	/** What those lines say, the first two hundred. */
	public List<Line> passed() {
		return this.notes.passed();
	}

	/** What was put right or looks odd on the way, by kind and column. */
	public List<Noticed> noticed() {
		return this.notes.noticed();
	}

	/** Sums that do not agree with what was read. */
	public List<SumChecks.Difference> differences() {
		return this.sums.differences();
	}

	/** What each column was read as. */
	public Readings readings() {
		return this.context.readings();
	}

	private boolean isWanted(WorkbookFile file, SheetHeading sheet) {
		if (!sheet.hidden()) {
			return true;
		}
		int[] rows = { 0 };
		file.read(sheet.name(), (row) -> ++rows[0] < 100_000);
		String answer = this.context.doubts()
			.askOnce("hidden-sheet", sheet.name(), List.of(sheet.name(), Integer.toString(rows[0])),
					List.of(Option.of(Question.KEEP, "intake.answer.take-sheet"),
							Option.of(Question.SKIP, "intake.answer.leave-sheet")));
		return Question.KEEP.equals(answer);
	}

	/**
	 * A remark that rows have in common.
	 *
	 * @param first as the first of them, in that row, has it
	 */
	public record Noticed(IntakeRow.Remark first, int row, int rows) {
	}

	/**
	 * A line that is no household.
	 *
	 * @param what message key of what it was taken for
	 */
	public record Line(String sheet, int row, String text, String what) {
	}

}
