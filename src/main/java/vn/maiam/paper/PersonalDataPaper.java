package vn.maiam.paper;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import vn.maiam.shared.PersonalData;
import vn.maiam.shared.SubjectRef;

/**
 * The answer to a person's request as one Word document: all that all modules hold about
 * a subject.
 */
@Component
public class PersonalDataPaper {

	private static final Locale VI = Locale.forLanguageTag("vi");

	private final ObjectProvider<PersonalData> holders;

	private final OfficialWord word;

	private final MessageSource messages;

	private final Clock clock;

	PersonalDataPaper(ObjectProvider<PersonalData> holders, OfficialWord word, MessageSource messages, Clock clock) {
		this.holders = holders;
		this.word = word;
		this.messages = messages;
		this.clock = clock;
	}

	/** Writes it; whether the caller may have it is asked before. */
	public byte[] write(SubjectRef subject, String name) {
		return write(say("paper.personal.title"), say("paper.personal.subject", name), sections(subject), List.of(),
				name);
	}

	/** Whether the person present may be given all that is held about the subject. */
	public boolean mayTell(SubjectRef subject) {
		return this.holders.stream().anyMatch((holder) -> holder.mayTell(subject));
	}

	/** What every module holds about the subject, in its own words. */
	public List<OfficialDocument.Section> sections(SubjectRef subject) {
		return this.holders.stream()
			.flatMap((holder) -> holder.about(subject).stream())
			.sorted(Comparator.comparingInt(PersonalData.Part::order))
			.map((part) -> new OfficialDocument.Section(part.heading(), part.lines()))
			.toList();
	}

	/**
	 * A paper of the office about personal data.
	 * @param person who gets it; null when it goes to nobody by name
	 */
	public byte[] write(String title, String subject, List<OfficialDocument.Section> sections,
			List<DocumentTable> tables, @Nullable String person) {
		LocalDate today = LocalDate.now(this.clock);
		List<String> recipients = (person != null)
				? List.of(say("paper.personal.recipient", person), say("paper.archive"))
				: List.of(say("paper.archive"));
		return this.word.write(new OfficialDocument(say("paper.superior"), say("paper.agency"), say("paper.number"),
				say("paper.country"), say("paper.motto"),
				say("paper.date", "%02d".formatted(today.getDayOfMonth()),
						(today.getMonthValue() < 3) ? "0" + today.getMonthValue() : "" + today.getMonthValue(),
						String.valueOf(today.getYear())),
				title, subject, say("paper.personal.law"), sections, tables, List.of(say("paper.personal.signature")),
				null, say("paper.recipients"), recipients));
	}

	private String say(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, VI);
	}

}
