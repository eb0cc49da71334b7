package vn.maiam.document;

/** Under which keys a file's bytes and the pictures of its pages are kept. */
public final class FileKey {

	private FileKey() {
	}

	/**
	 * Of a file.
	 * @param sha256 of its content, as 64 hexadecimal digits
	 */
	public static String of(String sha256) {
		return "tep/" + sha256.substring(0, 2) + "/" + sha256.substring(2);
	}

	/** Of a page, counted from 1. */
	public static String page(String sha256, int page) {
		return of(sha256) + ".trang-" + page + ".jpg";
	}

}
