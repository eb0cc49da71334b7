package vn.maiam.document.domain;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.VietnameseText;

/**
 * A file's name as it is kept: without folders and control characters, composed, at most
 * 120 letters, its ending kept.
 */
final class FileName {

	private static final int LONGEST = 120;

	private static final int LONGEST_ENDING = 10;

	private FileName() {
	}

	static String tidy(@Nullable String given) {
		String name = VietnameseText.tidy((given != null) ? given.replaceAll("\\p{C}", " ") : "");
		name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
			.replaceAll("[<>:\"|?*]", "_")
			.strip()
			.replaceAll("^\\.+", "");
		int dot = name.lastIndexOf('.');
		String ending = (dot > 0 && name.length() - dot <= LONGEST_ENDING) ? name.substring(dot) : "";
		String stem = name.substring(0, name.length() - ending.length()).strip();
		int room = LONGEST - ending.length();
		int end = Math.min(stem.length(), room);
		if (end > 0 && end < stem.length() && Character.isHighSurrogate(stem.charAt(end - 1))) {
			end--;
		}
		stem = stem.substring(0, end).strip();
		return (stem.isEmpty() ? "tep" : stem) + ending;
	}

	/** The name without its ending, as a first title. */
	static String stem(String name) {
		int dot = name.lastIndexOf('.');
		return (dot > 0) ? name.substring(0, dot) : name;
	}

}
