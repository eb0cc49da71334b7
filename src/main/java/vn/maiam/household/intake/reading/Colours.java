package vn.maiam.household.intake.reading;

import java.awt.Color;

/** What people call a colour behind a cell. */
final class Colours {

	private static final int HEXADECIMAL = 16;

	private static final float PALE = 0.08f;

	private Colours() {
	}

	/**
	 * The message that names it.
	 * @param fill as {@code FFFF00}; anything else has no name
	 */
	static String key(String fill) {
		if (!fill.matches("[0-9A-F]{6}")) {
			return "intake.colour.other";
		}
		int rgb = Integer.parseInt(fill, HEXADECIMAL);
		float[] hsb = Color.RGBtoHSB(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, null);
		if (hsb[1] < PALE) {
			return "intake.colour.grey";
		}
		int hue = Math.round(hsb[0] * 360);
		if (hue < 16 || hue >= 335) {
			return "intake.colour.red";
		}
		if (hue < 45) {
			return "intake.colour.orange";
		}
		if (hue < 70) {
			return "intake.colour.yellow";
		}
		if (hue < 165) {
			return "intake.colour.green";
		}
		return (hue < 260) ? "intake.colour.blue" : "intake.colour.purple";
	}

}
