package vn.maiam.shared.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The options of long selects as HTML. A template takes three expressions for each
 * option, and a list's filters have two hundred: they cost more than all its rows.
 */
@Component("options")
public class SelectOptions {

	private final Map<Constants, String> kept = new ConcurrentHashMap<>();

	private final MessageSource messages;

	SelectOptions(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * Constants whose words are messages; written once for a language.
	 * @param words what the messages' keys begin with
	 */
	public String of(String words, List<? extends Enum<?>> values, @Nullable Enum<?> chosen) {
		return this.kept.computeIfAbsent(new Constants(words, values, chosen, LocaleContextHolder.getLocale()),
				this::write);
	}

	private String write(Constants constants) {
		StringBuilder html = new StringBuilder();
		for (Enum<?> value : constants.values()) {
			add(html, value.name(),
					this.messages.getMessage(constants.words() + value.name(), null, constants.locale()),
					value.equals(constants.chosen()));
		}
		return html.toString();
	}

	/** Values with the words of each. */
	public String of(Map<String, String> words, @Nullable Object chosen) {
		StringBuilder html = new StringBuilder();
		words.forEach((value, word) -> add(html, value, word, value.equals(chosen)));
		return html.toString();
	}

	/** The same in groups. */
	public String grouped(Map<String, Map<String, String>> groups, @Nullable Object chosen) {
		StringBuilder html = new StringBuilder();
		groups.forEach((group, words) -> html.append("<optgroup label=\"")
			.append(HtmlUtils.htmlEscape(group))
			.append("\">")
			.append(of(words, chosen))
			.append("</optgroup>"));
		return html.toString();
	}

	private static void add(StringBuilder html, String value, String word, boolean chosen) {
		html.append("<option value=\"")
			.append(HtmlUtils.htmlEscape(value))
			.append(chosen ? "\" selected>" : "\">")
			.append(HtmlUtils.htmlEscape(word))
			.append("</option>");
	}

	private record Constants(String words, List<? extends Enum<?>> values, @Nullable Enum<?> chosen, Locale locale) {
	}

}
