package vn.maiam.household.intake.reading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import vn.maiam.household.domain.Dong;
import vn.maiam.workbook.ColumnProfile;
import vn.maiam.workbook.SheetCell;

/**
 * What an amount counts: a unit is said by the cell, by the header, by the title, or
 * follows from what a house can cost. Only one that leaves every amount possible is
 * taken.
 */
public final class Money {

	/** What a bare number can count, in đồng. */
	public static final List<Long> UNITS = List.of(1L, 1000L, Dong.MILLION, 1000 * Dong.MILLION);

	/** Less is no help to a house. */
	private static final BigDecimal LEAST = BigDecimal.valueOf(Dong.LEAST_OF_A_HOUSE);

	/** Without a word for the unit, an amount is what a house usually gets. */
	private static final BigDecimal LEAST_USUAL = BigDecimal.valueOf(1_000_000);

	/** More is no house for a poor family. */
	private static final BigDecimal MOST = BigDecimal.valueOf(Dong.MOST_OF_A_HOUSE);

	/** With its marks: "ngàn" is no "ngân sách". */
	private static final Pattern THOUSAND = Pattern
		.compile("(?<!\\p{L})(nghìn|ngàn|nghin|ngan (?:dong|d)|1[.,]?000 ?(?:đồng|đ|dong|vnđ|vnd))(?!\\p{L})");

	private static final Pattern UNIT = Pattern.compile("(đơn vị(?: tính)?|đvt|dvt)[^\\n]{0,40}");

	private static final Pattern MILLION = Pattern.compile(
			"(?<!\\p{L})(triệu|trieu|tr\\.? ?đ|trđ|1[.,]?000[.,]?000 ?(?:đồng|đ|dong|vnđ|vnd)|\\(tr\\.?\\))(?!\\p{L})");

	private static final Pattern BILLION = Pattern.compile("(?<!\\p{L})(tỷ|tỉ) ?(đồng|đ)|\\((tỷ|tỉ)\\)");

	private static final Pattern DONG = Pattern
		.compile("(\\(|đơn vị(?: tính)?[: ]*(?:là )?|đvt[: ]*|tính bằng )([^()]*[ :])?(đồng|dong|đ|vnđ|vnd)(?!\\p{L})");

	private Money() {
	}

	/** Whether a cell holds an amount at all, whatever its unit. */
	static boolean isAmount(SheetCell cell) {
		return (cell.number() != null && cell.day() == null && cell.number().signum() >= 0)
				|| (cell.number() == null && Dong.read(cell.text(), BigDecimal.ONE).isPresent());
	}

	/** The unit that words name, in đồng; 0 when they name none. */
	static long unit(String words) {
		String all = words.toLowerCase(Locale.forLanguageTag("vi"));
		java.util.regex.Matcher unit = UNIT.matcher(all);
		// what is said of the unit goes before a sum that a title happens to name
		String said = unit.find() ? unit.group() : all.replaceAll("\\d[\\d.,]* ?(triệu|tỷ|nghìn|ngàn)", "");
		if (MILLION.matcher(said).find()) {
			return Dong.MILLION;
		}
		if (THOUSAND.matcher(said).find()) {
			return 1000;
		}
		if (BILLION.matcher(said).find()) {
			return 1000 * Dong.MILLION;
		}
		return DONG.matcher(said).find() ? 1 : 0;
	}

	/** The units under which all bare amounts of a column are what a house can cost. */
	static List<Long> possible(ColumnProfile<Field> profile) {
		List<Long> units = new ArrayList<>(UNITS);
		for (ColumnProfile.Value value : profile.values()) {
			SheetCell cell = value.cell();
			if (isBare(cell)) {
				units.removeIf((unit) -> !isUsual(number(cell).multiply(BigDecimal.valueOf(unit))));
			}
		}
		return units;
	}

	/** Whether a column holds any amount whose unit its cell does not say. */
	static boolean isUnitNeeded(ColumnProfile<Field> profile) {
		return profile.values().stream().map(ColumnProfile.Value::cell).anyMatch(Money::isBare);
	}

	/**
	 * Reads an amount in đồng. Empty when it is none, or none that a house can cost.
	 * @param unit what a bare number counts; 0 when only its size can tell
	 */
	static OptionalLong read(SheetCell cell, long unit) {
		if (!isAmount(cell)) {
			return OptionalLong.empty();
		}
		if (!isBare(cell)) {
			OptionalLong worded = (cell.number() != null) ? OptionalLong.of(0) : Dong.read(cell.text(), BigDecimal.ONE);
			return (worded.isPresent() && worded.getAsLong() > 0) ? whole(BigDecimal.valueOf(worded.getAsLong()), LEAST)
					: worded;
		}
		BigDecimal number = number(cell);
		if (unit != 0) {
			OptionalLong said = whole(number.multiply(BigDecimal.valueOf(unit)), LEAST);
			// written out to the last đồng it cannot be mistaken, whatever the header
			// counts
			return (said.isPresent() || !isUsual(number)) ? said : whole(number, LEAST);
		}
		List<Long> units = UNITS.stream().filter((it) -> isUsual(number.multiply(BigDecimal.valueOf(it)))).toList();
		return (units.size() == 1) ? whole(number.multiply(BigDecimal.valueOf(units.get(0))), LEAST)
				: OptionalLong.empty();
	}

	/**
	 * What a number counts in a unit, however odd; for a person to say whether it is so.
	 */
	static OptionalLong literally(SheetCell cell, long unit) {
		if (!isBare(cell)) {
			return OptionalLong.empty();
		}
		BigDecimal dong = number(cell).multiply(BigDecimal.valueOf(Math.max(unit, 1)));
		boolean possible = dong.compareTo(LEAST) >= 0 && dong.compareTo(MOST) <= 0;
		return possible ? OptionalLong.of(dong.setScale(0, RoundingMode.HALF_UP).longValue()) : OptionalLong.empty();
	}

	private static OptionalLong whole(BigDecimal dong, BigDecimal least) {
		// nobody plans in single đồng: 60.000.001 was dragged down, not written
		boolean round = dong.remainder(BigDecimal.valueOf(1000)).signum() == 0;
		boolean possible = round && dong.compareTo(least) >= 0 && dong.compareTo(MOST) <= 0;
		return possible ? OptionalLong.of(dong.setScale(0, RoundingMode.HALF_UP).longValue()) : OptionalLong.empty();
	}

	private static boolean isUsual(BigDecimal dong) {
		return dong.compareTo(LEAST_USUAL) >= 0 && dong.compareTo(MOST) <= 0;
	}

	/** A number that is not nothing, without a word for its unit. */
	private static boolean isBare(SheetCell cell) {
		return isAmount(cell) && number(cell).signum() > 0
				&& (cell.number() != null || cell.text().matches("[0-9., ]+"));
	}

	private static BigDecimal number(SheetCell cell) {
		BigDecimal stored = cell.number();
		return (stored != null) ? stored : Dong.number(cell.text());
	}

}
