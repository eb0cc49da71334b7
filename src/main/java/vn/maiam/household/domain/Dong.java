package vn.maiam.household.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Money as people write it: {@code 60}, {@code 60,5}, {@code 60 triệu}, {@code
 * 60.000.000}, {@code 1,5 tỷ}, {@code 60.000.000 đ}. Kept as whole đồng.
 */
public final class Dong {

	public static final long MILLION = 1_000_000;

	/** Less is no help to a house, in đồng. */
	public static final long LEAST_OF_A_HOUSE = 100_000;

	/** More is no house for a poor family, in đồng. */
	public static final long MOST_OF_A_HOUSE = 2_000 * MILLION;

	private static final long LEAST_USUAL = 10 * MILLION;

	private static final long MOST_USUAL = 500 * MILLION;

	/** Below this a bare number can only be meant in triệu đồng. */
	private static final BigDecimal SMALLEST_IN_DONG = BigDecimal.valueOf(100_000);

	private static final long MOST = 100_000_000_000L;

	private static final Pattern FORM = Pattern.compile(
			"([0-9][0-9.,\\s]*)(tỷ|tỉ|ty|triệu|trieu|tr\\.?đ|tr\\.|trđ|tr|nghìn|ngàn|nghìn đồng|ngàn đồng|đồng|dong|đ|d|vnđ|vnd)?(?: đồng| đ)?\\.?");

	/**
	 * Groups of three by dots or blanks; by commas only when there are two, since one
	 * comma is a decimal.
	 */
	private static final Pattern THOUSANDS = Pattern.compile("[0-9]{1,3}([. ][0-9]{3})+|[0-9]{1,3}(,[0-9]{3}){2,}");

	private static final Pattern GROUPED_WITH_DECIMALS = Pattern.compile("[0-9]{1,3}([.][0-9]{3})+,[0-9]+");

	private Dong() {
	}

	/** Whether a house for a poor family can cost as many đồng. */
	public static boolean isOfAHouse(long dong) {
		return dong >= LEAST_OF_A_HOUSE && dong <= MOST_OF_A_HOUSE;
	}

	/** Whether a house usually costs as many đồng; others are possible and looked at. */
	public static boolean isUsualForAHouse(long dong) {
		return dong >= LEAST_USUAL && dong <= MOST_USUAL;
	}

	/**
	 * Reads an amount; a number without a unit is in triệu đồng when it is small, else in
	 * đồng. Empty when unreadable.
	 */
	public static OptionalLong read(String text) {
		return read(text, BigDecimal.valueOf(MILLION));
	}

	/**
	 * Reads an amount.
	 * @param bareUnit what a number without a unit counts, in đồng, as a column's header
	 * says
	 */
	public static OptionalLong read(String text, BigDecimal bareUnit) {
		Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.forLanguageTag("vi")));
		if (!matcher.matches()) {
			return OptionalLong.empty();
		}
		String digits = matcher.group(1).strip();
		BigDecimal number;
		try {
			number = new BigDecimal(plain(digits));
		}
		catch (NumberFormatException ex) {
			return OptionalLong.empty();
		}
		String unit = matcher.group(2);
		BigDecimal scale = (unit != null) ? BigDecimal.valueOf(scale(unit))
				: (number.compareTo(SMALLEST_IN_DONG) < 0) ? bareUnit : BigDecimal.ONE;
		BigDecimal dong = number.multiply(scale).setScale(0, RoundingMode.HALF_UP);
		return (dong.compareTo(BigDecimal.valueOf(MOST)) > 0) ? OptionalLong.empty()
				: OptionalLong.of(dong.longValueExact());
	}

	/**
	 * The bare number of a text of digits, dots and commas, as {@link #read} takes it.
	 */
	public static BigDecimal number(String digits) {
		try {
			return new BigDecimal(plain(digits.strip()));
		}
		catch (NumberFormatException ex) {
			return BigDecimal.ZERO;
		}
	}

	private static String plain(String digits) {
		if (THOUSANDS.matcher(digits).matches()) {
			return digits.replaceAll("[., ]", "");
		}
		String whole = GROUPED_WITH_DECIMALS.matcher(digits).matches() ? digits.replace(".", "") : digits;
		return whole.replace(" ", "").replace(',', '.');
	}

	private static long scale(String unit) {
		return switch (unit) {
			case "tỷ", "tỉ", "ty" -> 1000 * MILLION;
			case "triệu", "trieu", "tr", "tr.", "trđ", "tr.đ" -> MILLION;
			case "nghìn", "ngàn" -> 1000;
			default -> 1;
		};
	}

}
