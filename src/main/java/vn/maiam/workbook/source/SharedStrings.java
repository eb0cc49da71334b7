package vn.maiam.workbook.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The texts that cells of a workbook share. */
final class SharedStrings {

	static final SharedStrings NONE = new SharedStrings(List.of());

	private final List<String> texts;

	private SharedStrings(List<String> texts) {
		this.texts = texts;
	}

	static SharedStrings read(InputStream content) throws IOException {
		List<String> texts = new ArrayList<>();
		try (XmlPull xml = new XmlPull(content)) {
			while (xml.next()) {
				if (xml.starts("si")) {
					texts.add(CellTexts.unescape(item(xml, "si")));
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
			else if (xml.starts("t") && phonetic == 0) {
				text.append(xml.text(CellTexts.LONGEST_TEXT));
			}
		}
		return text.toString();
	}

	String get(String index) throws IOException {
		String digits = index.strip();
		if (!digits.matches("\\d{1,9}") || Integer.parseInt(digits) >= this.texts.size()) {
			throw new IOException("no shared text " + digits.substring(0, Math.min(12, digits.length())));
		}
		return this.texts.get(Integer.parseInt(digits));
	}

}
