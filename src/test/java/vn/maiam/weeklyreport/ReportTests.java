package vn.maiam.weeklyreport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import vn.maiam.TestProvince;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UnitCode;
import vn.maiam.weeklyreport.domain.ReportFigureService;
import vn.maiam.weeklyreport.domain.ReportMatrix;
import vn.maiam.weeklyreport.domain.ReportOverview;
import vn.maiam.weeklyreport.domain.ReportReader;
import vn.maiam.weeklyreport.domain.ReportService;
import vn.maiam.weeklyreport.domain.ReportView;
import vn.maiam.weeklyreport.domain.ReportingRhythm;
import vn.maiam.weeklyreport.domain.Week;
import vn.maiam.weeklyreport.domain.WeekCalendar;
import vn.maiam.weeklyreport.output.ReportOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** The way of a report through its week, on a clock that is moved by hand. */
@SpringBootTest
@AutoConfigureMockMvc
@RecordApplicationEvents
@Import({ TestProvince.People.class, TestProvince.HandTime.class })
@DirtiesContext
class ReportTests {

	private static final UnitCode VO_NHAI = new UnitCode("170");

	private static final UnitCode PROVINCE = new UnitCode("19");

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	TestProvince.HandClock clock;

	@Autowired
	ReportingRhythm rhythm;

	@Autowired
	WeekCalendar calendar;

	@Autowired
	ReportService reports;

	@Autowired
	ReportReader reader;

	@Autowired
	ReportOutput output;

	@Autowired
	ReportOverview overview;

	@Autowired
	ReportFigureService figures;

	@Autowired
	ProgressService progress;

	@Autowired
	UnitDirectory units;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ApplicationEvents events;

	private Week week;

	/** Each test has a week of its own, from its Friday noon on. */
	@BeforeEach
	void fridayNoonOfANewWeek() {
		this.province.actAs("vonhai");
		this.province.aHousehold().save();
		this.rhythm.tick();
		Week running = this.calendar.current().orElseThrow();
		this.clock.advance(Duration.between(this.clock.instant(), running.cutOffAt()));
		this.rhythm.tick();
		this.week = this.calendar.current().orElseThrow();
		this.clock.advance(Duration.between(this.clock.instant(), this.week.cutOffAt().minus(Duration.ofHours(4))));
		this.rhythm.tick();
		this.province.actAs("vonhai");
	}

	@Test
	void aReportIsOpenedByItselfReturnedOnceAcceptedAndThenNeverChanges() {
		begin(this.province.aHousehold().save());
		submit("Mưa lũ kéo dài");
		this.province.actAs("lanhdao.vonhai");
		this.reports.sign(this.week.label(), VO_NHAI, version());
		this.province.actAs("tinh");
		this.reports.giveBack(this.week.label(), VO_NHAI, "Chưa nêu nguyên nhân", version());
		this.province.actAs("vonhai");
		assertThat(view().state()).isEqualTo(ReportState.RETURNED);
		submit("Mưa lũ kéo dài, đường sạt lở");
		sign();
		assertThatThrownBy(this::accept).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.key()).isEqualTo("weeklyreport.refused.before-cut-off"));
		cutOff();
		accept();
		ReportView accepted = view();
		assertThat(accepted.state()).isEqualTo(ReportState.ACCEPTED);
		assertThat(accepted.figures().now().started() - accepted.figures().before().started()).isEqualTo(1);

		this.province.actAs("vonhai");
		assertThatThrownBy(() -> this.reports.write(this.week.label(), VO_NHAI, Narrative.EMPTY, version()))
			.isInstanceOf(Refused.class);
		assertThatThrownBy(
				() -> this.jdbc.sql("update weekly_report set difficulties = 'x' where state = 'ACCEPTED'").update())
			.isInstanceOf(DataAccessException.class);
		begin(this.province.aHousehold().save());
		assertThat(view().figures()).isEqualTo(accepted.figures())
			.isEqualTo(this.figures.count(this.units.require(VO_NHAI), this.week.opensAt(), this.week.cutOffAt()));
	}

	@Test
	void othersReadWhatWasSubmittedAndNotWhatIsBeingWritten() {
		Narrative draft = new Narrative(null, "Nháp: còn nợ tiền thợ", null, null);
		this.reports.write(this.week.label(), VO_NHAI, draft, version());
		this.province.actAs("lanhdao.vonhai");
		assertThat(view().narrative()).isEqualTo(draft);
		this.province.actAs("lanhdao");
		assertThat(view().narrative()).isEqualTo(Narrative.EMPTY);
		assertThat(this.reader.published(this.week.label(), VO_NHAI, null).narrative()).isEqualTo(Narrative.EMPTY);
		this.province.actAs("vonhai");
		submit("Mưa lũ kéo dài");
		this.province.actAs("tinh");
		this.reports.giveBack(this.week.label(), VO_NHAI, "Chưa nêu nguyên nhân", version());
		this.province.actAs("vonhai");
		this.reports.write(this.week.label(), VO_NHAI, draft, version());
		this.province.actAs("lanhdao");
		assertThat(view().narrative().difficulties()).isEqualTo("Mưa lũ kéo dài");
	}

	@Test
	void thePaperOfAnUnsentReportSaysSoAndHasAllItsPoints() throws IOException {
		assertThat(paper()).contains("Báo cáo chưa nộp.").doesNotContain("Không có.");
		submit("Mưa lũ kéo dài");
		assertThat(paper()).contains("Mưa lũ kéo dài", "Không có.")
			.doesNotContain("Báo cáo chưa nộp.")
			.containsPattern("(?s)1\\. .*2\\. .*3\\. .*4\\. .*5\\. .*6\\. .*7\\. Có nhu cầu .*8\\. Kinh phí");
	}

	private String paper() throws IOException {
		try (XWPFDocument word = new XWPFDocument(new ByteArrayInputStream(this.output.word(view())))) {
			return word.getParagraphs().stream().map(XWPFParagraph::getText).collect(Collectors.joining("\n"));
		}
	}

	@Test
	void anEntryAtTheVerySecondOfTheCutOffCountsInTheNextWeek() {
		HouseholdCode before = this.province.aHousehold().save();
		HouseholdCode at = this.province.aHousehold().save();
		this.clock.advance(Duration.between(this.clock.instant(), this.week.cutOffAt().minusNanos(1_000)));
		begin(before);
		this.clock.advance(Duration.ofNanos(1_000));
		begin(at);
		this.rhythm.tick();
		ReportView report = view();
		assertThat(report.figures().now().started() - report.figures().before().started()).isEqualTo(1);
		assertThat(this.reader.recordedLate(report, 10)).extracting(ReportReader.LateEntry::code)
			.containsExactly(at.value());
	}

	@Test
	void whoWritesWithAClockThatIsBehindCannotChangeAClosedWeek() {
		HouseholdCode code = this.province.aHousehold().save();
		cutOff();
		ReportFigures closed = view().figures();
		this.jdbc.sql("update household set stage = 'STARTED', version = version + 1, recorded_at = ? where code = ?")
			.params(java.sql.Timestamp.from(this.week.cutOffAt().minusSeconds(60)), code.value())
			.update();
		assertThat(view().figures()).isEqualTo(closed);
		this.clock.advance(Duration.ofSeconds(1));
		this.province.actAs("vonhai");
		assertThat(this.reader.view(this.calendar.current().orElseThrow().label(), VO_NHAI, null)
			.figures()
			.now()
			.started()).isEqualTo(closed.now().started() + 1);
	}

	@Test
	void theProvinceClosesWithoutThoseThatAreMissingAndSaysSo() {
		cutOff();
		this.province.actAs("tinh");
		assertThat(this.reader.view(this.week.label(), PROVINCE, null).outstanding()).hasSize(9);
		this.reports.submit(this.week.label(), PROVINCE, Narrative.EMPTY, version(PROVINCE));
		this.province.actAs("lanhdao");
		this.reports.accept(this.week.label(), PROVINCE, version(PROVINCE));

		this.province.actAs("vonhai");
		assertThat(view().closed()).isTrue();
		assertThatThrownBy(() -> submit("muộn")).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.key()).isEqualTo("weeklyreport.refused.closed"));
		this.province.actAs("tinh");
		Instant until = this.clock.instant().plus(Duration.ofHours(2));
		this.reports.reopen(this.week.label(), VO_NHAI, until, "Mất điện cả ngày", version());
		this.province.actAs("vonhai");
		submit("đã có điện");
		this.clock.advance(Duration.ofHours(3));
		assertThat(view().late()).isTrue();
	}

	@Test
	void aCorrectionIsANewVersionThatNamesItsReason() {
		submit("bản một");
		sign();
		cutOff();
		accept();
		this.province.actAs("vonhai");
		this.reports.correct(this.week.label(), VO_NHAI, "Ghi nhầm", version());
		ReportView correction = view();
		assertThat(correction.number()).isEqualTo(2);
		assertThat(correction.correctionReason()).isEqualTo("Ghi nhầm");
		submit("bản hai");
		sign();
		accept();
		assertThat(view().narrative().difficulties()).isEqualTo("bản hai");
		assertThat(this.reader.view(this.week.label(), VO_NHAI, 1).narrative().difficulties()).isEqualTo("bản một");
	}

	@Test
	void nobodyAcceptsTheirOwnReportOrThatOfAnotherUnit() {
		this.province.actAs("tinh");
		this.reports.submit(this.week.label(), VO_NHAI, Narrative.EMPTY, version());
		sign();
		cutOff();
		assertThatThrownBy(this::accept).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.key()).isEqualTo("weeklyreport.refused.second-person"));
		this.province.actAs("vonhai");
		assertThatThrownBy(() -> this.reports.accept(this.week.label(), VO_NHAI, version())).isInstanceOfSatisfying(
				Refused.class, (refused) -> assertThat(refused.key()).isEqualTo("weeklyreport.refused.not-above"));
	}

	@Test
	void remindersAndEscalationsNameTheMissing() {
		long voNhai = this.units.require(VO_NHAI).id();
		submit("xong");
		this.events.clear();
		this.clock.advance(Duration.ofMinutes(30));
		this.rhythm.tick();
		assertThat(this.events.stream(ReportsWanted.class)).isEmpty();
		cutOff();
		assertThat(this.events.stream(ReportsWanted.class)).singleElement().satisfies((wanted) -> {
			assertThat(wanted.escalated()).isTrue();
			assertThat(wanted.unitIds()).hasSize(9).doesNotContain(voNhai);
		});
	}

	@Test
	void twoEditorsDoNotOverwriteEachOther() throws Exception {
		int seen = version();
		this.mvc.perform(form("save").param("difficulties", "ban cua nguoi truoc").param("version", "" + seen))
			.andExpect(status().is3xxRedirection());
		this.mvc.perform(form("save").param("difficulties", "ban cua nguoi sau").param("version", "" + seen))
			.andExpect(status().isConflict())
			.andExpect(content().string(org.hamcrest.Matchers.containsString("ban cua nguoi truoc")))
			.andExpect(content().string(org.hamcrest.Matchers.containsString("ban cua nguoi sau")));
		this.mvc.perform(form("autosave").param("difficulties", "tự lưu").param("version", "" + seen))
			.andExpect(status().isConflict());
		this.mvc.perform(form("autosave").param("difficulties", "tự lưu").param("version", "" + version()))
			.andExpect(status().isOk());
		this.province.actAs("vonhai");
		assertThat(view().narrative().difficulties()).isEqualTo("tự lưu");
	}

	@Test
	void submittingWhatIsAlreadySubmittedIsAConflictAndATooLongTextStaysInTheForm() throws Exception {
		int seen = version();
		String endless = "dai ".repeat(25_000);
		this.mvc.perform(form("submit").param("difficulties", endless).param("version", "" + seen))
			.andExpect(status().isUnprocessableContent())
			.andExpect(content().string(org.hamcrest.Matchers.containsString(endless.strip())));
		this.mvc.perform(form("submit").param("version", "" + seen)).andExpect(status().is3xxRedirection());
		this.mvc.perform(form("submit").param("version", "" + seen)).andExpect(status().isConflict());
		this.mvc.perform(form("submit").param("version", "" + version())).andExpect(status().isUnprocessableContent());
	}

	@Test
	void malformedRequestsAreBadRequestsNotFailures() throws Exception {
		this.mvc.perform(form("bogus")).andExpect(status().isBadRequest());
		this.mvc.perform(form("save").param("result.x", "x")).andExpect(status().isBadRequest());
	}

	@Test
	void aRefusedStepShowsWhyAndKeepsItsReason() throws Exception {
		cutOff();
		this.province.actAs("tinh");
		this.reports.submit(this.week.label(), PROVINCE, Narrative.EMPTY, version(PROVINCE));
		this.province.actAs("lanhdao");
		this.reports.accept(this.week.label(), PROVINCE, version(PROVINCE));
		this.mvc
			.perform(post("/reports/" + this.week.label() + "/170").param("act", "reopen")
				.param("until", "2020-01-01T10:00")
				.param("reason", "mat dien")
				.param("version", "" + version())
				.with(csrf())
				.with(user(this.province.account("tinh"))))
			.andExpect(status().isUnprocessableContent())
			.andExpect(content().string(org.hamcrest.Matchers.containsString("mat dien")))
			.andExpect(content().string(org.hamcrest.Matchers.containsString("2020-01-01T10:00")));
	}

	@Test
	void whatAnAcceptedReportSaysOfTheUnitsBelowStaysAsItWas() {
		submit("bản một");
		sign();
		cutOff();
		accept();
		this.reports.submit(this.week.label(), PROVINCE, Narrative.EMPTY, version(PROVINCE));
		this.province.actAs("lanhdao");
		this.reports.accept(this.week.label(), PROVINCE, version(PROVINCE));
		var kept = this.reader.view(this.week.label(), PROVINCE, null).below();

		this.province.actAs("vonhai");
		this.reports.correct(this.week.label(), VO_NHAI, "Ghi nhầm", version());
		assertThat(this.overview.matrix(VO_NHAI, 3).punctuality(this.week, this.units.require(VO_NHAI)))
			.isEqualTo(ReportMatrix.Punctuality.ON_TIME);
		assertThat(this.reader.published(this.week.label(), VO_NHAI, null).number()).as("what others are given")
			.isEqualTo(1);
		this.province.actAs("tinh");
		this.reports.reopen(this.week.label(), new UnitCode("171"), this.clock.instant().plusSeconds(600), "muộn",
				version(new UnitCode("171")));
		this.reports.submit(this.week.label(), new UnitCode("171"), Narrative.EMPTY, version(new UnitCode("171")));
		assertThat(this.reader.view(this.week.label(), PROVINCE, null).below()).isEqualTo(kept);
	}

	@Test
	void aWeekKeepsTheSettingsItWasOpenedWith() {
		this.province.actAs("admin");
		var before = this.calendar.settings();
		this.calendar.set(new vn.maiam.weeklyreport.domain.ReportingSettings(before.cutOffDay(), before.cutOffTime(),
				before.lowerDueTime(), before.topDueTime(), false, vn.maiam.area.UnitKind.Level.COMMUNE));
		this.rhythm.tick();
		this.province.actAs("tinh");
		assertThat(this.overview.matrix(VO_NHAI, 1).rows()).hasSize(1);
		this.province.actAs("admin");
		this.calendar.set(before);
	}

	@Test
	void whatIsNoWeekOrNotTheReadersUnitIsNotFound() throws Exception {
		for (String path : List.of("/reports/2024-W53/170", "/reports/2020-W01/170",
				"/reports/" + this.week.label() + "/171", "/reports/" + this.week.label() + "/171.docx",
				"/api/v1/reports/" + this.week.label() + "/171", "/reports/changes?unit=171",
				"/dashboard/live?unit=171")) {
			this.mvc
				.perform(org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get(path)
					.with(user(this.province.account("vonhai"))))
				.andExpect(status().isNotFound());
		}
	}

	@Test
	void aFileIsNamedAndLeavesALineInTheTrail() throws Exception {
		this.mvc
			.perform(org.springframework.test.web.servlet.request.MockMvcRequestBuilders
				.get("/reports/" + this.week.label() + "/170.docx")
				.with(user(this.province.account("vonhai"))))
			.andExpect(status().isOk())
			.andExpect(header().string("Content-Disposition",
					org.hamcrest.Matchers.containsString("bao-cao-" + this.week.label() + "-170.docx")));
		assertThat(this.jdbc.sql("select count(*) from audit_entry where action = 'report.exported' and subject_id = ?")
			.param(this.week.label() + "/170")
			.query(Long.class)
			.single()).isEqualTo(1);
	}

	@Test
	void keptFiguresAreReadAgainAsTheyWereWritten() {
		begin(this.province.aHousehold().save());
		this.province.aHousehold().ineligible().save();
		ReportFigures counted = view().figures();
		assertThat(KeptReport.read(KeptReport.of(counted, List.of()).write()).figures()).isEqualTo(counted);
	}

	private MockHttpServletRequestBuilder form(String act) {
		return post("/reports/" + this.week.label() + "/170").param("act", act)
			.with(csrf())
			.with(user(this.province.account("vonhai")));
	}

	private void begin(HouseholdCode code) {
		this.progress.record(code, RecordProgress.reached(Stage.STARTED, LocalDate.now(this.clock)).because("thử"),
				List.of(), this.province.version(code));
	}

	private void submit(String difficulties) {
		this.reports.submit(this.week.label(), VO_NHAI, new Narrative(null, difficulties, null, null), version());
	}

	private void sign() {
		this.province.actAs("lanhdao.vonhai");
		this.reports.sign(this.week.label(), VO_NHAI, version());
		this.province.actAs("tinh");
	}

	private void cutOff() {
		this.clock.advance(Duration.between(this.clock.instant(), this.week.cutOffAt()));
		this.rhythm.tick();
	}

	private void accept() {
		this.province.actAs("tinh");
		this.reports.accept(this.week.label(), VO_NHAI, version());
	}

	private ReportView view() {
		return this.reader.view(this.week.label(), VO_NHAI, null);
	}

	private int version() {
		return version(VO_NHAI);
	}

	private int version(UnitCode unit) {
		if (org.springframework.security.core.context.SecurityContextHolder.getContext().getAuthentication() == null) {
			this.province.actAs("vonhai");
		}
		return this.reader.view(this.week.label(), unit, null).version();
	}

}
