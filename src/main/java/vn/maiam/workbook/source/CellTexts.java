package vn.maiam.workbook.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;

/** Cells out of what is stored for them. */
final class CellTexts {

	/** Letters in a cell, as Excel allows them. */
	static final int LONGEST_TEXT = 32_767;

	/**
	 * Digits, and powers of ten, that a number may have: 1E500000000 is 11 characters and
	 * half a billion digits.
	 */
	private static final int LONGEST_NUMBER = 40;

	/**
	 * What spreadsheet programs show of a number; the rest is dust of their arithmetic.
	 */
	private static final MathContext SHOWN = new MathContext(15);

	/** What failed formulas leave behind when only their values are copied. */
	private static final Pattern ERROR = Pattern.compile("#(N/A|REF!|VALUE!|DIV/0!|NAME\\?|NUM!|NULL!|SPILL!|CALC!)");

	private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

	/** Days are counted from here, since the 29 February 1900 that never was. */
	private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);

	private static final int DAYS_TO_1904 = 1462;

	private static final Pattern NO_PATTERN = Pattern.compile("\\[[^]]*]|\"[^\"]*\"|\\\\.|_.|\\*.");

	private CellTexts() {
	}

	/** A text cell; one in the encoding of an old font is converted. */
	static SheetCell text(String stored, LegacyFont.@Nullable Kind font) {
		String composed = Normalizer.normalize(stored, Normalizer.Form.NFC);
		String cut = composed.substring(0, Math.min(LONGEST_TEXT, composed.length()));
		if (ERROR.matcher(cut.strip()).matches()) {
			return SheetCell.failed(cut.strip());
		}
		LegacyFont.Reading reading = LegacyFont.read(cut, font);
		return new SheetCell(VietnameseText.tidy(reading.text()), null, null, 1, false,
				reading.converted() ? VietnameseText.tidy(cut) : null, null, null);
	}

	/**
	 * Marks, in a row where some text was converted, what could be read both ways; the
	 * cells are changed in place.
	 */
	static void doubtMixedFonts(List<SheetCell> cells) {
		if (cells.stream().noneMatch((cell) -> cell.wasWritten() != null)) {
			return;
		}
		cells.replaceAll((cell) -> {
			String other = (cell.wasWritten() == null && cell.number() == null) ? LegacyFont.otherwise(cell.text())
					: null;
			return (other != null) ? cell.doubtful(VietnameseText.tidy(other)) : cell;
		});
	}

	/** A number cell; what is no number in earnest is the text that it is. */
	static SheetCell number(String stored, boolean isDay, boolean from1904) {
		String raw = stored.strip();
		BigDecimal number = (raw.length() <= LONGEST_NUMBER) ? parse(raw) : null;
		if (number == null || number.precision() > LONGEST_NUMBER || Math.abs((long) number.scale()) > LONGEST_NUMBER) {
			return SheetCell.of(VietnameseText.tidy(raw.substring(0, Math.min(LONGEST_NUMBER, raw.length()))));
		}
		BigDecimal shown = number.round(SHOWN);
		return SheetCell.of(shown, isDay ? day(shown, from1904) : null);
	}

	/** A day as strict workbooks write it, {@code 2025-01-31T00:00:00}. */
	static SheetCell isoDay(String stored) {
		String day = stored.strip();
		try {
			LocalDate date = LocalDate.parse(day.substring(0, Math.min(10, day.length())));
			return SheetCell.of(BigDecimal.valueOf(date.toEpochDay() - EPOCH.toEpochDay()), date);
		}
		catch (DateTimeParseException ex) {
			return SheetCell.of(VietnameseText.tidy(day));
		}
	}

	/** The day of a serial number; null for what is none. */
	private static @Nullable LocalDate day(BigDecimal serial, boolean from1904) {
		long days = serial.longValue() + (from1904 ? DAYS_TO_1904 : 0);
		return (days >= 1 && days < 200_000) ? EPOCH.plusDays(days) : null;
	}

	private static @Nullable BigDecimal parse(String raw) {
		try {
			return new BigDecimal(raw);
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/** {@code _x000D_} is how workbooks write a control character. */
	static String unescape(String text) {
		if (!text.contains("_x")) {
			return text;
		}
		Matcher matcher = ESCAPED.matcher(text);
		return matcher.replaceAll(
				(found) -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
	}

	/** Whether a number format shows a day. */
	static boolean isDay(int format, @Nullable String pattern) {
		if ((format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31)
				|| (format >= 34 && format <= 36) || (format >= 50 && format <= 58)) {
			return true;
		}
		if (pattern == null) {
			return false;
		}
		String bare = NO_PATTERN.matcher(pattern).replaceAll("").toLowerCase(Locale.ROOT);
		return bare.matches(".*[dy].*") && !bare.contains("general");
	}

}
