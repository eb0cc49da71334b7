package vn.maiam.workbook.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.poi.hssf.util.HSSFColor;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/**
 * What the styles of a workbook say of its cells: whether they show days, and their font.
 */
final class Styles {

	static final Styles NONE = new Styles(List.of(), List.of(), List.of(), List.of());

	private final List<Boolean> days;

	private final List<LegacyFont.@Nullable Kind> fonts;

	static final String WHITE = "FFFFFF";

	/** Letters of a colour: red, green, blue. */
	private static final int COLOUR = 6;

	private final List<Boolean> struck;

	private final List<@Nullable String> fills;

	private Styles(List<Boolean> days, List<LegacyFont.@Nullable Kind> fonts, List<Boolean> struck,
			List<@Nullable String> fills) {
		this.fills = fills;
		this.days = days;
		this.struck = struck;
		this.fonts = fonts;
	}

	static Styles read(InputStream content) throws IOException {
		Map<Integer, String> patterns = new HashMap<>();
		List<LegacyFont.@Nullable Kind> known = new ArrayList<>();
		List<Boolean> struckFonts = new ArrayList<>();
		List<Boolean> struck = new ArrayList<>();
		List<@Nullable String> knownFills = new ArrayList<>();
		List<@Nullable String> fills = new ArrayList<>();
		List<Boolean> days = new ArrayList<>();
		List<LegacyFont.@Nullable Kind> fonts = new ArrayList<>();
		try (XmlPull xml = new XmlPull(content)) {
			boolean within = false;
			boolean inFonts = false;
			boolean inFills = false;
			while (xml.next()) {
				String name = xml.started();
				within = "cellXfs".equals(name) || (within && !xml.ends("cellXfs"));
				inFonts = "fonts".equals(name) || (inFonts && !xml.ends("fonts"));
				inFills = "fills".equals(name) || (inFills && !xml.ends("fills"));
				if (inFills && "fill".equals(name)) {
					knownFills.add(null);
				}
				else if (inFills && "fgColor".equals(name) && !knownFills.isEmpty()) {
					knownFills.set(knownFills.size() - 1, colour(xml));
				}
				else if ("numFmt".equals(name)) {
					patterns.put(xml.number("numFmtId", -1), String.valueOf(xml.attribute("formatCode")));
				}
				else if (inFonts && "font".equals(name)) {
					known.add(null);
					struckFonts.add(false);
				}
				else if (inFonts && "name".equals(name) && !known.isEmpty()) {
					known.set(known.size() - 1, LegacyFont.Kind.of(xml.attribute("val")));
				}
				else if (inFonts && "strike".equals(name) && !known.isEmpty()) {
					struckFonts.set(known.size() - 1, xml.attribute("val") == null || xml.isTrue("val"));
				}
				else if (within && "xf".equals(name)) {
					int format = xml.number("numFmtId", 0);
					int font = xml.number("fontId", 0);
					days.add(CellTexts.isDay(format, patterns.get(format)));
					fonts.add((font < known.size()) ? known.get(font) : null);
					struck.add(font < known.size() && struckFonts.get(font));
					int fill = xml.number("fillId", 0);
					fills.add((fill < knownFills.size()) ? knownFills.get(fill) : null);
				}
			}
		}
		return new Styles(days, fonts, struck, fills);
	}

	/** {@code FFFF00}, {@code theme4}; null for white and for what is no colour. */
	private static @Nullable String colour(XmlPull xml) {
		String rgb = xml.attribute("rgb");
		if (rgb != null) {
			String colour = rgb.substring(Math.max(0, rgb.length() - COLOUR)).toUpperCase(Locale.ROOT);
			return colour.equals(WHITE) ? null : colour;
		}
		HSSFColor indexed = HSSFColor.getIndexHash().get(xml.number("indexed", -1));
		if (indexed != null) {
			short[] parts = indexed.getTriplet();
			String colour = String.format("%02X%02X%02X", parts[0], parts[1], parts[2]);
			return colour.equals(WHITE) ? null : colour;
		}
		int theme = xml.number("theme", 0);
		return (theme > 0) ? "theme" + theme + requireNonNullElse(xml.attribute("tint"), "") : null; // 0:
																										// the
																										// paper's
	}

	/** The colour behind a cell; null when it has none. */
	@Nullable String fill(int style) {
		return (style < this.fills.size()) ? this.fills.get(style) : null;
	}

	boolean isDay(int style) {
		return style < this.days.size() && this.days.get(style);
	}

	boolean isStruck(int style) {
		return style < this.struck.size() && this.struck.get(style);
	}

	LegacyFont.@Nullable Kind font(int style) {
		return (style < this.fonts.size()) ? this.fonts.get(style) : null;
	}

}
