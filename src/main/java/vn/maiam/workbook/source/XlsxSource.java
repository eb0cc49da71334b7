package vn.maiam.workbook.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.SheetHeading;
import vn.maiam.workbook.SheetRow;

/**
 * Workbooks of Office Open XML (ECMA-376), transitional or strict, whoever wrote them;
 * read as a stream, row by row.
 */
public final class XlsxSource implements CellSource {

	private static final int LONGEST_PATH = 500;

	private final ZipFile zip;

	/** Name in small letters with slashes → entry; writers disagree about both. */
	private final Map<String, ZipArchiveEntry> entries = new HashMap<>();

	private final List<Part> parts = new ArrayList<>();

	/** Notes of a part are read once, however many sheets name it. */
	private final Set<String> notesRead = new HashSet<>();

	private boolean from1904;

	private @Nullable SharedStrings shared;

	private @Nullable Styles styles;

	private @Nullable String sharedPath;

	private @Nullable String stylesPath;

	public XlsxSource(byte[] bytes) throws IOException {
		this.zip = ZipFile.builder().setByteArray(bytes).get();
		for (ZipArchiveEntry entry : Collections.list(this.zip.getEntries())) {
			this.entries.put(key(entry.getName()), entry);
		}
		open();
	}

	/** Whether the file says that it is a workbook. */
	public boolean isWorkbook() {
		return !this.parts.isEmpty();
	}

	@Override
	public List<SheetHeading> sheets() throws IOException {
		List<SheetHeading> sheets = new ArrayList<>();
		for (Part part : this.parts) {
			part.look(this);
			sheets.add(new SheetHeading(part.name, part.hidden, part.hiddenColumns));
		}
		return sheets;
	}

	@Override
	public void read(int sheet, Predicate<SheetRow> wanted) throws IOException {
		Part part = this.parts.get(sheet);
		part.look(this);
		part.merges.rewind();
		int last = 0;
		try (XmlPull xml = new XmlPull(content(part.path))) {
			while (xml.next() && !xml.ends("sheetData")) {
				if (xml.starts("row")) {
					int number = xml.number("r", last + 1);
					boolean hidden = xml.isTrue("hidden") || "0".equals(xml.attribute("ht"));
					int[] struck = { 0, 0 };
					Set<String> fills = new TreeSet<>();
					List<SheetCell> cells = cells(xml, struck, fills);
					last = number;
					CellTexts.doubtMixedFonts(cells);
					SheetRow row = part.merges
						.fill(new SheetRow(part.name, number, hidden, struck[0] > 0 && struck[0] * 2 >= struck[1],
								List.copyOf(fills), part.notes.getOrDefault(number, List.of()), cells));
					if (!row.isEmpty() && !wanted.test(row)) {
						return;
					}
				}
			}
		}
	}

	/**
	 * The cells of a row.
	 * @param struck counts cells of text that are struck through, and all cells of text
	 * @param fills gathers the colours behind them
	 */
	private List<SheetCell> cells(XmlPull xml, int[] struck, Set<String> fills) throws IOException {
		List<SheetCell> cells = new ArrayList<>();
		int next = 0;
		while (xml.next() && !xml.ends("row")) {
			if (xml.starts("c")) {
				int column = column(xml.attribute("r"), next);
				next = column + 1;
				int style = xml.number("s", 0);
				boolean through = styles().isStruck(style);
				SheetCell cell = cell(xml);
				if (!cell.isEmpty() && cell.number() == null) {
					struck[0] += through ? 1 : 0;
					struck[1]++;
					String fill = styles().fill(style);
					if (fill != null) {
						fills.add(fill);
					}
				}
				if (column < MOST_COLUMNS && (!cell.isEmpty() || cell.error() != null)) {
					while (cells.size() < column) {
						cells.add(SheetCell.EMPTY);
					}
					cells.add(cell);
				}
			}
		}
		return cells;
	}

	private SheetCell cell(XmlPull xml) throws IOException {
		String type = xml.attribute("t");
		int style = xml.number("s", 0);
		String value = null;
		String inline = null;
		while (xml.next() && !xml.ends("c")) {
			if (xml.starts("v")) {
				value = xml.text(CellTexts.LONGEST_TEXT);
			}
			else if (xml.starts("is")) {
				inline = SharedStrings.item(xml, "is");
			}
		}
		Styles looks = styles();
		if (inline != null) {
			return CellTexts.text(CellTexts.unescape(inline), looks.font(style));
		}
		if (value == null) {
			return SheetCell.EMPTY;
		}
		return switch ((type != null) ? type : "n") {
			case "s" -> shared().cell(value, looks.font(style));
			case "str", "inlineStr" -> CellTexts.text(CellTexts.unescape(value), looks.font(style));
			case "d" -> CellTexts.isoDay(value);
			case "b" -> SheetCell.of("1".equals(value) ? "x" : "");
			case "e" -> SheetCell.failed(value);
			default -> value.isBlank() ? SheetCell.EMPTY : CellTexts.number(value, looks.isDay(style), this.from1904);
		};
	}

	private void open() throws IOException {
		String workbook = target("_rels/.rels", "/officeDocument");
		if (workbook == null || !this.entries.containsKey(key(workbook))) {
			workbook = this.entries.containsKey("xl/workbook.xml") ? "xl/workbook.xml" : null;
		}
		if (workbook == null) {
			return;
		}
		String relations = relationsOf(workbook);
		Map<String, Relation> byId = relations(relations);
		byId.values().forEach((relation) -> {
			if (relation.type.endsWith("/sharedStrings")) {
				this.sharedPath = relation.target;
			}
			else if (relation.type.endsWith("/styles")) {
				this.stylesPath = relation.target;
			}
		});
		try (XmlPull xml = new XmlPull(content(workbook))) {
			while (xml.next()) {
				if (xml.starts("workbookPr")) {
					this.from1904 = xml.isTrue("date1904");
				}
				else if (xml.starts("sheet") && this.parts.size() < MOST_SHEETS) {
					Relation relation = byId.get(String.valueOf(xml.attribute("id")));
					if (relation != null && relation.type.endsWith("/worksheet")
							&& this.parts.stream().noneMatch((part) -> key(part.path).equals(key(relation.target)))) {
						String state = xml.attribute("state");
						this.parts.add(new Part(unlike(VietnameseText.tidy(String.valueOf(xml.attribute("name")))),
								state != null && state.toLowerCase(Locale.ROOT).endsWith("hidden"), relation.target));
					}
				}
			}
		}
	}

	/** Names that differ only in what is not seen are told apart by a number. */
	private String unlike(String name) {
		String cut = name.substring(0, Math.min(60, name.length()));
		String unique = cut;
		for (int number = 2; isTaken(unique); number++) {
			unique = cut + " (" + number + ")";
		}
		return unique;
	}

	private boolean isTaken(String name) {
		return this.parts.stream().anyMatch((part) -> part.name.equals(name));
	}

	private @Nullable String target(String relations, String type) throws IOException {
		return relations(relations).values()
			.stream()
			.filter((relation) -> relation.type.endsWith(type))
			.map(Relation::target)
			.findFirst()
			.orElse(null);
	}

	private Map<String, Relation> relations(String path) throws IOException {
		Map<String, Relation> relations = new HashMap<>();
		if (!this.entries.containsKey(key(path))) {
			return relations;
		}
		String folder = path.replace('\\', '/').replaceFirst("_rels/[^/]*$", "");
		try (XmlPull xml = new XmlPull(content(path))) {
			while (xml.next()) {
				if (xml.starts("Relationship")) {
					String target = String.valueOf(xml.attribute("Target")).replace('\\', '/');
					relations.put(String.valueOf(xml.attribute("Id")),
							new Relation(String.valueOf(xml.attribute("Type")), absolute(folder, target)));
				}
			}
		}
		return relations;
	}

	private static String relationsOf(String path) {
		int slash = path.lastIndexOf('/');
		return path.substring(0, slash + 1) + "_rels/" + path.substring(slash + 1) + ".rels";
	}

	/** Seen from the root; a target too long for a part's name names none. */
	private static String absolute(String folder, String target) {
		if (target.length() > LONGEST_PATH) {
			return "";
		}
		Deque<String> steps = new ArrayDeque<>();
		for (String step : (target.startsWith("/") ? target : folder + target).split("/")) {
			if (step.equals("..")) {
				steps.pollLast();
			}
			else if (!step.isEmpty() && !step.equals(".")) {
				steps.addLast(step);
			}
		}
		return String.join("/", steps);
	}

	private InputStream content(String path) throws IOException {
		ZipArchiveEntry entry = this.entries.get(key(path));
		if (entry == null) {
			throw new IOException("no part " + path);
		}
		return this.zip.getInputStream(entry);
	}

	private SharedStrings shared() throws IOException {
		SharedStrings read = this.shared;
		if (read == null) {
			String path = this.sharedPath;
			read = (path != null && this.entries.containsKey(key(path))) ? SharedStrings.read(content(path))
					: SharedStrings.NONE;
			this.shared = read;
		}
		return read;
	}

	private Styles styles() throws IOException {
		Styles read = this.styles;
		if (read == null) {
			String path = this.stylesPath;
			read = (path != null && this.entries.containsKey(key(path))) ? Styles.read(content(path)) : Styles.NONE;
			this.styles = read;
		}
		return read;
	}

	private static String key(String name) {
		return name.replace('\\', '/').replaceFirst("^/+", "").toLowerCase(Locale.ROOT);
	}

	/** The column of {@code BC12}, from 0. */
	private static int column(@Nullable String reference, int otherwise) {
		if (reference == null) {
			return otherwise;
		}
		int column = 0;
		int at = 0;
		for (; at < reference.length() && at < 4 && isColumnLetter(reference.charAt(at)); at++) {
			column = column * 26 + Character.toUpperCase(reference.charAt(at)) - 'A' + 1;
		}
		return (at > 0) ? column - 1 : otherwise;
	}

	private static boolean isColumnLetter(char letter) {
		return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
	}

	private static int row(String reference) {
		String digits = reference.replaceAll("\\D", "");
		return (digits.length() < 9 && !digits.isEmpty()) ? Integer.parseInt(digits) : 0;
	}

	private record Relation(String type, String target) {
	}

	/** A sheet, with what stands around its rows once that was looked at. */
	private static final class Part {

		private final String name;

		private final boolean hidden;

		private final String path;

		private final Merges merges = new Merges();

		private final Set<Integer> hiddenColumns = new HashSet<>();

		/** Row → notes at its cells. */
		private final Map<Integer, List<String>> notes = new HashMap<>();

		private boolean looked;

		Part(String name, boolean hidden, String path) {
			this.name = name;
			this.hidden = hidden;
			this.path = path;
		}

		/** Merges are written behind the rows. */
		void look(XlsxSource source) throws IOException {
			if (this.looked) {
				return;
			}
			this.looked = true;
			readNotes(source);
			try (XmlPull xml = new XmlPull(source.content(this.path))) {
				while (xml.next()) {
					if (xml.starts("col") && (xml.isTrue("hidden") || "0".equals(xml.attribute("width")))) {
						int last = Math.min(xml.number("max", 0), MOST_COLUMNS);
						for (int column = xml.number("min", 1); column <= last; column++) {
							this.hiddenColumns.add(column - 1);
						}
					}
					else if (xml.starts("mergeCell")) {
						merge(String.valueOf(xml.attribute("ref")).split(":"));
					}
				}
			}
		}

		/** Notes stand in a part of their own. */
		private void readNotes(XlsxSource source) throws IOException {
			for (Relation relation : source.relations(relationsOf(this.path)).values()) {
				String path = key(relation.target);
				if (relation.type.endsWith("/comments") && source.entries.containsKey(path)
						&& source.notesRead.add(path)) {
					try (XmlPull xml = new XmlPull(source.content(path))) {
						while (xml.next()) {
							if (xml.starts("comment")) {
								int at = row(String.valueOf(xml.attribute("ref")));
								this.notes.computeIfAbsent(at, (number) -> new ArrayList<>())
									.add(VietnameseText.tidy(SharedStrings.item(xml, "comment")));
							}
						}
					}
				}
			}
		}

		private void merge(String[] corners) {
			if (corners.length == 2) {
				this.merges.add(row(corners[0]), row(corners[1]), column(corners[0], 0),
						Math.min(column(corners[1], 0), MOST_COLUMNS - 1));
			}
		}

	}

}
