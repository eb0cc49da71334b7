package vn.maiam.document;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The ending that a file's content asks for: whoever opens it is not told that it is
 * something else.
 */
final class FileEnding {

	private static final Map<String, List<String>> ENDINGS = Map.ofEntries(Map.entry("application/pdf", List.of("pdf")),
			Map.entry("application/msword", List.of("doc", "dot")), Map.entry("application/rtf", List.of("rtf", "doc")),
			Map.entry("application/vnd.ms-excel", List.of("xls", "xlt")),
			Map.entry("application/vnd.ms-powerpoint", List.of("ppt", "pps")),
			Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", List.of("docx")),
			Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", List.of("xlsx")),
			Map.entry("application/vnd.openxmlformats-officedocument.presentationml.presentation", List.of("pptx")),
			Map.entry("application/vnd.oasis.opendocument.text", List.of("odt")),
			Map.entry("application/vnd.oasis.opendocument.spreadsheet", List.of("ods")),
			Map.entry("application/vnd.oasis.opendocument.presentation", List.of("odp")),
			Map.entry("text/plain", List.of("txt", "csv", "md", "log")), Map.entry("text/csv", List.of("csv", "txt")),
			Map.entry("image/jpeg", List.of("jpg", "jpeg", "jfif")), Map.entry("image/png", List.of("png")),
			Map.entry("image/gif", List.of("gif")), Map.entry("image/webp", List.of("webp")),
			Map.entry("image/heic", List.of("heic", "heif")), Map.entry("image/tiff", List.of("tif", "tiff")),
			Map.entry("video/mp4", List.of("mp4", "m4v")), Map.entry("audio/mpeg", List.of("mp3")),
			Map.entry("audio/mp4", List.of("m4a", "mp4")));

	private FileEnding() {
	}

	/**
	 * The name with an ending that fits; the first of the usual ones where it does not.
	 */
	static String fit(String name, String mediaType) {
		List<String> usual = ENDINGS.get(mediaType);
		int dot = name.lastIndexOf('.');
		String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
		if (usual == null || (dot > 0 && usual.contains(ending))) {
			return name;
		}
		boolean another = dot > 0 && ending.matches("[a-z0-9]{1,5}");
		return (another ? name.substring(0, dot) : name) + "." + usual.get(0);
	}

}
