package vn.maiam.handover;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import vn.maiam.area.Unit;
import vn.maiam.handover.HandoverService.Contents;
import vn.maiam.handover.HandoverService.Handover;
import vn.maiam.paper.DocumentTable;
import vn.maiam.paper.DocumentTable.Column;
import vn.maiam.paper.DocumentTable.Kind;
import vn.maiam.paper.OfficialDocument;
import vn.maiam.paper.OfficialWord;
import vn.maiam.shared.web.Show;

/** Biên bản bàn giao, to be numbered and signed by both sides. */
@Component
class HandoverMinute {

	private static final Locale VI = Locale.forLanguageTag("vi");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

	private final OfficialWord word;

	private final MessageSource messages;

	private final Clock clock;

	HandoverMinute(OfficialWord word, MessageSource messages, Clock clock) {
		this.word = word;
		this.messages = messages;
		this.clock = clock;
	}

	byte[] write(Handover handover, Unit unit, Contents contents) {
		LocalDate today = LocalDate.now(this.clock);
		DocumentTable table = new DocumentTable(say("handover.minute.contents"), say("handover.minute.table"), "",
				List.of(Column.of(say("handover.minute.what"), Kind.TEXT),
						Column.of(say("handover.minute.count"), Kind.TEXT)),
				List.of(row("handover.minute.households", contents.households()),
						row("handover.minute.entries", contents.entries()),
						row("handover.minute.photos", contents.photos()),
						row("handover.minute.funding", contents.fundingLines()),
						row("handover.minute.reports", contents.reports()),
						row("handover.minute.documents", contents.documents()),
						row("handover.minute.directives", contents.directives()),
						row("handover.minute.tasks", contents.tasks()), row("handover.minute.posts", contents.posts()),
						row("handover.minute.people", contents.people())),
				"");
		return this.word.write(new OfficialDocument(say("handover.minute.superior"), say("handover.minute.agency"),
				say("handover.minute.number"), say("handover.minute.country"), say("handover.minute.motto"),
				say("handover.minute.date", "%02d".formatted(today.getDayOfMonth()), month(today),
						String.valueOf(today.getYear())),
				say("handover.minute.title"), say("handover.minute.subject", unit.name()), "", List.of(
						section("handover.minute.basis",
								say("handover.minute.basis.text", handover.decisionNo(),
										handover.decisionDate().format(DAY))),
						section("handover.minute.parties", say("handover.minute.parties.giver", handover.maker()),
								say("handover.minute.parties.receiver", unit.name(),
										String.join(", ", handover.receivers()))),
						section("handover.minute.data", say("handover.minute.data.text", unit.name())),
						section("handover.minute.duties", say("handover.minute.duties.law"),
								say("handover.minute.duties.oversight"), say("handover.minute.duties.copies"))),
				List.of(table), List.of(say("handover.minute.sign-giver")), null, say("handover.minute.sign-receiver"),
				List.of(say("handover.minute.sign-how"))));
	}

	private OfficialDocument.Section section(String heading, String... paragraphs) {
		return new OfficialDocument.Section(say(heading), List.of(paragraphs));
	}

	private List<@org.jspecify.annotations.Nullable Object> row(String key, long count) {
		return List.of(say(key), Show.plain(count));
	}

	/** Months 1 and 2 are written with a zero before them, the others without. */
	private static String month(LocalDate day) {
		return (day.getMonthValue() < 3) ? "0" + day.getMonthValue() : String.valueOf(day.getMonthValue());
	}

	private String say(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, VI);
	}

}
