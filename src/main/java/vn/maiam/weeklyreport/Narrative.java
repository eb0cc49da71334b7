package vn.maiam.weeklyreport;

import java.text.Normalizer;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * What only people can write: result, difficulties and their causes, proposals, next
 * week's work. Cleaned of what pasting from Word brings along.
 */
@Embeddable
public record Narrative(@Nullable String result, @Nullable String difficulties, @Nullable String proposals,
		@Nullable String plans) {

	public static final Narrative EMPTY = new Narrative(null, null, null, null);

	/** Characters that one part may have. */
	public static final int LONGEST = 20_000;

	public Narrative {
		result = clean(result);
		difficulties = clean(difficulties);
		proposals = clean(proposals);
		plans = clean(plans);
	}

	/** NFC, plain line ends, Word's private bullets as dashes, no control characters. */
	private static @Nullable String clean(@Nullable String text) {
		if (text == null) {
			return null;
		}
		String plain = Normalizer.normalize(text, Normalizer.Form.NFC)
			.replaceAll("\\r\\n?|\\u000B|\\u2028|\\u2029", "\n")
			.replaceAll("[\\uF0A7\\uF0B7\\uF0D8\\uF0FC\\u2022\\u25AA]\\h*", "- ")
			.replaceAll(
					"[\\p{Cntrl}&&[^\\n\\t]]|[\\u200B\\uFEFF\\u202A-\\u202E\\u2066-\\u2069]|[\\uE000-\\uF8FF\\uFFFE\\uFFFF\\p{Cs}]",
					"")
			.replaceAll("\\n{3,}", "\n\n")
			.strip();
		return plain.isEmpty() ? null : plain;
	}

}
