package vn.maiam.machines;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a page shows, as a person would. */
final class Pages {

	private static final Pattern ROW = Pattern.compile("<td class=\"lead\"><a href=\"/households/(TN-[0-9]+)\"");

	private static final Pattern STAGE = Pattern.compile(
			"name=\"stage\"[^>]*value=\"([A-Z_]+)\"[^>]*checked|value=\"([A-Z_]+)\"[^>]*name=\"stage\"[^>]*checked");

	private Pages() {
	}

	/** Codes of the households in a list, in its order. */
	static List<String> codes(String page) {
		return ROW.matcher(page).results().map((it) -> it.group(1)).toList();
	}

	/** The address of a link by its relation, or null. */
	static String link(String page, String relation) {
		Matcher link = Pattern.compile("<a class=\"button\" href=\"([^\"]+)\"[^>]*rel=\"" + relation + "\"")
			.matcher(page);
		return link.find() ? link.group(1).replace("&amp;", "&") : null;
	}

	/**
	 * The stage that a form proposes, or where the house stands when it proposes none.
	 */
	static String chosenStage(String form) {
		Matcher stage = STAGE.matcher(form);
		if (!stage.find()) {
			return "NOT_STARTED";
		}
		return (stage.group(1) != null) ? stage.group(1) : stage.group(2);
	}

}
