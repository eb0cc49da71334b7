package vn.maiam.workbook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Finds the tables of a file, several on one sheet too, and looks through their columns.
 *
 * @param <F> the meanings
 */
public final class TableFinder<F> {

	/** How far down the first head of a sheet is looked for. */
	private static final int LOOK_AHEAD = 80;

	private static final int AROUND = 4;

	private static final int MOST_TABLES = 100;

	private final WorkbookFile file;

	private final Vocabulary<F> vocabulary;

	public TableFinder(WorkbookFile file, Vocabulary<F> vocabulary) {
		this.file = file;
		this.vocabulary = vocabulary;
	}

	/** The tables in the order of the file; sheets without any are left out. */
	public List<ListTable<F>> find() {
		List<ListTable<F>> tables = new ArrayList<>();
		for (SheetHeading sheet : this.file.sheets()) {
			List<ListTable<F>> own = heads(sheet);
			profile(sheet, own);
			tables.addAll(own);
		}
		return tables;
	}

	private List<ListTable<F>> heads(SheetHeading sheet) {
		NavigableMap<Integer, SheetRow> start = new TreeMap<>();
		List<NavigableMap<Integer, SheetRow>> later = new ArrayList<>();
		NavigableMap<Integer, SheetRow> recent = new TreeMap<>();
		this.file.read(sheet.name(), (row) -> {
			if (row.number() <= LOOK_AHEAD) {
				start.put(row.number(), row);
			}
			else {
				later.subList(Math.max(0, later.size() - 2 * AROUND), later.size())
					.stream()
					.filter((window) -> window.lastKey() >= row.number() - AROUND)
					.forEach((window) -> window.put(row.number(), row));
			}
			recent.put(row.number(), row);
			recent.headMap(row.number() - AROUND).clear();
			if (row.number() > LOOK_AHEAD && later.size() < MOST_TABLES && TableHead.isLikely(row, this.vocabulary)) {
				later.add(new TreeMap<>(recent));
			}
			return true;
		});
		List<ListTable<F>> tables = new ArrayList<>();
		add(tables, sheet, start);
		TableHead first = tables.isEmpty() ? null : tables.get(0).head();
		if (first != null) {
			for (SheetRow row : List.copyOf(start.tailMap(first.last(), false).values())) {
				if (TableHead.isLikely(row, this.vocabulary)) {
					int from = Math.max(row.number() - AROUND, tables.get(tables.size() - 1).head().last() + 1);
					add(tables, sheet,
							new TreeMap<>(start.subMap(from, true, Math.max(from, row.number() + AROUND), true)));
				}
			}
		}
		later.forEach((window) -> add(tables, sheet, window));
		return tables;
	}

	/** A head that says what the one before it said only stands at the top of a page. */
	private void add(List<ListTable<F>> tables, SheetHeading sheet, NavigableMap<Integer, SheetRow> rows) {
		TableHead head = rows.isEmpty() ? null : TableHead.find(rows, this.vocabulary);
		ListTable<F> before = tables.isEmpty() ? null : tables.get(tables.size() - 1);
		if (head == null || (before != null && (head.first() <= before.head().last() || alike(head, before.head())))) {
			return;
		}
		if (before != null) {
			tables.set(tables.size() - 1, new ListTable<>(sheet, before.head(), before.title(), head.first(),
					before.columns(), before.fills()));
		}
		String title = (before != null) ? tables.get(0).title() + "\n" + head.title(aloneIn(rows)) : head.title(rows);
		tables.add(new ListTable<>(sheet, head, title, null, columns(head), new HashSet<>()));
	}

	/**
	 * Between two tables only lines with words of their own are a title; others are the
	 * first table's.
	 */
	private static NavigableMap<Integer, SheetRow> aloneIn(NavigableMap<Integer, SheetRow> rows) {
		NavigableMap<Integer, SheetRow> alone = new TreeMap<>(rows);
		alone.values().removeIf((row) -> row.texts().size() != 1);
		return alone;
	}

	private static boolean alike(TableHead one, TableHead other) {
		return one.words()
			.stream()
			.map((words) -> String.join(" ", words))
			.filter((words) -> !words.isBlank())
			.toList()
			.equals(other.words()
				.stream()
				.map((words) -> String.join(" ", words))
				.filter((words) -> !words.isBlank())
				.toList());
	}

	private List<ListTable.@Nullable Column<F>> columns(TableHead head) {
		List<ListTable.@Nullable Column<F>> columns = new ArrayList<>();
		for (int at = 0; at < head.words().size(); at++) {
			List<String> words = head.words().get(at);
			List<F> candidates = words.isEmpty() ? List.of() : this.vocabulary.candidates(words);
			columns.add(words.isEmpty() ? null : new ListTable.Column<>(at, String.join(" › ", words), candidates,
					new ColumnProfile<>(this.vocabulary, candidates)));
		}
		return columns;
	}

	/** Only lines of persons are looked through: sums and groups say other things. */
	private void profile(SheetHeading sheet, List<ListTable<F>> tables) {
		if (tables.isEmpty()) {
			return;
		}
		ListLines<F> lines = new ListLines<>(this.vocabulary);
		int[] at = { 0 };
		this.file.read(sheet.name(), (row) -> {
			while (at[0] + 1 < tables.size() && row.number() >= tables.get(at[0] + 1).head().first()) {
				at[0]++;
			}
			ListTable<F> table = tables.get(at[0]);
			if (row.number() > table.head().last()
					&& lines.kind(row, table.head(), likeliest(table)) == ListLines.Kind.PERSON) {
				table.fills().add(row.fills());
				for (ListTable.Column<F> column : table.columns()) {
					if (column != null) {
						column.profile().add(row.cell(column.index()));
					}
				}
			}
			return true;
		});
	}

	private static <F> List<ListLines.Meant<F>> likeliest(ListTable<F> table) {
		List<ListLines.Meant<F>> meant = new ArrayList<>();
		for (ListTable.Column<F> column : table.columns()) {
			if (column != null && !column.candidates().isEmpty()) {
				meant.add(new ListLines.Meant<>(column.index(), column.candidates().get(0)));
			}
		}
		return meant;
	}

}
