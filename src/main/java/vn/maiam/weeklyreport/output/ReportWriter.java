package vn.maiam.weeklyreport.output;

import java.text.MessageFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import vn.maiam.paper.DocumentTable;
import vn.maiam.paper.OfficialDocument;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.Figures;
import vn.maiam.shared.web.Show;
import vn.maiam.weeklyreport.KeptReport.Below;
import vn.maiam.weeklyreport.ReportFigures;
import vn.maiam.weeklyreport.ReportState;
import vn.maiam.weeklyreport.domain.ReportView;
import vn.maiam.paper.DocumentTable.Column;
import vn.maiam.paper.DocumentTable.Kind;
import vn.maiam.paper.OfficialDocument.Section;

/** Puts a report into official words. */
@Component
class ReportWriter {

	private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

	private static final DateTimeFormatter CUT_OFF = DateTimeFormatter.ofPattern("HH 'giờ' mm 'ngày' dd/MM/yyyy",
			VIETNAMESE);

	private final MessageSource messages;

	private final UnitDirectory units;

	private final Show show;

	private final Clock clock;

	ReportWriter(MessageSource messages, UnitDirectory units, Show show, Clock clock) {
		this.messages = messages;
		this.units = units;
		this.show = show;
		this.clock = clock;
	}

	OfficialDocument write(ReportView report) {
		Unit unit = report.unit();
		List<Unit> line = this.units.line(unit.id());
		Unit superior = (line.size() > 1) ? line.get(line.size() - 2) : unit;
		return new OfficialDocument(say("superior." + unit.level(), upper(unit.name()), upper(superior.name())),
				say("agency." + unit.level(), upper(unit.name())), say("number." + unit.level()), say("country"),
				say("motto"), placeAndDate(unit, day(report)), say("title"),
				say("subject", report.week().label().week(), report.week().label().year(),
						cutOff(report.figures().from()), cutOff(report.figures().until())),
				state(report), sections(report), tables(report.figures()),
				List.of(say("sign." + unit.level() + ".1"), say("sign." + unit.level() + ".2"),
						say("sign." + unit.level() + ".3")),
				report.signedBy(), say("recipients"), List.of(say("recipients." + unit.level() + ".1"),
						say("recipients." + unit.level() + ".2"), say("recipients.last")));
	}

	/** A few lines for a chat. */
	String chat(ReportView report) {
		ReportFigures figures = report.figures();
		Figures now = figures.now();
		Figures before = figures.before();
		List<String> lines = new ArrayList<>();
		lines.add(say("chat.head", report.unit().name(), report.week().label().week(), cutOff(figures.until())));
		lines.add(say("chat.completed", n(now.completed()), n(now.total()), percent(now.completed(), now.total()),
				sign(now.completed() - before.completed())));
		lines.add(say("chat.progress", n(now.inProgress()), sign(now.inProgress() - before.inProgress()),
				n(now.notStarted())));
		lines.add(say("chat.proven", percent(now.proven(), now.completed())));
		if (report.narrative().difficulties() != null) {
			lines.add(say("chat.difficulties", firstLine(report.narrative().difficulties())));
		}
		if (report.narrative().proposals() != null) {
			lines.add(say("chat.proposals", firstLine(report.narrative().proposals())));
		}
		return String.join("\n", lines);
	}

	private List<Section> sections(ReportView report) {
		ReportFigures figures = report.figures();
		Figures now = figures.now();
		Figures was = figures.before();
		List<String> results = new ArrayList<>();
		results.add(say("total", n(now.total()), n(now.newBuild()), n(now.repair()), sign(now.total() - was.total())));
		results.add(say("started", n(now.started()), percent(now.started(), now.total()),
				sign(now.started() - was.started())));
		results.add(say("completed", n(now.completed()), percent(now.completed(), now.total()),
				n(now.newBuildCompleted()), n(now.repairCompleted()), sign(now.completed() - was.completed())));
		results.add(say("in-progress", n(now.inProgress()),
				n(now.newBuild() - newNotBegun(figures) - now.newBuildCompleted()),
				n(now.repair() - repairNotBegun(figures) - now.repairCompleted()),
				sign(now.inProgress() - was.inProgress())));
		results.add(say("not-started", n(now.notStarted())));
		results.add(say("proven", n(now.proven()), percent(now.proven(), now.completed()), n(now.doubtful())));
		results.add(say("not-yet", n(now.notYetEligible()), n(figures.resolved())));
		ReportFigures.MoneyLine money = figures.cashTotal();
		results.add(say("money", this.show.million(money.allocated()),
				this.show.million(money.allocated() - money.allocatedBefore()), this.show.million(money.disbursed()),
				this.show.million(money.disbursed() - money.disbursedBefore()), n(figures.labourDays()),
				n(figures.labourDays() - figures.labourDaysBefore())));
		results.addAll(paragraphs(report.narrative().result()));
		List<Section> sections = new ArrayList<>();
		sections.add(new Section(say("section.result"), results));
		sections.add(new Section(say("section.difficulties"), written(report, report.narrative().difficulties())));
		sections.add(new Section(say("section.proposals"), written(report, report.narrative().proposals())));
		sections.add(new Section(say("section.plans"), written(report, report.narrative().plans())));
		List<Below> outstanding = report.outstanding();
		if (!outstanding.isEmpty()) {
			sections.add(new Section(say("section.outstanding"),
					outstanding.stream()
						.map((it) -> say("outstanding", it.name(),
								word("weeklyreport.state."
										+ ((it.firstSubmittedAt() == null) ? "MISSING" : it.state().name()))))
						.toList()));
		}
		return sections;
	}

	private static long newNotBegun(ReportFigures figures) {
		return notBegun(figures, vn.maiam.household.SupportKind.NEW_BUILD);
	}

	private static long repairNotBegun(ReportFigures figures) {
		return notBegun(figures, vn.maiam.household.SupportKind.REPAIR);
	}

	private static long notBegun(ReportFigures figures, vn.maiam.household.SupportKind kind) {
		return figures.lines()
			.stream()
			.filter((line) -> line.kind() == kind)
			.mapToLong((line) -> line.now().notStarted())
			.sum();
	}

	private List<DocumentTable> tables(ReportFigures figures) {
		List<DocumentTable> tables = new ArrayList<>();
		if (!figures.units().isEmpty()) {
			tables.add(counts("units", List.of(column("unit", Kind.TEXT)),
					figures.units()
						.stream()
						.map((it) -> new Counted(List.of(it.name()), it.now(), it.before()))
						.toList()));
		}
		tables.add(counts("parts", List.of(column("part", Kind.TEXT), column("kind", Kind.TEXT)), figures.lines()
			.stream()
			.map((it) -> new Counted(List.of(word("household.part." + it.part()), word("household.kind." + it.kind())),
					it.now(), it.before()))
			.toList()));
		tables.add(new DocumentTable(say("money.sheet"), say("money.title"), say("money.unit"),
				List.of(column("order", Kind.TEXT), column("source", Kind.TEXT), column("pledged", Kind.MONEY),
						column("allocated", Kind.MONEY), column("allocated-change", Kind.MONEY),
						column("disbursed", Kind.MONEY), column("disbursed-change", Kind.MONEY),
						Column.ratio(say("column.disbursed-rate"), 5, 3)),
				numbered(figures.cash()
					.stream()
					.map((it) -> row(word("household.source." + it.source())
							+ ((it.form() == vn.maiam.household.FundingForm.IN_KIND)
									? " (" + word("household.form." + it.form()).toLowerCase(VIETNAMESE) + ")" : ""),
							it.pledged(), it.allocated(), it.allocated() - it.allocatedBefore(), it.disbursed(),
							it.disbursed() - it.disbursedBefore(), null))
					.toList()),
				say("total-label")));
		tables.add(new DocumentTable(say("reasons.sheet"), say("reasons.title"), "",
				List.of(column("order", Kind.TEXT), column("reason", Kind.TEXT), column("households", Kind.COUNT)),
				numbered(figures.remaining()
					.entrySet()
					.stream()
					.map((it) -> row(word("household.reason." + it.getKey()), it.getValue()))
					.toList()),
				say("total-label")));
		return tables;
	}

	private DocumentTable counts(String name, List<Column> heads, List<Counted> counted) {
		List<Column> columns = new ArrayList<>();
		columns.add(column("order", Kind.TEXT));
		columns.addAll(heads);
		int first = columns.size();
		for (String key : List.of("total", "new-build", "repair", "completed", "completed-new", "completed-repair")) {
			columns.add(column(key, Kind.COUNT));
		}
		columns.add(column("completed-change", Kind.CHANGE));
		columns.add(column("in-progress", Kind.COUNT));
		columns.add(column("in-progress-change", Kind.CHANGE));
		columns.add(column("not-started", Kind.COUNT));
		columns.add(column("started", Kind.COUNT));
		columns.add(Column.ratio(say("column.started-rate"), first + 10, first));
		columns.add(Column.ratio(say("column.completed-rate"), first + 3, first));
		columns.add(column("proven", Kind.COUNT));
		List<List<@Nullable Object>> rows = counted.stream().map((it) -> {
			List<@Nullable Object> row = new ArrayList<>(it.heads());
			Figures now = it.now();
			java.util.Collections.addAll(row, now.total(), now.newBuild(), now.repair(), now.completed(),
					now.newBuildCompleted(), now.repairCompleted(), now.completed() - it.before().completed(),
					now.inProgress(), now.inProgress() - it.before().inProgress(), now.notStarted(), now.started(),
					null, null, now.proven());
			return row;
		}).toList();
		return new DocumentTable(say(name + ".sheet"), say(name + ".title"), say("households.unit"), columns,
				numbered(rows), say("total-label"));
	}

	private static List<@Nullable Object> row(@Nullable Object... values) {
		return new ArrayList<>(java.util.Arrays.asList(values));
	}

	private static List<List<@Nullable Object>> numbered(List<List<@Nullable Object>> rows) {
		for (int at = 0; at < rows.size(); at++) {
			rows.get(at).add(0, String.valueOf(at + 1));
		}
		return rows;
	}

	private Column column(String key, Kind kind) {
		return Column.of(say("column." + key), kind);
	}

	private String placeAndDate(Unit unit, LocalDate day) {
		// a day below ten, and January and February, have a leading nought
		return say("place-and-date", unit.name().replaceFirst("^(Tỉnh|Thành phố|Huyện|Thị xã|Xã|Phường|Thị trấn) ", ""),
				"%02d".formatted(day.getDayOfMonth()),
				(day.getMonthValue() < 3) ? "0" + day.getMonthValue() : String.valueOf(day.getMonthValue()),
				String.valueOf(day.getYear()));
	}

	private LocalDate day(ReportView report) {
		Instant written = (report.submittedAt() != null) ? report.submittedAt() : this.clock.instant();
		return LocalDate.ofInstant(written, Show.ZONE);
	}

	private String state(ReportView report) {
		if (report.state() == ReportState.ACCEPTED) {
			return (report.number() > 1) ? say("corrected", report.number(), String.valueOf(report.correctionReason()))
					: "";
		}
		return report.finalFigures() ? say("unaccepted") : say("provisional");
	}

	private List<String> written(ReportView report, @Nullable String text) {
		List<String> paragraphs = paragraphs(text);
		boolean waits = report.state().isOpen() && report.narrative().saysNothing();
		return paragraphs.isEmpty() ? List.of(say(waits ? "unsent" : "none")) : paragraphs;
	}

	private static List<String> paragraphs(@Nullable String text) {
		return (text == null) ? List.of() : text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList();
	}

	private static String firstLine(@Nullable String text) {
		String line = paragraphs(text).get(0);
		return (line.length() > 160) ? line.substring(0, 157) + "…" : line;
	}

	private static String cutOff(Instant moment) {
		return CUT_OFF.format(moment.atZone(Show.ZONE));
	}

	private static String upper(String text) {
		return text.toUpperCase(VIETNAMESE);
	}

	private String n(long number) {
		return this.show.number(number);
	}

	private String sign(long change) {
		return ((change > 0) ? "+" : "") + n(change);
	}

	private String percent(long part, long whole) {
		return this.show.percent(part, whole);
	}

	private String say(String key, Object... arguments) {
		String text = word("weeklyreport.document." + key);
		return (arguments.length == 0) ? text : new MessageFormat(text, VIETNAMESE).format(strings(arguments));
	}

	private static Object[] strings(Object[] arguments) {
		return java.util.Arrays.stream(arguments).map(String::valueOf).toArray();
	}

	private String word(String key) {
		return this.messages.getMessage(key, null, VIETNAMESE);
	}

	private record Counted(List<String> heads, Figures now, Figures before) {
	}

}
