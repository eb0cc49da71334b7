package vn.maiam.workbook.source;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import vn.maiam.shared.VietnameseText;

/**
 * Whether words are built as Vietnamese syllables are: a beginning, a rhyme, one tone.
 */
final class Syllables {

	/** Letters of the longest syllable, with room for marks of their own. */
	private static final int LONGEST = 14;

	private static final int MOST_KNOWN = 20_000;

	private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

	private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\u00a1-\u00bf\u00d7\u00f7]+");

	private static final Pattern TONES = Pattern.compile("[\u0300\u0301\u0309\u0303\u0323]");

	private static final Pattern SYLLABLE = Pattern
		.compile("(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
				+ "(?:a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ă|ăc|ăm|ăn|ăng|ăp|ăt|â|âc|âm|ân|âng|âp|ât|âu|ây"
				+ "|e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu|i|ia|ich|im|in|inh|ip|it|iu|iêc|iêm|iên|iêng|iêp|iêt|iêu"
				+ "|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet|oi|om|on|ong|oong|ooc|op|ot"
				+ "|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uên|uênh|ui|um|un|ung|up|ut|uơ|uôc|uôi|uôm|uôn|uông|uôt"
				+ "|uy|uya|uych|uyên|uyêt|uyn|uynh|uyt|uyu|ư|ưa|ưc|ưi|ưm|ưn|ưng|ưt|ưu|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu"
				+ "|y|yêm|yên|yêng|yêt|yêu|ynh|ych|yt)");

	private Syllables() {
	}

	/** How many words of a text with other than plain letters are no syllables. */
	static int wrong(String text) {
		int wrong = 0;
		String seen = text.replace('\u00d0', 'Đ').replace('\u00f0', 'đ');
		Matcher words = WORD.matcher(Normalizer.normalize(seen, Normalizer.Form.NFC));
		while (words.find()) {
			String word = words.group().toLowerCase(Locale.forLanguageTag("vi"));
			if (word.chars().anyMatch((letter) -> letter >= 0x80) && !isKnown(word)) {
				wrong++;
			}
		}
		return wrong;
	}

	/** Whether a word of plain letters is built like a syllable. */
	static boolean isPlain(String word) {
		return word.length() <= LONGEST && SYLLABLE.matcher(word).matches();
	}

	/** The words of a list come again and again. */
	private static boolean isKnown(String word) {
		if (word.length() > LONGEST) {
			return false;
		}
		Boolean known = KNOWN.get(word);
		if (known == null) {
			known = isSyllable(word);
			if (KNOWN.size() < MOST_KNOWN) {
				KNOWN.put(word, known);
			}
		}
		return known;
	}

	private static boolean isSyllable(String word) {
		String apart = Normalizer.normalize(VietnameseText.tidy(word), Normalizer.Form.NFD);
		Matcher tones = TONES.matcher(apart);
		if (tones.results().count() > 1) {
			return false;
		}
		return SYLLABLE.matcher(Normalizer.normalize(tones.replaceAll(""), Normalizer.Form.NFC)).matches();
	}

}
