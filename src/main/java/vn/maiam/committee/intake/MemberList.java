package vn.maiam.committee.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.area.UnitNames;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.committee.Position;
import vn.maiam.shared.Refused;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.TableHead;
import vn.maiam.workbook.WorkbookFile;

/**
 * A decision's list of members, read: which sheet has a table, what its columns mean, and
 * in each row who takes which post where. The committee is named by a column, by a group
 * row above ("II. Tổ giúp việc huyện Võ Nhai") or by the title and name of the sheet.
 */
final class MemberList {

	private static final int LOOK_AHEAD = 40;

	private static final int MOST_ROWS = 2000;

	private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]{2,}");

	private final UnitNames names;

	private final @Nullable Unit only;

	private final Map<String, Table> tables = new LinkedHashMap<>();

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
		Map<String, NavigableMap<Integer, List<SheetCell>>> heads = new LinkedHashMap<>();
		file.read((sheet, number, cells) -> {
			heads.computeIfAbsent(sheet, (name) -> new TreeMap<>()).put(number, cells);
			return number < LOOK_AHEAD;
		});
		int at = 0;
		for (Map.Entry<String, NavigableMap<Integer, List<SheetCell>>> sheet : heads.entrySet()) {
			TableHead head = TableHead.find(sheet.getValue(), MemberField::of, MemberField.FULL_NAME);
			if (head != null) {
				list.tables.put(sheet.getKey(), list.table(at++, sheet.getKey(), head, sheet.getValue(), chosen));
			}
		}
		if (list.tables.isEmpty()) {
			throw new Refused("committee.refused.no-table");
		}
		file.read((sheet, number, cells) -> {
			Table table = list.tables.get(sheet);
			if (table != null && number > table.head.last()) {
				list.row(table, sheet, number, cells);
			}
			return table != null;
		});
		list.findDoubles();
		return list;
	}

	private MemberList(UnitNames names, @Nullable Unit only) {
		this.names = names;
		this.only = only;
	}

	List<MemberRow> rows() {
		return this.rows;
	}

	/** The columns of each table, for a person's eye. */
	List<Table> tables() {
		return List.copyOf(this.tables.values());
	}

	Map<String, SortedMap<Integer, String>> headers() {
		Map<String, SortedMap<Integer, String>> headers = new LinkedHashMap<>();
		this.tables.forEach((sheet, table) -> {
			SortedMap<Integer, String> columns = new TreeMap<>();
			table.columns.forEach((column) -> columns.put(column.index(), column.header()));
			headers.put(sheet, columns);
		});
		return headers;
	}

	private Table table(int at, String sheet, TableHead head, NavigableMap<Integer, List<SheetCell>> rows,
			Map<String, String> chosen) {
		List<Column> columns = new ArrayList<>();
		Set<MemberField> taken = new HashSet<>();
		for (int index = 0; index < head.words().size(); index++) {
			List<String> words = head.words().get(index);
			if (words.isEmpty()) {
				continue;
			}
			String said = chosen.get(at + "." + index);
			MemberField field = (said != null) ? MemberField.named(said) : MemberField.of(words);
			boolean usable = field != null && (field == MemberField.IGNORED || taken.add(field));
			columns.add(new Column(index, String.join(" › ", words),
					(usable && field != null) ? field : MemberField.IGNORED));
		}
		Table table = new Table(at, sheet, head, columns);
		note(table, head.title(rows) + "\n" + sheet);
		return table;
	}

	private void row(Table table, String sheet, int number, List<SheetCell> cells) {
		Map<MemberField, String> values = new EnumMap<>(MemberField.class);
		for (Column column : table.columns) {
			String text = (column.index() < cells.size()) ? cells.get(column.index()).text() : "";
			if (!text.isEmpty() && column.field() != MemberField.IGNORED) {
				values.put(column.field(), text);
			}
		}
		String all = String.join(" ", cells.stream().map(SheetCell::text).filter((it) -> !it.isEmpty()).toList());
		boolean bare = !values.containsKey(MemberField.POSITION) && !values.containsKey(MemberField.OFFICE)
				&& !values.containsKey(MemberField.PHONE);
		if (all.isEmpty() || all.matches("[\\d\\s().]+") || (bare && note(table, all))
				|| (bare && VietnameseText.bare(all).matches("(tong( cong)?|cong|danh sach nay).*"))
				|| (bare && !values.containsKey(MemberField.FULL_NAME))) {
			return;
		}
		if (bare && values.size() < 2) {
			return;
		}
		if (this.rows.size() >= MOST_ROWS) {
			throw new Refused("committee.refused.too-many", MOST_ROWS);
		}
		this.rows.add(read(table, new MemberRow(sheet, number), values));
	}

	private MemberRow read(Table table, MemberRow row, Map<MemberField, String> values) {
		String name = VietnameseText.properName(values.getOrDefault(MemberField.FULL_NAME, "")
			.replaceFirst("^(?iu)((ông|bà|đồng chí|đ/c|đ\\.c|ô\\.|b\\.|ông/bà)[.:]?\\s+)+", ""));
		if (name.isEmpty() || name.length() > 100 || !name.matches("[\\p{L}\\p{M} .'()-]+")) {
			row.refuse(name.isEmpty() ? "committee.problem.name-missing" : "committee.problem.name", name);
		}
		row.name(name);
		row.office(values.getOrDefault(MemberField.OFFICE, ""));
		String committee = values.getOrDefault(MemberField.COMMITTEE, "");
		CommitteeKind kind = kindIn(committee);
		String post = values.getOrDefault(MemberField.POSITION, "");
		if (kind == null) {
			kind = (table.kind != null) ? table.kind
					: VietnameseText.bare(post).matches(".*\\bto\\b.*") ? CommitteeKind.HELPER : CommitteeKind.STEERING;
		}
		Position position = Position.read(post, kind).orElse(null);
		if (position == null) {
			row.refuse("committee.problem.position", post);
		}
		else {
			// "Tổ trưởng" in a list headed "Ban Chỉ đạo và Tổ giúp việc" belongs to the
			// team
			row.post(position, position.kind());
		}
		row.unit(unit(table, row, values.get(MemberField.UNIT), committee));
		row.contact(phone(row, values.get(MemberField.PHONE)), email(row, values.get(MemberField.EMAIL)));
		return row;
	}

	private @Nullable Unit unit(Table table, MemberRow row, @Nullable String text, String committee) {
		Unit named = (text != null) ? unitIn(text) : unitIn(committee);
		if (named == null && text != null && VietnameseText.bare(text).matches("(cap )?tinh")) {
			named = this.only;
		}
		if (named == null && text != null && table.unit == null && this.only == null) {
			row.refuse("committee.problem.unit", text);
		}
		Unit unit = (named != null) ? named : (table.unit != null) ? table.unit : this.only;
		if (unit == null && text == null) {
			row.refuse("committee.problem.unit-missing");
		}
		return unit;
	}

	private static @Nullable String phone(MemberRow row, @Nullable String text) {
		if (text == null) {
			return null;
		}
		String digits = text.replaceAll("[ .\\-()]", "");
		// a number cell loses its first zero
		String whole = digits.matches("[1-9][0-9]{8}") ? "0" + digits : digits;
		if (!whole.matches("\\+?[0-9]{8,15}")) {
			row.refuse("committee.problem.phone", text);
			return null;
		}
		return whole;
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

	/**
	 * Takes from a title or a group row which committee the rows below belong to; false
	 * when it names none.
	 */
	private boolean note(Table table, String text) {
		CommitteeKind kind = kindIn(text);
		Unit unit = unitIn(text);
		if (kind != null) {
			table.kind = kind;
		}
		if (unit != null) {
			table.unit = unit;
		}
		return kind != null || unit != null;
	}

	private static @Nullable CommitteeKind kindIn(String text) {
		String bare = VietnameseText.bare(text);
		int steering = Math.max(bare.lastIndexOf("ban chi dao"), bare.lastIndexOf("bcd"));
		int helper = Math.max(bare.lastIndexOf("to giup viec"), bare.lastIndexOf("tgv"));
		return (steering < 0 && helper < 0) ? null : (helper >= 0) ? CommitteeKind.HELPER : CommitteeKind.STEERING;
	}

	/**
	 * The unit that a line names, the whole of it or what follows "huyện", "thành phố",
	 * "xã", … in it.
	 */
	private @Nullable Unit unitIn(String text) {
		for (String line : text.split("\n")) {
			String words = line.strip();
			for (Level level : Level.values()) {
				Unit whole = this.names.find(words, level, null).unit();
				if (whole != null) {
					return whole;
				}
			}
			java.util.regex.Matcher kinds = Pattern
				.compile("(?iu)(tỉnh|huyện|thành phố|tp\\.?|thị xã|tx\\.?|xã|phường|thị trấn)\\s+[^,;:()\\n–-]+")
				.matcher(words);
			while (kinds.find()) {
				Unit unit = longestName(kinds.group().strip());
				if (unit != null) {
					return unit;
				}
			}
		}
		return null;
	}

	private @Nullable Unit longestName(String words) {
		String[] all = words.split("\\s+");
		for (int end = Math.min(all.length, 6); end >= 2; end--) {
			String part = String.join(" ", List.of(all).subList(0, end));
			for (Level level : Level.values()) {
				Unit unit = this.names.find(part, level, null).unit();
				if (unit != null) {
					return unit;
				}
			}
		}
		return null;
	}

	/** A sheet's table while it is read. */
	static final class Table {

		private final int at;

		private final String sheet;

		private final TableHead head;

		private final List<Column> columns;

		private @Nullable CommitteeKind kind;

		private @Nullable Unit unit;

		Table(int at, String sheet, TableHead head, List<Column> columns) {
			this.at = at;
			this.sheet = sheet;
			this.head = head;
			this.columns = columns;
		}

		public int at() {
			return this.at;
		}

		public String sheet() {
			return this.sheet;
		}

		public List<Column> columns() {
			return this.columns;
		}

	}

	/** A column: its place from 0, its header, what it means. */
	record Column(int index, String header, MemberField field) {
	}

}
