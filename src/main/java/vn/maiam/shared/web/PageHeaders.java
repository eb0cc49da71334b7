package vn.maiam.shared.web;

import jakarta.servlet.http.HttpServletResponse;

/** What every page tells the browser, also one that no filter has seen. */
public final class PageHeaders {

	/** Nothing from elsewhere, no script and no style in the page itself. */
	public static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
			+ "img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
			+ "manifest-src 'self'; frame-ancestors 'none'";

	private PageHeaders() {
	}

	/** For answers that are given before the security chain is reached. */
	public static void write(HttpServletResponse response) {
		response.setHeader("Content-Security-Policy", CONTENT_POLICY);
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("X-Frame-Options", "DENY");
		response.setHeader("Referrer-Policy", "same-origin");
		response.setHeader("Cache-Control", "no-store");
	}

}
