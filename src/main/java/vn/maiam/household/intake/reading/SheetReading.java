package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.household.intake.reading.Layout.SheetInfo;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.ListLines;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.SheetRow;
import vn.maiam.workbook.TableHead;

/**
 * The reading of one sheet, line by line: tells households from groups, sums, members of
 * families, signatures and what goes on from the line above, and knows what holds where.
 */
final class SheetReading {

	private static final Pattern DITTO = Pattern.compile("-?\\s*(nt|nhu tren)\\s*-?|[\"“”'’`]{1,2}|//");

	private static final int WIDEST = 1;

	private static final int LONGEST_BELOW = 160;

	/** What is longer names no group, and is not looked through for one. */
	private static final int LONGEST_WORDS = 200;

	private final Tools tools;

	private final Titles titles;

	private final Consumer<IntakeRow> households;

	private @Nullable SheetInfo table;

	private Around around = Around.title(null, null);

	private TableHead head = new TableHead(0, 0, List.of());

	private List<ListLines.Meant<Field>> meant = List.of();

	private boolean ended;

	/** Groups since the last household. */
	private @Nullable Around between;

	/**
	 * The household whose line was read last, until it is known what stands below.
	 */
	private @Nullable IntakeRow waiting;

	/** What stands below it and is no household. */
	private @Nullable String below;

	/** Whether what stands below surely goes on from the line above. */
	private boolean cut;

	/** Whether households of this sheet have lines below them. */
	private boolean continued;

	private final OpenGroups ranks = new OpenGroups();

	/** Column → the cell of the last household, for marks of "as above". */
	private final Map<Integer, SheetCell> above = new HashMap<>();

	SheetReading(Tools tools, Consumer<IntakeRow> households) {
		this.tools = tools;
		this.titles = new Titles(tools.layout(), tools.context().places(), tools.groups());
		this.households = households;
	}

	boolean row(SheetRow row) {
		Form form = this.tools.layout().of(row.sheet(), row.number()).orElse(null);
		SheetInfo info = (form != null) ? form.table(row.sheet(), row.number()) : null;
		if (form == null || info == null || row.number() < info.firstRow()) {
			return true;
		}
		if (!info.equals(this.table)) {
			flush(false);
			// what stands between two tables of a sheet speaks of the second
			Around said = this.between;
			this.around = (said != null && this.table != null)
					? said.under(this.titles.unitOf(info), this.titles.kind(info)) : this.titles.titled(info);
			this.between = null;
			this.table = info;
			this.head = head(form, info);
			this.meant = meant(form);
			this.ended = false;
			this.above.clear();
			this.ranks.clear();
			this.tools.sums().begin();
		}
		switch (this.tools.lines().kind(row, this.head, this.meant)) {
			case PERSON -> {
				if (isContinuation(row, form)) {
					this.cut = true;
					below(row);
				}
				else if (GroupLines.isSignatures(row.texts())) {
					this.tools.notes().pass(row, "intake.line.other");
					this.ended = true;
				}
				else {
					person(row, form);
				}
			}
			case SUM -> {
				flush(true);
				this.tools.notes().pass(row, "intake.line.sum");
				this.tools.sums().sum(row, String.join(" ", row.texts()), form);
				this.ended = true;
			}
			case ALONE -> alone(row, form);
			case NOTHING -> {
			}
		}
		return true;
	}

	private void person(SheetRow row, Form form) {
		this.ended = false;
		this.between = null;
		if (isMember(row, form)) {
			this.tools.notes().pass(row, "intake.line.member");
			return;
		}
		flush(true);
		IntakeRow household = new RowReading(this.tools.context(), form, asAbove(row), this.around).read();
		if (!household.isHidden() || household.isTaken()) {
			this.tools.sums().add(row, form);
		}
		this.waiting = household;
		this.cut = false;
	}

	/** No line follows. */
	void end() {
		flush(false);
	}

	/**
	 * A household is told when it is sure that nothing below its line belongs to it.
	 * @param more whether others follow: what stands between two households belongs to
	 * one of them
	 */
	private void flush(boolean more) {
		IntakeRow household = this.waiting;
		this.waiting = null;
		if (household == null) {
			return;
		}
		String text = LineNotes.masked(Objects.requireNonNullElse(this.below, ""));
		this.below = null;
		if (!text.isEmpty() && (more || this.continued || this.cut)) {
			this.continued = true;
			String answer = this.tools.context()
				.doubts()
				.ask(household, "line-below", household.sheet(), List.of(household.sheet(), text),
						List.of(Option.of(Question.KEEP, "intake.answer.line-below"), Option.skip()));
			if (Question.SKIP.equals(answer)) {
				household.refuse("", "intake.problem.left-out-by-choice");
			}
			else if (answer == null) {
				household.waitFor("", "intake.problem.line-below", text);
			}
		}
		this.tools.notes().notice(household);
		this.households.accept(household);
	}

	/** A line of a table that was cut in two when it was copied. */
	private boolean isContinuation(SheetRow row, Form form) {
		Layout.Column ordinal = form.column(Field.ORDINAL);
		Layout.Column name = form.column(Field.FULL_NAME);
		return this.waiting != null && ordinal != null && name != null && row.cell(ordinal.index()).isEmpty()
				&& !row.cell(name.index()).text().contains(" ") && row.texts().size() * 2 < form.columns().size();
	}

	private void below(SheetRow row) {
		String text = String.join(" · ", row.texts());
		this.below = (this.below != null) ? this.below : text.substring(0, Math.min(LONGEST_BELOW, text.length()));
		this.tools.notes().pass(row, "intake.line.below");
	}

	/** A group, a signature or a remark. */
	private void alone(SheetRow row, Form form) {
		List<String> texts = row.cells()
			.stream()
			.filter((cell) -> !cell.isEmpty() && !cell.fromAbove() && cell.number() == null)
			.map((cell) -> cell.text())
			.toList();
		boolean ordinal = texts.size() > 1
				&& texts.get(0).matches("[IVXLC]{1,5}[.)]?|[A-ZĐ][.)]?|\\d{1,2}(\\.\\d{1,2})*[.)]?");
		String all = texts.stream().skip(ordinal ? 1 : 0).findFirst().orElse("");
		String words = all.substring(0, Math.min(LONGEST_WORDS, all.length()));
		boolean deciding = form.column(Field.COMMUNE) == null && form.column(Field.ADDRESS) == null;
		String rank = GroupLines.rank(texts.isEmpty() ? "" : texts.get(0));
		Around outside = this.ranks.outside(rank, this.around);
		Around next = this.ended && !ordinal && !isUnit(words) ? null
				: this.tools.groups().read(outside, words, ordinal, deciding);
		if (next != null && next.waiting() != null) {
			next = this.tools.groups().read(this.around, words, ordinal, deciding);
		}
		if (next != null) {
			this.ranks.enter(rank, outside);
			this.around = next;
			this.between = next;
			this.tools.sums().group(level(next), row, String.join(" ", texts), form);
			this.tools.notes().pass(row, (next.waiting() != null) ? "intake.line.group-unknown" : "intake.line.group");
			return;
		}
		if (!this.ended && this.waiting != null && (GroupLines.isBeginning(GroupLines.words(words))
				|| (isOfTable(row, form) && !GroupLines.isFooter(words)))) {
			this.cut |= GroupLines.isBeginning(GroupLines.words(words));
			below(row);
			return;
		}
		this.tools.notes().pass(row, "intake.line.other");
		this.ended |= !words.isEmpty() && texts.size() == 1;
	}

	/** Whether a line says something in a column that means anything. */
	private static boolean isOfTable(SheetRow row, Form form) {
		return form.columns()
			.stream()
			.filter((column) -> column.field() != Field.IGNORED && column.field() != Field.ORDINAL
					&& column.field() != Field.FULL_NAME)
			.map((column) -> row.cell(column.index()))
			.anyMatch((cell) -> !cell.isEmpty() && !cell.fromAbove());
	}

	/** What stands in a list of whole families beside its head is no household. */
	private boolean isMember(SheetRow row, Form form) {
		Layout.Column relation = form.column(Field.RELATION);
		String said = (relation != null) ? VietnameseText.bare(row.cell(relation.index()).text()) : "";
		return said.matches(
				"(la )?(vo|chong|con|chau|chat|bo|cha|me|anh|chi|em|ong|ba|dau|re|co|chu(?! ho)|bac|cau|di|mo|nguoi)\\b.*");
	}

	/** {@code -nt-} and ditto marks say what the household above says. */
	private SheetRow asAbove(SheetRow row) {
		List<SheetCell> cells = new ArrayList<>(row.cells());
		for (int column = 0; column < cells.size(); column++) {
			SheetCell cell = cells.get(column);
			if (DITTO.matcher(VietnameseText.bare(cell.text())).matches() && this.above.containsKey(column)) {
				cells.set(column, this.above.get(column));
			}
			else if (!cell.isEmpty()) {
				this.above.put(column, cell);
			}
		}
		return row.with(cells);
	}

	private boolean isUnit(String words) {
		String bare = VietnameseText.bare(GroupLines.words(words));
		return bare.matches("(xa|phuong|thi tran|huyen|thanh pho|thi xa) .*");
	}

	private static int level(Around around) {
		Unit unit = around.unit();
		if (around.hamlet() != null) {
			return WIDEST + 3;
		}
		return (unit != null && unit.level() == Level.DISTRICT && around.waiting() == null) ? WIDEST : WIDEST + 1;
	}

	private static TableHead head(Form form, SheetInfo info) {
		List<List<String>> words = new ArrayList<>();
		form.columns().forEach((column) -> {
			while (words.size() < column.index()) {
				words.add(List.of());
			}
			words.add(List.of(column.header().split(" › ")));
		});
		return new TableHead(info.headerRow(), info.firstRow() - 1, words);
	}

	private static List<ListLines.Meant<Field>> meant(Form form) {
		return form.columns()
			.stream()
			.filter((column) -> column.field() != Field.IGNORED)
			.map((column) -> new ListLines.Meant<>(column.index(), column.field()))
			.toList();
	}

	/** What the sheets of a list are read with, and what is kept of their lines. */
	record Tools(Layout layout, ListContext context, ListLines<Field> lines, GroupLines groups, SumChecks sums,
			LineNotes notes) {
	}

}
