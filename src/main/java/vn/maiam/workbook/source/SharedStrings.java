package vn.maiam.workbook.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import vn.maiam.workbook.SheetCell;

/** The texts that cells of a workbook share. */
final class SharedStrings {

	private static final int MOST = 1_500_000;

	private static final long MOST_LETTERS = 64L * 1024 * 1024;

	static final SharedStrings NONE = new SharedStrings(List.of());

	private final List<String> texts;

	private final @Nullable SheetCell[] cells;

	private SharedStrings(List<String> texts) {
		this.texts = texts;
		this.cells = new SheetCell[texts.size()];
	}

	static SharedStrings read(InputStream content) throws IOException {
		List<String> texts = new ArrayList<>();
		long letters = 0;
		try (XmlPull xml = new XmlPull(content)) {
			while (xml.next()) {
				if (xml.starts("si")) {
					String text = CellTexts.unescape(item(xml, "si"));
					letters += text.length() + 1;
					if (letters > MOST_LETTERS || texts.size() >= MOST) {
						throw new IOException("too many shared texts");
					}
					texts.add(text);
				}
			}
		}
		return new SharedStrings(texts);
	}

	/** The text of an item; how it is to be pronounced is left out. */
	static String item(XmlPull xml, String element) throws IOException {
		StringBuilder text = new StringBuilder();
		int phonetic = 0;
		while (xml.next() && !xml.ends(element)) {
			if (xml.starts("rPh")) {
				phonetic++;
			}
			else if (xml.ends("rPh")) {
				phonetic--;
			}
			else if (xml.starts("t") && phonetic == 0 && text.length() < CellTexts.LONGEST_TEXT) {
				text.append(xml.text(CellTexts.LONGEST_TEXT));
			}
		}
		return text.toString();
	}

	/** The cell of a shared text; read once, however many cells share it. */
	SheetCell cell(String index, LegacyFont.@Nullable Kind font) throws IOException {
		int at = index(index.strip());
		if (font != null) {
			return CellTexts.text(this.texts.get(at), font);
		}
		SheetCell known = this.cells[at];
		SheetCell cell = (known != null) ? known : CellTexts.text(this.texts.get(at), null);
		this.cells[at] = cell;
		return cell;
	}

	private int index(String digits) throws IOException {
		try {
			int at = Integer.parseInt(digits);
			if (at >= 0 && at < this.texts.size()) {
				return at;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw new IOException("no shared text " + digits.substring(0, Math.min(12, digits.length())));
	}

}
