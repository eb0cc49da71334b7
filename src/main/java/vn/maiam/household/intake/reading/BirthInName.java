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

	private static final int LONGEST = 150;

	private static final Pattern YEAR = Pattern.compile("((?:\\d{1,2}[/.-]\\d{1,2}[/.-])?(?:19|20)\\d\\d)\\s*[)\\]]?$");

	/**
	 * "Sinh năm" with a small letter, or behind a comma or bracket: not the name Sinh.
	 */
	private static final Pattern BORN = Pattern.compile(
			"(?:\\s(?:sinh|sinh ngày|sinh năm|năm sinh|sn|ns|s\\.n|n\\.s|SN|NS|S\\.N|N\\.S)|[,;(\\[]\\s?(?iu:sinh|sinh ngày|sinh năm|năm sinh))[\\s.:]*$");

	private static final Pattern NOT_A_NAME = Pattern.compile("[\\d(\\[]");

	private static final Pattern SEX = Pattern.compile("(?iu)[,;(\\[]\\s?(nam|nữ)[\\s,;–-]*$");

	static BirthInName of(String text) {
		String tidy = VietnameseText.tidy(text);
		Matcher year = YEAR.matcher(tidy);
		if (tidy.length() > LONGEST || !year.find()) {
			return new BirthInName(tidy, null, null);
		}
		String before = BORN.matcher(tidy.substring(0, year.start())).replaceFirst("");
		Matcher said = SEX.matcher(before);
		String sex = said.find() ? said.group(1).toLowerCase(Locale.forLanguageTag("vi")) : null;
		String name = ((sex != null) ? before.substring(0, said.start()) : before).replaceFirst("[\\s,;(\\[–:-]+$", "");
		return (name.isEmpty() || NOT_A_NAME.matcher(name).find()) ? new BirthInName(tidy, null, null)
				: new BirthInName(name, year.group(1), sex);
	}

	/** The name without what stands behind it. */
	static String without(String text) {
		return of(text).name();
	}

}
