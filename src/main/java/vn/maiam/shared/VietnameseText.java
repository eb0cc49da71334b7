package vn.maiam.shared;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Vietnamese is compared: composed or not, tone here or there, {@code i} or
 * {@code y}, with marks or without.
 */
public final class VietnameseText {

	private static final Locale VI = Locale.forLanguageTag("vi");

	private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");

	private static final Pattern MARKS = Pattern.compile("\\p{M}+");

	/** Grave, acute, hook above, tilde, dot below: the five tones, as combining marks. */
	private static final Pattern TONES = Pattern.compile("[\\u0300\\u0301\\u0309\\u0303\\u0323]");

	private static final Pattern FINAL_Y = Pattern.compile("(?<=[bcdđghklmnprstvx]|qu)y$");

	private VietnameseText() {
	}

	/** Composed (NFC), without leading, trailing or doubled spaces. */
	public static String tidy(String text) {
		return SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(" ").strip();
	}

	/**
	 * Equal for two spellings of the same word: {@code hoà} and {@code hòa}, {@code Sỹ}
	 * and {@code Sĩ}, capitals and small. Different for different words: {@code Văn Lang}
	 * and {@code Văn Lăng}.
	 */
	public static String soundKey(String text) {
		return Stream.of(tidy(text).toLowerCase(VI).split(" "))
			.map(VietnameseText::syllable)
			.collect(Collectors.joining(" "));
	}

	/**
	 * Without any mark, small letters: {@code Đồng Hỷ} gives {@code dong hy}. Good for
	 * suggestions, never for a key.
	 */
	public static String bare(String text) {
		String apart = Normalizer.normalize(tidy(text).toLowerCase(VI), Normalizer.Form.NFD);
		return MARKS.matcher(apart).replaceAll("").replace('đ', 'd');
	}

	/** What is typed, harmless between the percent signs of SQL's {@code like}. */
	public static String forLike(String text) {
		return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
	}

	/**
	 * Capitals to a proper name: {@code NGUYỄN VĂN ẤN} gives {@code Nguyễn Văn Ấn}. Mixed
	 * case is left as it is.
	 */
	public static String properName(String name) {
		String tidy = tidy(name);
		boolean shouted = tidy.equals(tidy.toUpperCase(VI)) || tidy.equals(tidy.toLowerCase(VI));
		if (!shouted) {
			return tidy;
		}
		return Stream.of(tidy.toLowerCase(VI).split(" "))
			.map((word) -> word.isEmpty() ? word : word.substring(0, 1).toUpperCase(VI) + word.substring(1))
			.collect(Collectors.joining(" "));
	}

	/**
	 * The order of names: given name, then family name, then what is between.
	 * {@code Nguyễn Văn Ấn} gives {@code Ấn Nguyễn Văn}.
	 */
	public static String nameOrder(String fullName) {
		String tidy = tidy(fullName);
		int last = tidy.lastIndexOf(' ');
		return (last < 0) ? tidy : tidy.substring(last + 1) + " " + tidy.substring(0, last);
	}

	private static String syllable(String word) {
		String apart = Normalizer.normalize(word, Normalizer.Form.NFD);
		String tone = apart.replaceAll("[^\\u0300\\u0301\\u0309\\u0303\\u0323]", "");
		String letters = Normalizer.normalize(TONES.matcher(apart).replaceAll(""), Normalizer.Form.NFC);
		return FINAL_Y.matcher(letters).replaceAll("i") + tone;
	}

}
