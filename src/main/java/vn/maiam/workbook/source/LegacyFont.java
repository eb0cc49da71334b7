package vn.maiam.workbook.source;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Text that was typed in a font of before Unicode: TCVN 3 (.VnTime), one sign for each
 * letter, and VNI (VNI-Times), a letter and its mark behind it. Their signs are letters
 * of other languages in Unicode, so such text is told by what its syllables become.
 */
public final class LegacyFont {

	/** TCVN 3: the signs, and below each the letter that it shows. */
	private static final String TCVN3_SIGNS = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦";

	private static final String TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ";

	/** VNI: pairs of what is written and what it shows, small letters. */
	private static final String VNI = "aø à aù á aû ả aõ ã aï ạ aê ă aè ằ aé ắ aú ẳ aü ẵ aë ặ aâ â aà ầ aá ấ aå ẩ aã ẫ aä ậ "
			+ "eø è eù é eû ẻ eõ ẽ eï ẹ eâ ê eà ề eá ế eå ể eã ễ eä ệ oø ò où ó oû ỏ oõ õ oï ọ oâ ô oà ồ oá ố oå ổ oã ỗ oä ộ "
			+ "ôø ờ ôù ớ ôû ở ôõ ỡ ôï ợ uø ù uù ú uû ủ uõ ũ uï ụ öø ừ öù ứ öû ử öõ ữ öï ự yø ỳ yù ý yû ỷ yõ ỹ "
			+ "ñ đ ô ơ ö ư æ ỉ ó ĩ ò ị î ỵ";

	/** Signs that no Vietnamese text in Unicode holds, between or beside letters. */
	private static final String NEVER_IN_UNICODE = "µ¸¶·¹¨»¾¼½Æ©Ç®ªËÎÏÑÖ×ØÜÞßäåæç«¬ëîïñö÷øûüþÅÄ";

	private static final Pattern SOFT_HYPHEN = Pattern.compile("\\p{L}\u00ad");

	private static final Map<Kind, Map<String, String>> TABLES = tables();

	private LegacyFont() {
	}

	/**
	 * Reads a text.
	 * @param font what the cell's font says; null when it says nothing
	 */
	static Reading read(String text, @Nullable Kind font) {
		if (text.chars().allMatch((letter) -> letter < 0x80)) {
			return new Reading(text, null, false);
		}
		if (text.chars().anyMatch(LegacyFont::isUnicodeOnly)) {
			return mixed(text);
		}
		// the sign of TCVN 3's ư is Unicode's soft hyphen: within a word it was meant
		String hyphened = SOFT_HYPHEN.matcher(text).find() ? convert(text, Kind.TCVN3) : text;
		if (!hyphened.equals(text) && Syllables.wrong(hyphened) == 0) {
			return new Reading(hyphened, Kind.TCVN3, true);
		}
		int wrong = Syllables.wrong(text);
		List<Reading> readings = Stream.of(Kind.values())
			.map((kind) -> new Reading(convert(text, kind), kind, true))
			.sorted(Comparator.comparingInt((Reading reading) -> Syllables.wrong(reading.text()))
				.thenComparing((reading) -> reading.kind() != font))
			.toList();
		Reading best = readings.get(0);
		int left = Syllables.wrong(best.text());
		if (left < wrong || (font == best.kind() && left == wrong && !best.text().equals(text))) {
			return best;
		}
		return new Reading(text, null, false);
	}

	/** Words of an old font beside words of Unicode, in one cell. */
	private static Reading mixed(String text) {
		StringBuilder words = new StringBuilder();
		for (String word : text.split("(?<=\\s)|(?=\\s)")) {
			boolean old = word.chars().noneMatch(LegacyFont::isUnicodeOnly) && Syllables.wrong(word) > 0;
			String converted = old ? convert(word, Kind.TCVN3) : word;
			words.append((Syllables.wrong(converted) == 0) ? converted : word);
		}
		return new Reading(words.toString(), Kind.TCVN3, !words.toString().equals(text));
	}

	/**
	 * What a good text would say in TCVN 3, if that were good too; null when it is not.
	 */
	static @Nullable String otherwise(String text) {
		boolean possible = text.chars().allMatch((letter) -> letter < 0x80 || TCVN3_SIGNS.indexOf(letter) >= 0)
				&& text.chars().anyMatch((letter) -> letter >= 0x80);
		String other = possible ? convert(text, Kind.TCVN3) : text;
		return (!other.equals(text) && Syllables.wrong(other) == 0) ? other : null;
	}

	/** Whether words of plain letters hold what the Telex keyboard makes marks of. */
	public static boolean isTelex(String text) {
		return Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
			.anyMatch((word) -> word.matches("[a-z]*([aeiouyw][a-z]*[fjx]|[aou]w|aa|ee|dd|uow)[a-z]*")
					&& !Syllables.isPlain(word));
	}

	/** Whether a text still holds signs that only an old font explains. */
	public static boolean isUnreadable(String text) {
		return text.chars().anyMatch((letter) -> NEVER_IN_UNICODE.indexOf(letter) >= 0) && Stream.of(text.split("\\s+"))
			.anyMatch((word) -> word.chars().anyMatch((letter) -> NEVER_IN_UNICODE.indexOf(letter) >= 0)
					&& word.chars().anyMatch(Character::isLetter) && Syllables.wrong(word) > 0);
	}

	/** Letters that the encodings of old fonts do not have. */
	private static boolean isUnicodeOnly(int letter) {
		return letter > 0xff && Character.isLetter(letter);
	}

	private static String convert(String text, Kind kind) {
		Map<String, String> table = TABLES.getOrDefault(kind, Map.of());
		StringBuilder converted = new StringBuilder();
		for (int at = 0; at < text.length();) {
			String two = (at + 2 <= text.length()) ? text.substring(at, at + 2) : "";
			String one = text.substring(at, at + 1);
			boolean pair = table.containsKey(two);
			converted.append(pair ? table.get(two) : table.getOrDefault(one, one));
			at += pair ? 2 : 1;
		}
		return shouted(converted.toString());
	}

	/** In the capitals' font of TCVN 3 (.VnTimeH) a capital's sign is the small one's. */
	private static String shouted(String text) {
		StringBuilder words = new StringBuilder();
		for (String word : text.split("(?<=\\s)|(?=\\s)")) {
			long capitals = word.chars().filter(Character::isUpperCase).count();
			long plainSmall = word.chars().filter((letter) -> letter >= 'a' && letter <= 'z').count();
			boolean all = capitals >= 2 && plainSmall == 0 && word.chars().anyMatch(Character::isLowerCase);
			words.append(all ? word.toUpperCase(Locale.forLanguageTag("vi")) : word);
		}
		return words.toString();
	}

	private static Map<Kind, Map<String, String>> tables() {
		Map<Kind, Map<String, String>> tables = new EnumMap<>(Kind.class);
		Map<String, String> tcvn3 = new java.util.HashMap<>();
		for (int at = 0; at < TCVN3_SIGNS.length(); at++) {
			tcvn3.put(TCVN3_SIGNS.substring(at, at + 1), TCVN3_LETTERS.substring(at, at + 1));
		}
		tables.put(Kind.TCVN3, Map.copyOf(tcvn3));
		Map<String, String> vni = new java.util.HashMap<>();
		String[] pairs = VNI.split(" ");
		for (int at = 0; at < pairs.length; at += 2) {
			String upperSign = pairs[at].toUpperCase(Locale.ROOT);
			String upper = pairs[at + 1].toUpperCase(Locale.forLanguageTag("vi"));
			vni.put(pairs[at], pairs[at + 1]);
			vni.put(upperSign, upper);
			vni.put(upperSign.substring(0, 1) + pairs[at].substring(1), upper);
		}
		tables.put(Kind.VNI, Map.copyOf(vni));
		return tables;
	}

	/** The encodings. */
	enum Kind {

		TCVN3, VNI;

		/** What the name of a font says; null for a font of Unicode. */
		static @Nullable Kind of(@Nullable String fontName) {
			if (fontName == null) {
				return null;
			}
			return fontName.startsWith(".Vn") ? TCVN3 : fontName.regionMatches(true, 0, "VNI-", 0, 4) ? VNI : null;
		}

	}

	/** A text as it is to be read. */
	record Reading(String text, @Nullable Kind kind, boolean converted) {
	}

}
