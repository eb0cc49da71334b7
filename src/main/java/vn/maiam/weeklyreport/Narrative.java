package vn.maiam.weeklyreport;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

import vn.maiam.shared.VietnameseText;

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

	public boolean saysNothing() {
		return equals(EMPTY);
	}

	/** As it was pasted, without gaps; null when nothing is left. */
	private static @Nullable String clean(@Nullable String text) {
		if (text == null) {
			return null;
		}
		String plain = VietnameseText.pasted(text).replaceAll("\\n{3,}", "\n\n").strip();
		return plain.isEmpty() ? null : plain;
	}

}
