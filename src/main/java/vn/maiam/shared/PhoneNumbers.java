package vn.maiam.shared;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Telephone numbers as people write them, one or several, kept as digits: Vietnamese ones
 * with their first {@code 0}, others with {@code +} and their country.
 */
public final class PhoneNumbers {

	/** Between two numbers that are kept together. */
	private static final String BETWEEN = "; ";

	private static final String HOME = "VN";

	private static final Pattern APART = Pattern
		.compile("[;,/|\\n]|\\s+[-–]\\s+|\\s+(?:và|hoặc)\\s+|\\s(?=0\\d{9}\\b)");

	/** What is written before a number: {@code ĐT:}, {@code SĐT}, {@code Zalo}. */
	private static final Pattern LABEL = Pattern
		.compile("(?iu)^[\\s'`’]*(?:(?:s?đt|sdt|tel|zalo|di động|dđ|mobile)[:.\\s]*)?");

	private static final PhoneNumberUtil RULES = PhoneNumberUtil.getInstance();

	private PhoneNumbers() {
	}

	/**
	 * Reads one or several numbers. Empty when any of them is none that could be called.
	 */
	public static Optional<String> read(String text) {
		List<String> numbers = new ArrayList<>();
		for (String written : apart(text)) {
			Optional<String> number = one(written);
			if (number.isEmpty()) {
				return Optional.empty();
			}
			if (!numbers.contains(number.get())) {
				numbers.add(number.get());
			}
		}
		// the one in somebody's pocket is called first
		numbers.sort(Comparator.comparing(PhoneNumbers::isFixed));
		return numbers.isEmpty() ? Optional.empty() : Optional.of(String.join(BETWEEN, numbers));
	}

	/** The first of the numbers that could not be called, as it is written. */
	public static Optional<String> wrong(String text) {
		return apart(text).stream().filter((written) -> one(written).isEmpty()).findFirst();
	}

	/** Each number without what is written around it. */
	private static List<String> apart(String text) {
		// whose number it is stands in brackets behind it
		String numbersAlone = VietnameseText.tidy(text).replaceAll("\\([^()0-9]*\\)", "").strip();
		return APART.splitAsStream(numbersAlone)
			.map((part) -> LABEL.matcher(part).replaceFirst("").strip())
			.filter((written) -> !written.isEmpty())
			.toList();
	}

	/** What is typed, as it is kept; as it is where it cannot be read. */
	public static @Nullable String kept(@Nullable String typed) {
		return (typed != null) ? read(typed).orElse(typed) : null;
	}

	/**
	 * As they are read out, in groups: {@code 0912 345 678}. What cannot be read stays as
	 * it is.
	 */
	public static String spaced(String kept) {
		List<String> shown = new ArrayList<>();
		for (String part : kept.split(BETWEEN)) {
			try {
				PhoneNumber number = RULES.parse(part, HOME);
				shown.add(RULES.format(number, isHome(number) ? PhoneNumberUtil.PhoneNumberFormat.NATIONAL
						: PhoneNumberUtil.PhoneNumberFormat.INTERNATIONAL));
			}
			catch (NumberParseException ex) {
				shown.add(part);
			}
		}
		return String.join(BETWEEN, shown);
	}

	/** {@code ext. 12} and letters are no part of a number that is kept. */
	private static Optional<String> one(String written) {
		if (!written.matches("[+(]?[0-9 .()\\-–_]+")) {
			return Optional.empty();
		}
		String digits = written.replaceAll("[^0-9+]", "");
		// a number cell loses its first zero
		String whole = digits.matches("[1-9][0-9]{8,9}") && !digits.startsWith("84") ? "0" + digits
				: digits.matches("84[0-9]{9,10}") ? "+" + digits : digits;
		try {
			PhoneNumber number = RULES.parse(whole, HOME);
			if (!RULES.isValidNumber(number)) {
				return Optional.empty();
			}
			return Optional.of(isHome(number) ? "0" + RULES.getNationalSignificantNumber(number)
					: RULES.format(number, PhoneNumberUtil.PhoneNumberFormat.E164));
		}
		catch (NumberParseException ex) {
			return Optional.empty();
		}
	}

	private static boolean isFixed(String kept) {
		try {
			return RULES.getNumberType(RULES.parse(kept, HOME)) == PhoneNumberUtil.PhoneNumberType.FIXED_LINE;
		}
		catch (NumberParseException ex) {
			return false;
		}
	}

	private static boolean isHome(PhoneNumber number) {
		return number.getCountryCode() == 84;
	}

}
