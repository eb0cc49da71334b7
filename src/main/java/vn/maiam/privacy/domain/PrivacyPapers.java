package vn.maiam.privacy.domain;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.paper.DocumentTable;
import vn.maiam.paper.DocumentTable.Column;
import vn.maiam.paper.OfficialDocument.Section;
import vn.maiam.paper.PersonalDataPaper;
import vn.maiam.privacy.domain.DataRequests.DataRequest;
import vn.maiam.privacy.domain.DataRequests.Kind;
import vn.maiam.shared.web.Show;

/**
 * The answer to a person, the register of processing and the impact assessment as Word.
 */
@Service
@Requires(Permission.HANDLE_DATA_REQUESTS)
public class PrivacyPapers {

	private static final Locale VI = Locale.forLanguageTag("vi");

	private final PersonalDataPaper paper;

	private final ProcessingRegister register;

	private final PrivacySettings settings;

	private final CurrentAccount current;

	private final MessageSource messages;

	private final Show show;

	private final Clock clock;

	PrivacyPapers(PersonalDataPaper paper, ProcessingRegister register, PrivacySettings settings,
			CurrentAccount current, MessageSource messages, Show show, Clock clock) {
		this.paper = paper;
		this.register = register;
		this.settings = settings;
		this.current = current;
		this.messages = messages;
		this.show = show;
		this.clock = clock;
	}

	/**
	 * What the person is sent: what was asked, what is answered, what is kept and by
	 * which law; and, to who asks to see it and where the caller may, all that is held.
	 */
	public byte[] answer(DataRequest request) {
		List<Section> sections = new ArrayList<>();
		sections.add(new Section(say("privacy.paper.asked"), List.of(say("privacy.paper.asked.line",
				say("privacy.kind." + request.kind()), this.show.date(request.receivedOn())), request.words())));
		sections.add(new Section(say("privacy.paper.answer"),
				(request.answer() != null) ? request.answer().lines().toList() : List.of(say("privacy.paper.open"))));
		if (request.extendedBecause() != null) {
			sections.add(new Section(say("privacy.paper.extended"), List.of(say("privacy.paper.extended.line",
					this.show.date(request.carryOutDue()), request.extendedBecause()))));
		}
		if (request.outcome() != null) {
			sections.add(new Section(say("privacy.paper.outcome"),
					Stream.of(say("privacy.outcome." + request.outcome()), request.outcomeWords())
						.filter((line) -> line != null && !line.isBlank())
						.toList()));
		}
		if (request.keptBecause() != null) {
			sections.add(new Section(say("privacy.paper.kept"), List.of(request.keptBecause())));
		}
		if (request.kind() == Kind.SEE && this.paper.mayTell(request.subject())) {
			sections.addAll(this.paper.sections(request.subject()));
		}
		sections.add(new Section(say("privacy.paper.rights"), List.of(say("privacy.paper.rights.line"))));
		return this.paper.write(say("privacy.paper.answer.title"),
				say("privacy.paper.answer.subject", request.person()), sections, List.of(), request.person());
	}

	/** The register of processing. */
	public byte[] register() {
		return this.paper.write(say("privacy.paper.register.title"), say("privacy.paper.register.subject"),
				List.of(new Section(say("privacy.paper.register.about"),
						List.of(say("privacy.paper.register.line", this.show.date(LocalDate.now(this.clock)))))),
				List.of(table()), null);
	}

	/** The dossier of the impact assessment, from what is so today. */
	public byte[] dossier() {
		List<Section> sections = new ArrayList<>();
		for (String part : List.of("purpose", "basis", "flow", "measures", "risks", "rest")) {
			sections.add(new Section(say("privacy.dossier." + part),
					say("privacy.dossier." + part + ".text").lines().toList()));
		}
		for (ProcessingRegister.Line line : this.register.lines()) {
			sections.add(new Section(say("privacy.data." + line.kind()),
					List.of(say("privacy.dossier.why", say("privacy.data." + line.kind() + ".why")),
							say("privacy.dossier.long",
									say("privacy.data." + line.kind() + ".long", this.register.trailYears())),
							say("privacy.dossier.who", roles(line), line.readers()),
							say("privacy.dossier.guard", say("privacy.data." + line.kind() + ".guard")))));
		}
		ProcessingRegister.Year year = this.register
			.year(this.current.require().scopeIds(Permission.HANDLE_DATA_REQUESTS));
		sections.add(new Section(say("privacy.dossier.year"), List.of(
				say("privacy.dossier.year.requests", year.requests(), year.answered(), year.inTime(), year.closed()),
				say("privacy.dossier.year.incidents", year.incidents()))));
		LawClocks clocks = this.settings.clocks();
		sections.add(new Section(say("privacy.dossier.unconfirmed"),
				List.of(say("privacy.unconfirmed.report", clocks.reportHours()), say("privacy.unconfirmed.dossier"))));
		return this.paper.write(say("privacy.dossier.title"), say("privacy.dossier.subject"), sections,
				List.of(table()), null);
	}

	private DocumentTable table() {
		List<Column> columns = Stream.of("what", "sensitive", "records", "why", "long", "who", "guard")
			.map((name) -> Column.of(say("privacy.register." + name),
					"records".equals(name) ? DocumentTable.Kind.COUNT : DocumentTable.Kind.TEXT))
			.toList();
		List<List<@Nullable Object>> rows = new ArrayList<>();
		for (ProcessingRegister.Line line : this.register.lines()) {
			List<@Nullable Object> row = new ArrayList<>();
			row.add(say("privacy.data." + line.kind()));
			row.add(line.sensitive() ? say("privacy.sensitive") : "");
			row.add(line.records());
			row.add(say("privacy.data." + line.kind() + ".why"));
			row.add(say("privacy.data." + line.kind() + ".long", this.register.trailYears()));
			row.add(roles(line) + " (" + line.readers() + ")");
			row.add(say("privacy.data." + line.kind() + ".guard"));
			rows.add(row);
		}
		return new DocumentTable("So dang ky", say("privacy.paper.register.subject"), "", columns, rows,
				say("privacy.register.total"));
	}

	private String roles(ProcessingRegister.Line line) {
		return line.roles().stream().map((role) -> say("account.role." + role)).collect(Collectors.joining(", "));
	}

	private String say(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, VI);
	}

}
