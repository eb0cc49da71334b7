package vn.maiam.discussion.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

import org.springframework.web.util.HtmlUtils;

import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;

/**
 * The words of a post: a little Markdown (bold, italics, lists, quotes, links), people by
 * {@code @user.name}, things by {@code #TN-000123}, {@code #CV-12}, {@code #CĐ-5} and
 * {@code #2024-W48/170}. Nothing else of what is typed reaches a page as a tag.
 */
final class Wording {

	private static final Pattern PERSON = Pattern.compile("(?<![\\w.@])@([a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?)");

	private static final Pattern THING = Pattern.compile(
			"(?<![\\w#&/])#(TN-[0-9]{6}|CV-[0-9]{1,12}|C[DĐ]-[0-9]{1,12}|[0-9]{4}-W[0-9]{2}/[0-9]{2,5})(?![\\w/])");

	private static final int MOST_THINGS = 20;

	/**
	 * Stands for a "&lt;" while the words are read: no tag is ever taken from them, and
	 * looking for its end from each of ten thousand took half a second.
	 */
	private static final String LESS = "\uE000";

	private static final Parser PARSER = Parser.builder().build();

	private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
		.escapeHtml(true)
		.sanitizeUrls(true)
		.softbreak("<br>")
		.build();

	private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
		.allowElements("p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a")
		.allowUrlProtocols("https", "http", "mailto", "tel")
		.allowAttributes("href")
		.onElements("a")
		.requireRelsOnLinks("noopener", "noreferrer", "nofollow")
		.toFactory();

	private Wording() {
	}

	/** The user names that are called. */
	static Set<String> people(String text) {
		Set<String> people = new LinkedHashSet<>();
		Matcher matcher = PERSON.matcher(text);
		while (matcher.find()) {
			people.add(matcher.group(1));
		}
		return people;
	}

	/** The things that are named. */
	static List<SubjectRef> things(String text) {
		Set<SubjectRef> things = new LinkedHashSet<>();
		Matcher matcher = THING.matcher(text);
		while (matcher.find() && things.size() < MOST_THINGS) {
			things.add(thing(matcher.group(1)));
		}
		return List.copyOf(things);
	}

	/**
	 * Safe HTML; names of things that the reader may see become links.
	 * @param names full names by user name
	 */
	static String html(String text, Map<SubjectRef, SubjectCard> seen, Map<String, String> names) {
		Matcher matcher = THING.matcher(text);
		String linked = matcher.replaceAll((found) -> {
			SubjectCard card = seen.get(thing(found.group(1)));
			return Matcher
				.quoteReplacement((card != null) ? "[" + found.group() + "](" + card.path() + ")" : found.group());
		});
		try {
			String words = named(linked, names, "**").replace(LESS, " ").replace("<", LESS);
			return POLICY.sanitize(RENDERER.render(PARSER.parse(words))).replace(LESS, "&lt;");
		}
		catch (StackOverflowError | RuntimeException ex) {
			// quotes in quotes, a thousand deep: shown as they were typed
			return "<p>" + HtmlUtils.htmlEscape(text) + "</p>";
		}
	}

	/** A single line, as it was typed, with the names of those it calls. */
	static String line(String text, Map<String, String> names) {
		return named(text.replaceAll("\\s+", " "), names, "");
	}

	private static String named(String text, Map<String, String> names, String around) {
		return PERSON.matcher(text)
			.replaceAll((found) -> Matcher.quoteReplacement(around + "@"
					+ plain(names.getOrDefault(found.group(1), found.group(1)), !around.isEmpty()) + around));
	}

	/** A name is words and never a sign. */
	private static String plain(String name, boolean read) {
		String line = name.replaceAll("\\s+", " ");
		return read ? line.replaceAll("(\\p{Punct})", "\\\\$1") : line;
	}

	private static SubjectRef thing(String name) {
		if (name.startsWith("TN-")) {
			return new SubjectRef("household", name);
		}
		if (name.startsWith("CV-")) {
			return new SubjectRef("task", name.substring(3));
		}
		return name.startsWith("C") ? new SubjectRef("directive", name.substring(3)) : new SubjectRef("report", name);
	}

}
