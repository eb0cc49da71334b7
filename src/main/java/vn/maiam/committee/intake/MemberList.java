package vn.maiam.committee.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitNames;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.committee.Position;
import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.Refused;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.ListLines;
import vn.maiam.workbook.ListTable;
import vn.maiam.workbook.SheetRow;
import vn.maiam.workbook.TableFinder;
import vn.maiam.workbook.WorkbookFile;

/**
 * A decision's list of members, read: which sheet has a table, what its columns mean, and
 * in each row who takes which post where. The committee is named by a column, by a group
 * row above ("II. Tổ giúp việc huyện Võ Nhai") or by the title and name of the sheet.
 */
final class MemberList {

	private static final int MOST_ROWS = 2000;

	private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]{2,}");

	private static final int LONGEST_NAME = 100;

	private static final int LONGEST_OFFICE = 200;

	/** Who is no longer there; "thay ông A nghỉ hưu" says that of somebody else. */
	private static final Pattern GONE = Pattern
		.compile("^(?!thay ).*(chuyen (cong tac|di|khoi)|nghi huu|thoi (viec|giu|nhiem vu)|tu tran|mien nhiem|da mat)");

	private final MemberWords words;

	private final @Nullable Unit only;

	private final List<MemberTable> tables = new ArrayList<>();

	private final List<MemberRow> rows = new ArrayList<>();

	/**
	 * Reads the list.
	 * @param chosen meanings of columns that a person has put right, as {@code sheet
	 * number.column number}
	 * @param only the unit whose administrator reads, when there is but one: names that
	 * are missing mean it
	 */
	static MemberList read(WorkbookFile file, UnitNames names, @Nullable Unit only, Map<String, String> chosen) {
		MemberList list = new MemberList(names, only);
		MemberVocabulary vocabulary = new MemberVocabulary(list.words::isUnitWorded);
		int at = 0;
		for (ListTable<MemberField> found : new TableFinder<>(file, vocabulary).find()) {
			if (!found.sheet().hidden()) {
				list.tables.add(list.table(at++, found, chosen));
			}
		}
		if (list.tables.isEmpty()) {
			throw new Refused("committee.refused.no-table");
		}
		ListLines<MemberField> lines = new ListLines<>(vocabulary);
		for (String sheet : list.tables.stream().map(MemberTable::sheet).distinct().toList()) {
			file.read(sheet, (row) -> {
				list.tables.stream()
					.filter((table) -> table.holds(row))
					.forEach((table) -> list.row(lines, table, row));
				return true;
			});
		}
		list.findDoubles();
		return list;
	}

	private MemberList(UnitNames names, @Nullable Unit only) {
		this.words = new MemberWords(names);
		this.only = only;
	}

	List<MemberRow> rows() {
		return this.rows;
	}

	/** The columns of each table, for a person's eye. */
	List<MemberTable> tables() {
		return List.copyOf(this.tables);
	}

	Map<String, SortedMap<Integer, String>> headers() {
		Map<String, SortedMap<Integer, String>> headers = new LinkedHashMap<>();
		this.tables.forEach((table) -> {
			SortedMap<Integer, String> columns = new TreeMap<>();
			table.columns().forEach((column) -> columns.put(column.index(), column.header()));
			headers.putIfAbsent(table.sheet(), columns);
		});
		return headers;
	}

	private MemberTable table(int at, ListTable<MemberField> found, Map<String, String> chosen) {
		List<Column> columns = new ArrayList<>();
		Set<MemberField> taken = new HashSet<>();
		for (ListTable.Column<MemberField> column : found.columns()) {
			if (column == null) {
				continue;
			}
			String said = chosen.get(at + "." + column.index());
			MemberField field = (said != null) ? MemberField.named(said) : meaning(column);
			// a second telephone is one of the same person
			boolean usable = field != MemberField.IGNORED && (taken.add(field) || field == MemberField.PHONE);
			columns.add(new Column(column.index(), column.header(), usable ? field : MemberField.IGNORED));
		}
		MemberTable table = new MemberTable(at, found, columns);
		table.note(this.words, found.title() + "\n" + found.sheet().name());
		return table;
	}

	/**
	 * What header and values together say; the first candidate where values do not tell.
	 */
	private static MemberField meaning(ListTable.Column<MemberField> column) {
		MemberField best = MemberField.IGNORED;
		for (MemberField candidate : column.candidates()) {
			boolean better = best == MemberField.IGNORED
					|| column.profile().fit(candidate) > column.profile().fit(best) + 0.25;
			best = better ? candidate : best;
		}
		return best;
	}

	private void row(ListLines<MemberField> lines, MemberTable table, SheetRow row) {
		ListLines.Kind kind = lines.kind(row, table.head(), table.meant());
		if (kind == ListLines.Kind.ALONE) {
			table.alone(this.words, row);
		}
		if (kind != ListLines.Kind.PERSON) {
			return;
		}
		Map<MemberField, String> values = new EnumMap<>(MemberField.class);
		for (Column column : table.columns()) {
			String text = row.cell(column.index()).text();
			boolean nothing = VietnameseText.bare(text).matches("[-–.]*|khong( co)?|chua( co)?");
			if (!nothing && column.field() != MemberField.IGNORED) {
				values.merge(column.field(), text, (one, other) -> one + "; " + other);
			}
		}
		if (this.rows.size() >= MOST_ROWS) {
			throw new Refused("committee.refused.too-many", MOST_ROWS);
		}
		MemberRow read = read(table, new MemberRow(row.sheet(), row.number()), values);
		if (row.hidden()) {
			read.refuse("committee.problem.hidden");
		}
		if (row.struck()) {
			read.refuse("committee.problem.struck");
		}
		row.notes()
			.forEach((note) -> read.refuse("committee.problem.note", note.substring(0, Math.min(200, note.length()))));
		this.rows.add(read);
	}

	private MemberRow read(MemberTable table, MemberRow row, Map<MemberField, String> values) {
		String name = VietnameseText
			.properName(VietnameseText.nameAlone(values.getOrDefault(MemberField.FULL_NAME, "")));
		if (name.length() > LONGEST_NAME) {
			row.refuse("committee.problem.name-long", Integer.toString(name.length()), Integer.toString(LONGEST_NAME));
		}
		else if (name.isEmpty() || !name.matches("[\\p{L}\\p{M} .'’-]+")) {
			row.refuse(name.isEmpty() ? "committee.problem.name-missing" : "committee.problem.name", name);
		}
		row.name(name);
		String office = values.getOrDefault(MemberField.OFFICE, "");
		if (office.length() > LONGEST_OFFICE) {
			row.refuse("committee.problem.office-long", Integer.toString(office.length()),
					Integer.toString(LONGEST_OFFICE));
		}
		row.office(office);
		String committee = values.getOrDefault(MemberField.COMMITTEE, "");
		post(table, row, values.getOrDefault(MemberField.POSITION, table.post()), committee);
		String note = values.getOrDefault(MemberField.NOTE, "");
		if (GONE.matcher(VietnameseText.bare(note)).find()) {
			row.refuse("committee.problem.gone", note);
		}
		row.unit(unit(table, row, values.get(MemberField.UNIT), committee));
		row.contact(phone(row, values.get(MemberField.PHONE)), email(row, values.get(MemberField.EMAIL)));
		return row;
	}

	/**
	 * The row's own words decide, then its column, then the group above, then a title
	 * that names one of the two; a bare "Thành viên" below a title of both is asked
	 * about.
	 */
	private static void post(MemberTable table, MemberRow row, String post, String committee) {
		List<Position> found = Stream.of(post.split("\\s*[,;+/]\\s*|\\s+(?:kiêm|và)\\s+"))
			.flatMap((part) -> Position.own(part).stream())
			.distinct()
			.toList();
		if (found.size() > 1) {
			row.refuse("committee.problem.two-posts", post);
			return;
		}
		CommitteeKind kind = Stream.of(MemberWords.only(post), MemberWords.only(committee), table.group())
			.filter(Objects::nonNull)
			.findFirst()
			.orElse((found.size() == 1) ? found.get(0).kind() : table.kind());
		Position position = (found.size() == 1) ? found.get(0)
				: (kind != null) ? Position.read(post, kind).orElse(null) : null;
		if (post.isBlank()) {
			row.refuse("committee.problem.position-missing");
		}
		else if (position == null) {
			row.refuse(Position.isMember(post) ? "committee.problem.which" : "committee.problem.position", post);
		}
		else if (kind != null && position.kind() != kind) {
			row.refuse("committee.problem.post-of-other", post);
		}
		else {
			row.post(position, position.kind());
		}
	}

	/** A unit that is written and not known is refused, whatever stands around it. */
	private @Nullable Unit unit(MemberTable table, MemberRow row, @Nullable String text, String committee) {
		if (text != null) {
			Unit named = VietnameseText.bare(text).matches("(cap )?tinh") ? this.only : this.words.unitIn(text);
			if (named == null) {
				unknown(row, text);
			}
			return named;
		}
		Unit named = this.words.unitIn(committee);
		if (named != null) {
			return named;
		}
		String unknown = this.words.namedUnknown(committee) ? committee : table.unknown();
		if (unknown != null) {
			unknown(row, unknown);
			return null;
		}
		Unit unit = (table.unit() != null) ? table.unit() : this.only;
		if (unit == null) {
			row.refuse("committee.problem.unit-missing");
		}
		return unit;
	}

	private void unknown(MemberRow row, String text) {
		this.words.nearest(text)
			.ifPresentOrElse((near) -> row.refuse("committee.problem.unit-near", text, near.name()),
					() -> row.refuse("committee.problem.unit", text));
	}

	private static @Nullable String phone(MemberRow row, @Nullable String text) {
		if (text == null) {
			return null;
		}
		String numbers = PhoneNumbers.read(text).orElse(null);
		if (numbers == null) {
			row.refuse("committee.problem.phone", text);
		}
		return numbers;
	}

	private static @Nullable String email(MemberRow row, @Nullable String text) {
		if (text == null) {
			return null;
		}
		if (text.length() > 100 || !EMAIL.matcher(text).matches()) {
			row.refuse("committee.problem.email", text);
			return null;
		}
		return text.toLowerCase(Locale.ROOT);
	}

	/** The same person in the same committee twice is one too many. */
	private void findDoubles() {
		Set<String> seen = new HashSet<>();
		for (MemberRow row : this.rows) {
			Unit unit = row.unit();
			if (unit != null && row.kind() != null && row.problems().isEmpty()
					&& !seen.add(row.personKey() + " " + row.kind() + " " + unit.id())) {
				row.refuse("committee.problem.twice");
			}
		}
	}

	/** A column: its place from 0, its header, what it means. */
	record Column(int index, String header, MemberField field) {
	}

}
