package vn.maiam.account;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * A form that was sent when it had to be asked again who sits there: what was typed waits
 * in the session and is sent once that is shown. Passwords, files and what is too long do
 * not wait.
 *
 * @param path where it goes to
 * @param fields name → values
 */
public record WantedForm(String path, LinkedHashMap<String, List<String>> fields) implements Serializable {

	private static final String NAME = "maiam.wanted-form";

	private static final int LONGEST = 100_000;

	public static @Nullable WantedForm of(HttpSession session) {
		return (session.getAttribute(NAME) instanceof WantedForm form) ? form : null;
	}

	public static @Nullable WantedForm take(HttpSession session) {
		WantedForm form = of(session);
		session.removeAttribute(NAME);
		return form;
	}

	/** Whoever signs in over it gets nothing of what waited for somebody else. */
	public static void forget(HttpSession session) {
		session.removeAttribute(NAME);
	}

	/** Remembers what a request was to send; another form is forgotten. */
	static void remember(HttpServletRequest request) {
		HttpSession session = request.getSession();
		session.removeAttribute(NAME);
		String type = String.valueOf(request.getContentType());
		if (!"POST".equals(request.getMethod()) || !type.startsWith("application/x-www-form-urlencoded")) {
			return;
		}
		LinkedHashMap<String, List<String>> fields = new LinkedHashMap<>();
		long length = 0;
		for (Map.Entry<String, String[]> field : request.getParameterMap().entrySet()) {
			if (!field.getKey().matches("_csrf|(?i).*password.*|present|next|again|code")) {
				fields.put(field.getKey(), List.of(field.getValue()));
				length += field.getKey().length() + String.join("", field.getValue()).length();
			}
		}
		if (length <= LONGEST) {
			session.setAttribute(NAME, new WantedForm(request.getRequestURI(), fields));
		}
	}

}
