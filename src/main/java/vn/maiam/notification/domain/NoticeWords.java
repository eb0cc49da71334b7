package vn.maiam.notification.domain;

import java.util.Locale;
import java.util.Objects;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import vn.maiam.notification.NoticeKind;

/** What a notice says. */
@Component("noticeWords")
public class NoticeWords {

	private final MessageSource messages;

	NoticeWords(MessageSource messages) {
		this.messages = messages;
	}

	/** The sentence: who did what to which thing. */
	public String say(NoticeLine line, Locale locale) {
		if (line.path() == null) {
			return get("notification.gone", locale);
		}
		if (line.kind() == NoticeKind.SECURITY) {
			return get("notification.security." + line.subject().kind().substring("account.".length()), locale,
					line.argument(0), line.argument(1), line.argument(2));
		}
		return get("notification.say." + line.kind(), locale, line.argument(0), line.argument(1), line.argument(2),
				line.count());
	}

	String get(String key, Locale locale, Object... arguments) {
		return Objects.requireNonNull(this.messages.getMessage(key, arguments, locale));
	}

}
