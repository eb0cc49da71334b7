package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.household.SupportKind;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.household.intake.reading.Layout.SheetInfo;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.ListLines;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.SheetHeading;
import vn.maiam.workbook.SheetRow;
import vn.maiam.workbook.TableHead;
import vn.maiam.workbook.WorkbookFile;

/**
 * Reads the rows of a workbook in their order, with the layout that a person has seen.
 * Knows lines that are no households, remembers what groups and titles name, and compares
 * sums with what was read.
 */
public final class ListReader {

	private static final int MOST_LINES = 200;

	private static final Pattern DITTO = Pattern.compile("-?\\s*(nt|nhu tren)\\s*-?|[\"“”'’`]{1,2}|//");

	private static final int WIDEST = 1;

	private static final int LONGEST_BELOW = 160;

	private final Layout layout;

	private final ListContext context;

	private final ListLines<Field> lines;

	private final GroupLines groups;

	private final SumChecks sums = new SumChecks();

	private final List<Line> passed = new ArrayList<>();

	private final Map<String, Noticed> noticed = new LinkedHashMap<>();

	private int skipped;

	public ListReader(Layout layout, HouseholdVocabulary vocabulary, Places places, Doubts doubts) {
		this.layout = layout;
		this.context = new ListContext(places, doubts, new Readings(), vocabulary.today());
		this.lines = new ListLines<>(vocabulary);
		this.groups = new GroupLines(places);
	}

	/** Reads the whole file; hidden sheets only where a person has said so. */
	public void read(WorkbookFile file, Consumer<IntakeRow> households) {
		for (SheetHeading sheet : file.sheets()) {
			if (this.layout.sheets().contains(sheet.name()) && isWanted(file, sheet)) {
				Sheet reading = new Sheet(households);
				file.read(sheet.name(), reading::row);
				reading.flush(false);
				this.sums.end();
			}
		}
	}

	/** Lines that are no households, but for numbers of columns and repeated heads. */
	public int skipped() {
		return this.skipped;
	}

	/** What those lines say, the first two hundred. */
	public List<Line> passed() {
		return List.copyOf(this.passed);
	}

	/** What was put right or looks odd on the way, by kind and column. */
	public List<Noticed> noticed() {
		return List.copyOf(this.noticed.values());
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

	/**
	 * A group that has not ended.
	 *
	 * @param outside what held before it
	 */
	private record Group(String rank, Around outside) {
	}

	/** The reading of one sheet. */
	private final class Sheet {

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

		/** Whether households of this sheet have lines below them. */
		private boolean continued;

		/** Groups that have not ended, from the widest. */
		private final List<Group> ranks = new ArrayList<>();

		/** Column → the cell of the last household, for marks of "as above". */
		private final Map<Integer, SheetCell> above = new HashMap<>();

		Sheet(Consumer<IntakeRow> households) {
			this.households = households;
		}

		boolean row(SheetRow row) {
			Form form = ListReader.this.layout.of(row.sheet(), row.number()).orElse(null);
			SheetInfo info = (form != null) ? form.table(row.sheet(), row.number()) : null;
			if (form == null || info == null || row.number() < info.firstRow()) {
				return true;
			}
			if (!info.equals(this.table)) {
				flush(false);
				// what stands between two tables of a sheet speaks of the second
				Around said = this.between;
				this.around = (said != null && this.table != null) ? said.under(unitOf(info)) : titled(info);
				this.table = info;
				this.head = head(form, info);
				this.meant = meant(form);
				this.ended = false;
				this.above.clear();
				this.ranks.clear();
				ListReader.this.sums.begin();
			}
			switch (ListReader.this.lines.kind(row, this.head, this.meant)) {
				case PERSON -> {
					if (isContinuation(row, form)) {
						below(row);
					}
					else if (GroupLines.isSignatures(row.texts())) {
						pass(row, "intake.line.other");
						this.ended = true;
					}
					else {
						person(row, form);
					}
				}
				case SUM -> {
					flush(true);
					pass(row, "intake.line.sum");
					ListReader.this.sums.sum(row, String.join(" ", row.texts()), form);
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
				pass(row, "intake.line.member");
				return;
			}
			flush(true);
			IntakeRow household = new RowReading(ListReader.this.context, form, asAbove(row), this.around).read();
			if (!household.isHidden() || household.isTaken()) {
				ListReader.this.sums.add(row, form);
			}
			this.waiting = household;
		}

		/**
		 * A household is told when it is sure that nothing below its line belongs to it.
		 * @param more whether others follow: what stands between two households belongs
		 * to one of them
		 */
		private void flush(boolean more) {
			IntakeRow household = this.waiting;
			this.waiting = null;
			if (household == null) {
				return;
			}
			String text = this.below;
			this.below = null;
			if (text != null && (more || this.continued)) {
				this.continued = true;
				String answer = ListReader.this.context.doubts()
					.ask(household, "line-below", household.sheet(), List.of(household.sheet(), text),
							List.of(Option.of(Question.KEEP, "intake.answer.line-below"), Option.skip()));
				if (Question.SKIP.equals(answer)) {
					household.refuse("", "intake.problem.left-out-by-choice");
				}
				else if (answer == null) {
					household.waitFor("", "intake.problem.line-below", text);
				}
			}
			household.remarks()
				.forEach((remark) -> ListReader.this.noticed.merge(remark.key() + "|" + remark.column(),
						new Noticed(remark, household.number(), 1),
						(one, other) -> new Noticed(one.first(), one.row(), one.rows() + 1)));
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
			pass(row, "intake.line.below");
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
			String words = texts.stream().skip(ordinal ? 1 : 0).findFirst().orElse("");
			boolean deciding = form.column(Field.COMMUNE) == null && form.column(Field.ADDRESS) == null;
			String rank = GroupLines.rank(texts.isEmpty() ? "" : texts.get(0));
			Around outside = outside(rank);
			Around next = this.ended && !ordinal && !isUnit(words) ? null
					: ListReader.this.groups.read(outside, words, ordinal, deciding);
			if (next != null && next.waiting() != null) {
				next = ListReader.this.groups.read(this.around, words, ordinal, deciding);
			}
			if (next != null) {
				enter(rank, outside);
				this.around = next;
				this.between = next;
				ListReader.this.sums.group(level(next), row, String.join(" ", texts), form);
				pass(row, (next.waiting() != null) ? "intake.line.group-unknown" : "intake.line.group");
				return;
			}
			if (!this.ended && this.waiting != null && (GroupLines.isBeginning(GroupLines.words(words))
					|| (isOfTable(row, form) && !GroupLines.isFooter(words)))) {
				below(row);
				return;
			}
			pass(row, "intake.line.other");
			this.ended |= !words.isEmpty() && texts.size() == 1;
		}

		/**
		 * What held before the first group of a rank that has not ended: a new group of
		 * it ends all that those below it have said.
		 */
		private Around outside(@Nullable String rank) {
			return this.ranks.stream()
				.filter((group) -> group.rank().equals(rank))
				.findFirst()
				.map(Group::outside)
				.orElse(this.around);
		}

		private void enter(@Nullable String rank, Around outside) {
			if (rank == null) {
				return;
			}
			List<String> open = this.ranks.stream().map(Group::rank).toList();
			if (open.contains(rank)) {
				this.ranks.subList(open.indexOf(rank), open.size()).clear();
			}
			this.ranks.add(new Group(rank, outside));
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

		/** Below the title, and what a line right above the head says of all. */
		private Around titled(SheetInfo info) {
			SupportKind kind = Values.kindWorded(info.title())
				.or(() -> Values.kindWorded(info.name()))
				.filter((it) -> Values.kindWorded(info.name()).orElse(it) == it)
				.orElse(null);
			Around around = unsureTitle(Around.title(unitOf(info), kind), info);
			String[] lines = info.title().split("\n");
			String last = lines[lines.length - 1];
			boolean ordinal = last.matches("(?s)([IVXLC]{1,5}|[A-ZĐ]|\\d{1,2})[.)/]\\s.*");
			Around next = ordinal ? ListReader.this.groups.read(around, last, true, false) : null;
			return (next != null && next.waiting() == null) ? next : around;
		}

		/**
		 * Where nothing but the title says where families live, and what it says is
		 * nearly a commune's name.
		 */
		private Around unsureTitle(Around around, SheetInfo info) {
			Form form = ListReader.this.layout.of(info.name(), info.headerRow()).orElse(null);
			boolean deciding = form != null && form.column(Field.COMMUNE) == null && form.column(Field.ADDRESS) == null;
			if (!deciding || around.isCommune()) {
				return around;
			}
			return Stream.concat(info.title().lines().map(Sheet::behindKind), Stream.of(info.name()))
				.filter((words) -> words.length() > 3 && unitIn(words) == null
						&& !ListReader.this.context.places().suggest(words, around.unit()).isEmpty())
				.findFirst()
				.map(around::waitingFor)
				.orElse(around);
		}

		private boolean isUnit(String words) {
			String bare = VietnameseText.bare(GroupLines.words(words));
			return bare.matches("(xa|phuong|thi tran|huyen|thanh pho|thi xa) .*");
		}

		/** What a line says is kept: a person sees what was not taken for a household. */
		private void pass(SheetRow row, String what) {
			ListReader.this.skipped++;
			if (ListReader.this.passed.size() < MOST_LINES) {
				String text = String.join(" · ", row.texts())
					.replaceAll("(?<!\\d)(0\\d{8,10}|\\d{11,12})(?!\\d)", "••••••");
				ListReader.this.passed
					.add(new Line(row.sheet(), row.number(), text.substring(0, Math.min(160, text.length())), what));
			}
		}

		/**
		 * The unit that the title or the sheet's name speaks of; the caller's own
		 * otherwise.
		 */
		private @Nullable Unit unitOf(SheetInfo info) {
			List<String> places = new ArrayList<>();
			for (String line : info.title().split("\n")) {
				String[] parts = line.split("\\s[-–—]\\s|\\s*[,(]\\s*");
				for (int at = parts.length - 1; at >= 0; at--) {
					places.add(parts[at]);
				}
			}
			places.add(info.name());
			List<Unit> named = Stream.concat(places.stream(), places.stream().map(Sheet::behindKind))
				.map(this::unitIn)
				.filter(java.util.Objects::nonNull)
				.toList();
			Unit widest = named.isEmpty() ? ListReader.this.context.places().home() : named.get(0);
			// the sheet of a commune in the book of its district
			return named.stream()
				.filter((unit) -> widest != null && unit.level() == Level.COMMUNE
						&& ListReader.this.context.places().liesIn(unit, widest))
				.findFirst()
				.orElse(widest);
		}

		/**
		 * {@code DANH SÁCH HỘ NGHÈO HUYỆN VÕ NHAI} speaks of what stands behind its kind.
		 */
		private static String behindKind(String words) {
			String[] parts = words.split("(?iu)(?=\\b(?:xã|phường|thị trấn|huyện|thành phố|thị xã)\\s)");
			return (parts.length > 1)
					? parts[parts.length - 1].replaceFirst("(?iu)\\s*(?:năm|đợt|giai đoạn|tháng|quý|\\().*$", "") : "";
		}

		private @Nullable Unit unitIn(String text) {
			String words = GroupLines.words(text);
			Unit district = ListReader.this.context.places().find(words, Level.DISTRICT, null);
			return (district != null) ? district : ListReader.this.context.places().find(words, Level.COMMUNE, null);
		}

	}

	private static int level(Around around) {
		Unit unit = around.unit();
		if (around.hamlet() != null) {
			return WIDEST + 3;
		}
		return (unit != null && unit.level() == Level.DISTRICT && around.waiting() == null) ? WIDEST : WIDEST + 1;
	}

	private TableHead head(Form form, SheetInfo info) {
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

}
