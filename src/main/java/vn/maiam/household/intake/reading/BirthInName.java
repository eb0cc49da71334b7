package vn.maiam.household.intake.reading;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.VietnameseText;

/**
 * A name with what is often written behind it: {@code Đặng Văn Sành (1966)}, {@code Chu
 * Thị Biên, SN 1959}, {@code Trần Thị Hậu (nữ, 1951)}.
 *
 * @param name without it
 * @param birth a year, or a whole day, as it is written; null when none is
 * @param sex {@code nam} or {@code nữ}; null when not said
 */
record BirthInName(String name, @Nullable String birth, @Nullable String sex) {

	private static final int LONGEST = 200;

	private static final Pattern BEHIND = Pattern.compile("(?iu)(?<name>[^\\d(\\[]+?)\\s*[,;(\\[–-]*\\s*"
			+ "(?:(?<=[,;(\\[]\\s?)(?<sex>nam|nữ)\\b)?[\\s,;–-]*(?:(?<=[\\s(,;])(?:(?-i:sinh)(?: ngày| năm)?|(?<=[,;(]\\s?)Sinh(?: ngày| năm)?|năm sinh|s\\.?n\\.?|n\\.?s\\.?))?"
			+ "[\\s:.]*(?<birth>(?:\\d{1,2}[/.-]\\d{1,2}[/.-])?(?:19|20)\\d\\d)\\s*[)\\]]?");

	static BirthInName of(String text) {
		String tidy = VietnameseText.tidy(text);
		Matcher behind = BEHIND.matcher(tidy);
		if (tidy.length() > LONGEST || !behind.matches()) {
			return new BirthInName(tidy, null, null);
		}
		String sex = behind.group("sex");
		return new BirthInName(behind.group("name").strip(), behind.group("birth"),
				(sex != null) ? sex.toLowerCase(Locale.forLanguageTag("vi")) : null);
	}

	/** The name without what stands behind it. */
	static String without(String text) {
		return of(text).name();
	}

}
