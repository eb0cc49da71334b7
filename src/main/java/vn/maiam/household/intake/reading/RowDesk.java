package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.SheetRow;

/**
 * What the readers of one row share: its cells by meaning, what stands around it, the row
 * that comes of it, and the ways to ask, to refuse and to tell.
 */
final class RowDesk {

	/** The longest field of the register; patterns are never asked of more. */
	private static final int LONGEST_CELL = 2000;

	private final ListContext context;

	private final Form form;

	private final SheetRow line;

	private final Around around;

	private final IntakeRow row;

	private final Map<Field, SheetCell> values = new EnumMap<>(Field.class);

	RowDesk(ListContext context, Form form, SheetRow line, Around around) {
		this.context = context;
		this.form = form;
		this.line = line;
		this.around = around;
		this.row = new IntakeRow(line.sheet(), line.number());
		for (Column column : form.columns()) {
			SheetCell cell = line.cell(column.index());
			if (column.field() == Field.IGNORED) {
				continue;
			}
			if (cell.error() != null) {
				fault(column, cell.error());
			}
			else if (cell.text().length() > LONGEST_CELL) {
				this.row.refuse(column.header(), "intake.problem.long", Integer.toString(cell.text().length()),
						Integer.toString(LONGEST_CELL));
			}
			else if (!cell.isEmpty()) {
				boolean none = !column.field().isMark() && column.field() != Field.ELIGIBILITY
						&& Values.isNothing(cell.text())
						&& !(column.field().isMoney() && cell.text().matches("[0.,]+"));
				if (!none) {
					this.values.putIfAbsent(column.field(), corrected(column, cell));
				}
			}
		}
		Layout.SheetInfo table = form.table(line.sheet(), line.number());
		Map<Integer, Boolean> monthFirst = (table != null) ? table.monthFirst() : null;
		if (monthFirst != null) {
			form.columns()
				.stream()
				.filter((column) -> monthFirst.containsKey(column.index()))
				.forEach((column) -> order(column, Boolean.TRUE.equals(monthFirst.get(column.index()))));
		}
	}

	/** What a person has typed for a value like this. */
	private SheetCell corrected(Column column, SheetCell cell) {
		String words = VietnameseText.soundKey(cell.text());
		Map<String, String> keys = Map.of("unread", unreadKey(column.field(), cell.text()), "value",
				column.field() + "|" + words, "amount", column.header() + "|" + cell.text());
		for (Map.Entry<String, String> key : keys.entrySet()) {
			String typed = this.context.doubts()
				.typed(this.row, key.getKey(), key.getValue(), List.of(column.header(), cell.text()),
						List.of(Option.skip()));
			if (typed != null) {
				this.row.remark(column.header(), "intake.remark.typed", cell.text(), typed);
				return SheetCell.of(typed);
			}
		}
		return cell;
	}

	/**
	 * One question for all that is written alike; numbers of persons are asked about row
	 * by row. Marked where a person may type the right value: in the cell itself.
	 */
	private String unreadKey(Field field, String text) {
		Column column = this.form.column(field);
		boolean own = column != null && this.line.cell(column.index()).text().equals(text);
		boolean typable = own && !field.isMark() && field != Field.CITIZEN_ID;
		String what = LineNotes.masked(text).equals(text) ? text : this.line.sheet() + "!" + this.line.number();
		return (typable ? Question.TYPABLE : "") + field + "|" + what;
	}

	/**
	 * The day or the month first: asked once for a column in which some days tell, and
	 * for each day where they tell both.
	 */
	private void order(Column column, boolean mixed) {
		SheetCell cell = this.values.get(column.field());
		if (cell == null || !Days.isWritten(cell)) {
			return;
		}
		String answer = this.context.doubts()
			.ask(this.row, "day-order", this.line.sheet() + "|" + column.header() + (mixed ? "|" + cell.text() : ""),
					List.of(column.header(), cell.text()), List.of(Option.of("MONTH", "intake.answer.month-first"),
							Option.of("DAY", "intake.answer.day-first"), Option.skip()));
		if ("MONTH".equals(answer)) {
			this.values.put(column.field(), Days.dayFirst(cell));
		}
		else if (!"DAY".equals(answer)) {
			this.values.remove(column.field());
			settle(answer, column.header(), "intake.problem.day", cell.text());
		}
	}

	ListContext context() {
		return this.context;
	}

	Form form() {
		return this.form;
	}

	SheetRow line() {
		return this.line;
	}

	Around around() {
		return this.around;
	}

	IntakeRow row() {
		return this.row;
	}

	/** What stands in the columns that mean anything, nothings left out. */
	Map<Field, SheetCell> values() {
		return this.values;
	}

	/**
	 * A formula that failed stands where a fact should: it says nothing, or all is wrong.
	 */
	private void fault(Column column, String error) {
		boolean matters = column.field().isMoney() || column.field().isMark() || column.field() == Field.KIND
				|| column.field() == Field.CATEGORY;
		if (!matters || error.startsWith("#N/A")) {
			return;
		}
		List<Option> options = List.of(Option.nothing(), Option.skip());
		String answer = this.context.doubts()
			.ask(this.row, "fault", column.header() + "|" + error, List.of(column.header(), error), options);
		settle(answer, column.header(), "intake.problem.fault", error);
	}

	void words(Field field, String column, int longest) {
		SheetCell cell = this.values.get(field);
		if (cell != null) {
			keep(column, cell.text(), longest, header(field));
		}
	}

	/** What is too long is said, never cut. */
	void keep(String column, String text, int longest, String header) {
		if (text.length() > longest) {
			this.row.refuse(header, "intake.problem.long", Integer.toString(text.length()), Integer.toString(longest));
		}
		else {
			this.row.put(column, text);
		}
	}

	/** Adds to what the row says beside its facts. */
	void note(String words) {
		Object before = this.row.data().get("note");
		if (before == null || !before.toString().contains(words)) {
			keep("note", ((before != null) ? before + "; " : "") + words, LONGEST_CELL, header(Field.NOTE));
		}
	}

	/** Whether a household that its code names is not said anything about here. */
	boolean isSilent(Field field) {
		return this.row.data().containsKey("code") && this.form.column(field) == null;
	}

	boolean marked(Field field) {
		SheetCell cell = this.values.get(field);
		if (cell == null) {
			return false;
		}
		Values.Mark mark = Values.mark(cell);
		if (mark == Values.Mark.UNCLEAR) {
			String answer = this.context.doubts()
				.ask(this.row, "mark", header(field) + "|" + cell.text(), List.of(header(field), cell.text()),
						List.of(Option.of("YES", "intake.answer.mark-yes"),
								Option.of(Question.NOTHING, "intake.answer.mark-no"), Option.skip()));
			if (!"YES".equals(answer) && !Question.NOTHING.equals(answer)) {
				settle(answer, header(field), "intake.problem.mark", cell.text());
			}
			return "YES".equals(answer);
		}
		return mark == Values.Mark.YES;
	}

	long amount(Field field) {
		SheetCell cell = this.values.get(field);
		Column column = this.form.column(field);
		return (cell != null && column != null) ? Money.read(cell, column.unit()).orElse(0) : 0;
	}

	/** What the words of a column mean; asked once for all rows that say the same. */
	<E extends Enum<E>> Optional<E> choice(Field field, SheetCell cell, Class<E> type, String problem,
			Option... options) {
		Optional<E> read = this.context.vocabulary()
			.constant(field, cell.text())
			.flatMap((name) -> Stream.of(type.getEnumConstants()).filter((it) -> it.name().equals(name)).findFirst());
		if (read.isPresent()) {
			told(field, cell, messageOf(field, read.get()));
			return read;
		}
		List<Option> offered = new ArrayList<>(List.of(options));
		offered.add(Option.skip());
		String answer = this.context.doubts()
			.ask(this.row, "value", field + "|" + VietnameseText.soundKey(cell.text()),
					List.of(header(field), cell.text()), offered);
		if (answer == null || answer.equals(Question.SKIP)) {
			settle(answer, header(field), problem, cell.text());
			return Optional.empty();
		}
		return Optional.of(Enum.valueOf(type, answer));
	}

	private static String messageOf(Field field, Enum<?> value) {
		return switch (field) {
			case CATEGORY -> "household.category." + value;
			case KIND -> "household.kind." + value;
			case PART -> "household.part." + value;
			default -> "household.eligibility." + value;
		};
	}

	/** Nothing, or several things, are said where one must be. */
	<E extends Enum<E>> @Nullable E decide(String kind, List<E> found, Class<E> type, String header,
			Option... options) {
		List<Option> offered = new ArrayList<>(List.of(options));
		offered.add(Option.skip());
		String answer = this.context.doubts().ask(this.row, kind, found.toString(), List.of(), offered);
		if (answer == null || answer.equals(Question.SKIP)) {
			settle(answer, header, "intake.problem." + kind);
			return null;
		}
		return Enum.valueOf(type, answer);
	}

	/** A value that cannot be read: left empty, or the row left out, as a person says. */
	void unread(Field field, String text, String problem, String... arguments) {
		String answer = this.context.doubts()
			.ask(this.row, "unread", unreadKey(field, text), List.of(header(field), text),
					List.of(Option.nothing(), Option.skip()));
		if (Question.NOTHING.equals(answer)) {
			this.row.remark(header(field), "intake.remark.left-empty", text);
			if (field != Field.CITIZEN_ID) {
				note(header(field) + ": " + LineNotes.masked(text));
			}
		}
		else {
			settle(answer, header(field), problem, arguments);
		}
	}

	/** Waits while there is no answer, and is out when that was the answer. */
	void settle(@Nullable String answer, String header, String problem, String... arguments) {
		if (Question.SKIP.equals(answer)) {
			this.row.refuse(header, "intake.problem.left-out-by-choice");
		}
		else if (answer == null) {
			this.row.waitFor(header, problem, arguments);
		}
	}

	void told(Field field, SheetCell cell, String meaning) {
		this.context.readings().tell(this.form, field, cell.text(), meaning);
	}

	String header(Field field) {
		Column column = this.form.column(field);
		return (column != null) ? column.header() : "";
	}

}
