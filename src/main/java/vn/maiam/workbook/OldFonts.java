package vn.maiam.workbook;

import vn.maiam.workbook.source.LegacyFont;

/** Text of fonts of before Unicode that nothing could make sense of. */
public final class OldFonts {

	private OldFonts() {
	}

	/**
	 * Whether plain letters were typed with the Vietnamese keyboard off, as in {@code
	 * NGUYEENX THIJ HOAF}: words that no Vietnamese syllable is built like.
	 */
	public static boolean isTypedWithoutKeyboard(String text) {
		return LegacyFont.isTelex(text);
	}

	/** Whether a text holds signs that only such a font explains. */
	public static boolean isUnreadable(String text) {
		return LegacyFont.isUnreadable(text);
	}

}
