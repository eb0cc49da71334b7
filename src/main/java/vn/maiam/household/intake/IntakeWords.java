package vn.maiam.household.intake;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import vn.maiam.household.intake.reading.Field;
import vn.maiam.household.intake.reading.Question;
import vn.maiam.shared.web.Show;

/** What reading a list has found, in words. */
@Component
class IntakeWords {

	private final MessageSource messages;

	private final Show show;

	IntakeWords(MessageSource messages, Show show) {
		this.messages = messages;
		this.show = show;
	}

	/** What a value of a column was read as. */
	public String meaning(String field, String meaning) {
		if (meaning.startsWith("household.")) {
			return word(meaning);
		}
		if (Field.named(field).isMoney()) {
			return million(Long.parseLong(meaning));
		}
		return this.show.value(field, meaning);
	}

	/** A question as it is asked. */
	public String question(Question question) {
		return word("intake.ask." + question.kind(),
				question.arguments()
					.stream()
					.map((it) -> it.startsWith("intake.colour.") ? colours(it) : it)
					.toArray());
	}

	private String colours(String keys) {
		return Stream.of(keys.split("\\+")).map(this::word).collect(Collectors.joining(", "));
	}

	/** The value that was typed as an answer; null when none was. */
	public @Nullable String typed(@Nullable String answer) {
		return (answer != null) ? Question.typed(answer) : null;
	}

	/** An answer that is offered. */
	public String option(Question.Option option) {
		String label = option.label();
		String message = option.message();
		if (message == null) {
			return (label != null) ? label : option.value();
		}
		return message.startsWith("intake.answer.dong.") ? word(message, million(Long.parseLong(option.value())))
				: word(message);
	}

	/** A figure of a sum: đồng as triệu đồng, others as they are. */
	public String figure(boolean money, long figure) {
		return money ? million(figure) : this.show.number(figure);
	}

	/** What a sum is of: a column, or households. */
	public String header(String header) {
		return header.isEmpty() ? word("intake.households") : header;
	}

	private String million(long dong) {
		return word("intake.million", this.show.million(dong));
	}

	private String word(String key, Object... arguments) {
		Locale locale = LocaleContextHolder.getLocale();
		return this.messages.getMessage(key, arguments, locale);
	}

}
