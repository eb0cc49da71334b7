package vn.maiam.shared;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Vietnamese is compared: composed or not, tone here or there, {@code i} or
 * {@code y}, with marks or without.
 */
public final class VietnameseText {

	private static final Locale VI = Locale.forLanguageTag("vi");

	/** Blanks of every width, controls (Word's line break is one), and line ends. */
	private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

	/**
	 * Characters that are not seen: zero-width, marks of direction, soft hyphen,
	 * byte-order mark.
	 */
	private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\ufffe\\uffff]+");

	/** Between the end of a word and the beginning of the next it stood for a blank. */
	private static final Pattern UNSEEN_BLANK = Pattern.compile("(?<=\\p{Ll})[\\p{Cf}\\ufffe\\uffff]+(?=\\p{Lu})");

	/** Titles before a name; a bracket behind it holds another name or a remark. */
	private static final Pattern HONORIFIC = Pattern.compile(
			"(?iu)^(?:(?:ông bà|ông/bà|ông|bà|anh|chị|cụ|đồng chí|đ/c|đ\\.c)[.:]?\\s+|[ôbac]\\.\\s*|(?:gs|pgs|ts|tskh"
					+ "|ths|bs|bsck|bscki|bsckii|ck1|ck2|cki|ckii|ks|ds)(?:\\.\\s*"
					+ "|\\s+(?=\\p{L}+\\s+\\p{L}+\\s+\\p{L})))+(?!(?:thị|văn)\\s)(?=\\S+\\s+\\S)|\\s*[(\\[].*$");

	/** What is longer is no name, and is not looked through for one. */
	private static final int LONGEST_NAME = 200;

	private static final Pattern MARKS = Pattern.compile("\\p{M}+");

	private static final Pattern GLUED = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

	private static final Pattern LINE_END = Pattern.compile("\\r\\n?|\\u000B|\\u2028|\\u2029");

	private static final Pattern BULLET = Pattern.compile("[\\uF0A7\\uF0B7\\uF0D8\\uF0FC\\u2022\\u25AA]\\h*");

	private static final Pattern NO_TEXT = Pattern
		.compile("[\\p{Cntrl}&&[^\\n\\t]]|[\\u200B\\uFEFF\\u202A-\\u202E\\u2066-\\u2069]"
				+ "|[\\uE000-\\uF8FF\\uFFFE\\uFFFF\\p{Cs}]");

	/** Grave, acute, hook above, tilde, dot below: the five tones, as combining marks. */
	private static final Pattern TONES = Pattern.compile("[\\u0300\\u0301\\u0309\\u0303\\u0323]");

	private static final Pattern FINAL_Y = Pattern.compile("(?<=[bcdđghklmnprstvx]|qu)y$");

	/** Letter → the same, small and without marks; for those that stand in tidy text. */
	private static final char[] BARE = bareLetters();

	private VietnameseText() {
	}

	/**
	 * As it is read, not as it was typed: composed (NFC), without characters that are not
	 * seen (a blank where they stand between two words), one plain blank where there were
	 * others, and {@code Đ} for the letters of other alphabets that look like it.
	 */
	public static String tidy(String text) {
		if (isTidy(text)) {
			return text;
		}
		String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
		String seen = UNSEEN.matcher(UNSEEN_BLANK.matcher(composed).replaceAll(" ")).replaceAll("");
		return SPACES.matcher(seen)
			.replaceAll(" ")
			.strip()
			.replace('\u00d0', 'Đ')
			.replace('\u0189', 'Đ')
			.replace('\u00f0', 'đ');
	}

	/**
	 * Text as it was pasted, fit to be kept and written anywhere: composed (NFC), plain
	 * ends of lines, Word's private bullets as dashes, no characters that are not seen or
	 * that no document may hold.
	 */
	public static String pasted(String text) {
		if (isTidy(text)) {
			return text;
		}
		String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
		String lines = LINE_END.matcher(composed).replaceAll("\n");
		return NO_TEXT.matcher(BULLET.matcher(lines).replaceAll("- ")).replaceAll("");
	}

	/**
	 * A person's name without what offices write around it: {@code Bà Nguyễn Thị Hoà
	 * (Thúy)} gives {@code Nguyễn Thị Hoà}.
	 */
	public static String nameAlone(String text) {
		String tidy = tidy(text);
		if (tidy.length() > LONGEST_NAME) {
			return tidy;
		}
		Matcher around = HONORIFIC.matcher(tidy);
		StringBuilder alone = new StringBuilder(tidy);
		int removed = 0;
		while (around.find()) {
			alone.delete(around.start() - removed, around.end() - removed);
			removed += around.end() - around.start();
		}
		return alone.toString().strip();
	}

	/** Words that were written without a blank between them: {@code LườngVănPáo}. */
	public static String apart(String name) {
		return GLUED.matcher(name).replaceAll(" ");
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
		String tidy = tidy(text);
		if (isTidy(tidy)) {
			char[] letters = tidy.toCharArray();
			for (int at = 0; at < letters.length; at++) {
				letters[at] = BARE[letters[at]];
			}
			return new String(letters);
		}
		String apart = Normalizer.normalize(tidy.toLowerCase(VI), Normalizer.Form.NFD);
		return MARKS.matcher(apart).replaceAll("").replace('đ', 'd');
	}

	/**
	 * How many letters must be put in, taken out or changed to make one text of the
	 * other; counted up to one more than asked for.
	 */
	public static int distance(String one, String other, int most) {
		if (Math.abs(one.length() - other.length()) > most) {
			return most + 1;
		}
		int[] above = new int[other.length() + 1];
		for (int column = 0; column <= other.length(); column++) {
			above[column] = column;
		}
		for (int row = 1; row <= one.length(); row++) {
			int[] own = new int[other.length() + 1];
			own[0] = row;
			for (int column = 1; column <= other.length(); column++) {
				int same = (one.charAt(row - 1) == other.charAt(column - 1)) ? 0 : 1;
				own[column] = Math.min(above[column - 1] + same, Math.min(above[column], own[column - 1]) + 1);
			}
			above = own;
		}
		return above[other.length()];
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

	/** Most text is: composed letters, and one plain blank between words. */
	private static boolean isTidy(String text) {
		char before = ' ';
		for (int at = 0; at < text.length(); at++) {
			char letter = text.charAt(at);
			boolean plain = (letter >= ' ' && letter < 0x7f)
					|| (letter > 0xa0 && letter < 0x180 && letter != 0xad && letter != 0xd0 && letter != 0xf0)
					|| letter == 'Ơ' || letter == 'ơ' || letter == 'Ư' || letter == 'ư'
					|| (letter >= 0x1ea0 && letter < 0x1f00);
			if (!plain || (letter == ' ' && before == ' ')) {
				return false;
			}
			before = letter;
		}
		return before != ' ' || text.isEmpty();
	}

	private static char[] bareLetters() {
		char[] bare = new char[0x1f00];
		for (char letter = 0; letter < bare.length; letter++) {
			String small = String.valueOf(letter).toLowerCase(VI);
			String apart = MARKS.matcher(Normalizer.normalize(small, Normalizer.Form.NFD))
				.replaceAll("")
				.replace('đ', 'd');
			bare[letter] = (apart.length() == 1) ? apart.charAt(0) : letter;
		}
		return bare;
	}

	private static String syllable(String word) {
		String apart = Normalizer.normalize(word, Normalizer.Form.NFD);
		String tone = apart.replaceAll("[^\\u0300\\u0301\\u0309\\u0303\\u0323]", "");
		String letters = Normalizer.normalize(TONES.matcher(apart).replaceAll(""), Normalizer.Form.NFC);
		return FINAL_Y.matcher(letters).replaceAll("i") + tone;
	}

}
