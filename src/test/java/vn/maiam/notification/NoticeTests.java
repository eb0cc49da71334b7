package vn.maiam.notification;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.TestProvince;
import vn.maiam.directive.DirectiveReminded;
import vn.maiam.directive.domain.DirectiveReception;
import vn.maiam.directive.domain.DirectiveRhythm;
import vn.maiam.directive.domain.DirectiveService;
import vn.maiam.directive.domain.NewDirective;
import vn.maiam.discussion.domain.DiscussionService;
import vn.maiam.document.DocumentKind;
import vn.maiam.document.domain.DocumentFields;
import vn.maiam.document.domain.DocumentService;
import vn.maiam.notification.NoticeKind.Mail;
import vn.maiam.notification.domain.NoticeRounds;
import vn.maiam.notification.domain.NoticeSettings.Ways;
import vn.maiam.notification.domain.NoticeSettings;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;
import vn.maiam.task.NewTask;
import vn.maiam.task.domain.TaskService;
import vn.maiam.weeklyreport.ReportingWeek;
import vn.maiam.weeklyreport.ReportsWanted;

import static org.assertj.core.api.Assertions.assertThat;

/** Of every kind: who is told, by which way, and who is not. */
@SpringBootTest
@Import({ TestProvince.People.class, TestProvince.HandTime.class })
// a mail server that nobody has to reach: letters are written to the outbox and stay
// there
@TestPropertySource(properties = { "spring.mail.host=127.0.0.1", "spring.mail.port=9" })
class NoticeTests {

	/** Who has an address; everybody else is told in the application only. */
	private static final List<String> WITH_ADDRESS = List.of("vonhai", "lanhdao", "lanhdao.vonhai", "tinh", "daitu");

	@Autowired
	TestProvince province;

	@Autowired
	TestProvince.HandClock clock;

	@Autowired
	DirectiveService directives;

	@Autowired
	DirectiveReception reception;

	@Autowired
	DirectiveRhythm directiveRhythm;

	@Autowired
	DiscussionService discussion;

	@Autowired
	TaskService tasks;

	@Autowired
	DocumentService documents;

	@Autowired
	NoticeSettings settings;

	@Autowired
	NoticeRounds rounds;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Clock anyClock;

	@BeforeEach
	void aQuietMorning() {
		this.jdbc.sql("update user_account set email = username || '@example.vn' where username = any(?)")
			.param(WITH_ADDRESS.toArray(String[]::new))
			.update();
		this.jdbc.sql("delete from notice_delivery").update();
		this.jdbc.sql("delete from notice").update();
		this.jdbc.sql("delete from notice_preference").update();
		// nine in the morning of some day
		while (this.clock.instant().atZone(this.clock.getZone()).getHour() != 9) {
			this.clock.advance(Duration.ofHours(1));
		}
	}

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void anOrderIsToldToThePeopleOfItsUnitsAtOnce() {
		order("170");
		assertThat(told(NoticeKind.DIRECTIVE)).containsExactly("lanhdao.vonhai", "vonhai");
		assertThat(way(NoticeKind.DIRECTIVE, "vonhai")).isEqualTo("MAIL now");
	}

	@Test
	void anOrderThatNobodyReceivesIsToldAgainAndThenToTheLeaders() {
		long id = order("170");
		this.clock.advance(Duration.ofHours(25));
		this.directiveRhythm.tick();
		assertThat(told(NoticeKind.DIRECTIVE_REMINDER)).containsExactly("lanhdao.vonhai", "vonhai");
		assertThat(told(NoticeKind.DIRECTIVE_ESCALATED)).isEmpty();
		this.jdbc.sql("update notice_delivery set state = 'SENT'").update();
		this.clock.advance(Duration.ofHours(25));
		this.directiveRhythm.tick();
		assertThat(told(NoticeKind.DIRECTIVE_ESCALATED)).as("not who issued it").containsExactly("lanhdao.vonhai");
		assertThat(way(NoticeKind.DIRECTIVE_ESCALATED, "lanhdao.vonhai")).isEqualTo("MAIL now");
		assertThat(this.jdbc.sql(
				"select count(*) from notice_delivery d join notice n on n.id = d.notice_id where n.kind = 'DIRECTIVE_REMINDER' and n.subject_id = ?")
			.param(String.valueOf(id))
			.query(Long.class)
			.single()).as("a second letter to each, though the first is unread").isEqualTo(4);
		act("vonhai", () -> this.reception.acknowledge(id));
		this.jdbc.sql("delete from notice_delivery").update();
		this.jdbc.sql("delete from notice").update();
		this.events.publishEvent(new DirectiveReminded(id, addressees(id), true));
		assertThat(told(NoticeKind.DIRECTIVE_REMINDER)).as("received is received").isEmpty();
	}

	@Test
	void whoeverIssuedAnOrderHearsOfItsProgressInOneNotice() {
		long id = order("170", "171");
		act("vonhai", () -> this.reception.acknowledge(id));
		act("daitu", () -> this.reception.acknowledge(id));
		assertThat(told(NoticeKind.DIRECTIVE_PROGRESS)).containsExactly("lanhdao");
		assertThat(count(NoticeKind.DIRECTIVE_PROGRESS, "lanhdao")).isEqualTo(2);
		assertThat(way(NoticeKind.DIRECTIVE_PROGRESS, "lanhdao")).as("one letter for both").isEqualTo("DIGEST 07:00");
	}

	@Test
	void aWithdrawnOrderIsToldToWhoeverGotIt() {
		long id = order("170");
		act("lanhdao", () -> this.directives.withdraw(id, "nhầm số"));
		assertThat(told(NoticeKind.DIRECTIVE_WITHDRAWN)).containsExactly("lanhdao.vonhai", "vonhai");
		assertThat(way(NoticeKind.DIRECTIVE_WITHDRAWN, "vonhai")).isEqualTo("MAIL now");
	}

	@Test
	void whoIsCalledIsToldAndTheRoomHearsOfTheRest() {
		post("vonhai", "Nhờ @lanhdao.vonhai xem giúp");
		assertThat(told(NoticeKind.MENTION)).containsExactly("lanhdao.vonhai");
		assertThat(way(NoticeKind.MENTION, "lanhdao.vonhai")).isEqualTo("MAIL now");
		assertThat(told(NoticeKind.POST)).as("not who is called anyway, not who wrote").isEmpty();
		post("lanhdao.vonhai", "Đã xem");
		assertThat(told(NoticeKind.POST)).containsExactly("vonhai");
		assertThat(way(NoticeKind.POST, "vonhai")).isEqualTo("none");
	}

	@Test
	void anAnswerIsToldToThoseWhoTalk() {
		UUID id = post("vonhai", "Ai có mẫu biên bản?");
		act("lanhdao.vonhai", () -> this.discussion.comment(id, "Có đây", null));
		assertThat(told(NoticeKind.COMMENT)).containsExactly("vonhai");
		act("lanhdao", () -> this.discussion.comment(id, "Tốt", null));
		assertThat(told(NoticeKind.COMMENT)).containsExactly("lanhdao.vonhai", "vonhai");
		assertThat(count(NoticeKind.COMMENT, "vonhai")).as("each answer is a matter of its own").isEqualTo(1);
		assertThat(way(NoticeKind.COMMENT, "vonhai")).isEqualTo("DIGEST 07:00");
	}

	@Test
	void aTaskIsToldToItsOwnerAndItsEndToWhoGaveIt() {
		long id = task("lanhdao.vonhai", "vonhai", null);
		assertThat(told(NoticeKind.TASK_GIVEN)).containsExactly("vonhai");
		assertThat(way(NoticeKind.TASK_GIVEN, "vonhai")).isEqualTo("MAIL now");
		act("vonhai", () -> this.tasks.finish(id, null, 0));
		assertThat(told(NoticeKind.TASK_DONE)).containsExactly("lanhdao.vonhai");
		assertThat(way(NoticeKind.TASK_DONE, "lanhdao.vonhai")).isEqualTo("DIGEST 07:00");
	}

	@Test
	void whatIsDueTomorrowIsToldInTheMorningOnce() {
		task("lanhdao.vonhai", "vonhai", LocalDate.now(this.anyClock).plusDays(1));
		task("lanhdao.vonhai", "vonhai", LocalDate.now(this.anyClock).plusDays(5));
		this.jdbc.sql("delete from notice_round").update();
		this.rounds.tick();
		this.rounds.tick();
		assertThat(told(NoticeKind.TASK_DUE)).containsExactly("vonhai");
		assertThat(count(NoticeKind.TASK_DUE, "vonhai")).isEqualTo(1);
		assertThat(way(NoticeKind.TASK_DUE, "vonhai")).isEqualTo("DIGEST 07:00");
	}

	@Test
	void aMissingReportIsToldToItsOfficialsAndAfterTheCutOffToTheirLeaders() {
		ReportingWeek week = ReportingWeek.valueOf("2025-W02");
		Long unit = this.province.unit("170");
		this.events.publishEvent(new ReportsWanted(week, Instant.EPOCH, List.of(unit), false));
		assertThat(told(NoticeKind.REPORT_REMINDER)).containsExactly("vonhai");
		assertThat(way(NoticeKind.REPORT_REMINDER, "vonhai")).isEqualTo("MAIL now");
		this.events.publishEvent(new ReportsWanted(week, Instant.EPOCH, List.of(unit), true));
		assertThat(told(NoticeKind.REPORT_OVERDUE)).containsExactly("lanhdao.vonhai", "vonhai");
		assertThat(way(NoticeKind.REPORT_OVERDUE, "vonhai")).isEqualTo("MAIL now");
	}

	@Test
	void aReportsWayIsToldUpAndDown() {
		String report = "2025-W02/170";
		fact("vonhai", "report.submitted", new SubjectRef("report", report), "170");
		assertThat(told(NoticeKind.REPORT_SUBMITTED)).containsExactly("tinh");
		assertThat(way(NoticeKind.REPORT_SUBMITTED, "tinh")).isEqualTo("none");
		fact("tinh", "report.returned", new SubjectRef("report", report), "170");
		assertThat(told(NoticeKind.REPORT_RETURNED)).containsExactly("vonhai");
		assertThat(way(NoticeKind.REPORT_RETURNED, "vonhai")).isEqualTo("MAIL now");
		fact("tinh", "report.accepted", new SubjectRef("report", report), "170");
		assertThat(told(NoticeKind.REPORT_ACCEPTED)).containsExactly("vonhai");
		assertThat(way(NoticeKind.REPORT_ACCEPTED, "vonhai")).isEqualTo("DIGEST 07:00");
	}

	@Test
	void evidenceThatIsSentBackIsToldToWhoRecordedTheHouse() {
		this.province.actAs("trangxa");
		String code = this.province.aHousehold().save().value();
		fact("vonhai", "household.evidence-returned", new SubjectRef("household", code), TestProvince.TRANG_XA);
		assertThat(told(NoticeKind.EVIDENCE_RETURNED)).containsExactly("trangxa");
		assertThat(way(NoticeKind.EVIDENCE_RETURNED, "trangxa")).as("has no address").isEqualTo("none");
	}

	@Test
	void silentHousesAreToldOnMondaysAllAtOnce() {
		while (this.clock.instant().atZone(this.clock.getZone()).getDayOfWeek().getValue() != 1) {
			this.clock.advance(Duration.ofDays(1));
		}
		for (String code : List.of("TN-900001", "TN-900002")) {
			this.jdbc
				.sql("""
						insert into task (version, unit_id, title, subject_kind, subject_id, cause, priority, state, made_at)
						values (0, ?, 'im lặng', 'household', ?, 'household-silent', 'NORMAL', 'OPEN', now())""")
				.params(this.province.unit(TestProvince.TRANG_XA), code)
				.update();
		}
		this.jdbc.sql("delete from notice_round").update();
		this.rounds.tick();
		assertThat(told(NoticeKind.HOUSEHOLD_SILENT))
			.as("the commune's and the district's officials, not the province's")
			.containsExactly("trangxa", "vonhai");
		assertThat(count(NoticeKind.HOUSEHOLD_SILENT, "vonhai")).isEqualTo(1);
		assertThat(way(NoticeKind.HOUSEHOLD_SILENT, "vonhai")).isEqualTo("DIGEST 07:00");
		this.jdbc.sql("delete from task where cause = 'household-silent'").update();
	}

	@Test
	void aDocumentIsToldToThoseItReaches() {
		document("lanhdao.vonhai", "170", DocumentFields.Reach.GROUP);
		assertThat(told(NoticeKind.DOCUMENT)).containsExactly("vonhai");
		assertThat(way(NoticeKind.DOCUMENT, "vonhai")).isEqualTo("DIGEST 07:00");
		document("lanhdao.vonhai", "170", DocumentFields.Reach.BELOW);
		assertThat(told(NoticeKind.DOCUMENT)).containsExactly("trangxa", "vonhai");
	}

	@Test
	void whatHappensToAnAccountIsToldToItsOwnerEvenWhoDidItThemselves() {
		fact("vonhai", "account.password-changed", new SubjectRef("account", "vonhai"), "170");
		assertThat(told(NoticeKind.SECURITY)).containsExactly("vonhai");
		assertThat(way(NoticeKind.SECURITY, "vonhai")).isEqualTo("MAIL now");
	}

	@ParameterizedTest
	@EnumSource(NoticeKind.class)
	void ordersAndSecurityCannotBeSwitchedOffAndTheRestCan(NoticeKind kind) {
		this.province.actAs("vonhai");
		boolean refused = false;
		try {
			this.settings.choose(java.util.Map.of(kind, new Ways(Mail.OFF, false)), this.settings.quiet());
		}
		catch (vn.maiam.shared.Refused ex) {
			refused = true;
		}
		assertThat(refused).isEqualTo(kind.isAlways());
		assertThat(this.settings.ways().get(kind))
			.isEqualTo(kind.isAlways() ? new Ways(Mail.NOW, true) : new Ways(Mail.OFF, false));
	}

	@Test
	void whoChoseNoMailForAKindIsToldInTheApplicationOnly() {
		this.province.actAs("vonhai");
		this.settings.choose(java.util.Map.of(NoticeKind.TASK_GIVEN, new Ways(Mail.OFF, false)), this.settings.quiet());
		task("lanhdao.vonhai", "vonhai", null);
		assertThat(told(NoticeKind.TASK_GIVEN)).containsExactly("vonhai");
		assertThat(way(NoticeKind.TASK_GIVEN, "vonhai")).isEqualTo("none");
	}

	@Test
	void atNightOnlyOrdersAndSecurityAreMailed() {
		while (this.clock.instant().atZone(this.clock.getZone()).getHour() != 23) {
			this.clock.advance(Duration.ofHours(1));
		}
		task("lanhdao.vonhai", "vonhai", null);
		assertThat(way(NoticeKind.TASK_GIVEN, "vonhai")).isEqualTo("MAIL 06:00");
		order("170");
		assertThat(way(NoticeKind.DIRECTIVE, "vonhai")).isEqualTo("MAIL now");
	}

	@Test
	void aNoticeIsThereOnlyWithWhatItTellsOf() {
		this.transaction.executeWithoutResult((status) -> {
			order("170");
			status.setRollbackOnly();
		});
		assertThat(told(NoticeKind.DIRECTIVE)).isEmpty();
		assertThat(this.jdbc.sql("select count(*) from notice_delivery").query(Long.class).single()).isZero();
	}

	private long order(String... units) {
		return act("lanhdao",
				() -> this.directives.issue(
						new NewDirective(this.province.unit("19"), null, "Rà soát", "Rà soát các hộ", null,
								List.of(units).stream().map(this.province::unit).toList(), List.of(), List.of(), false),
						null));
	}

	private List<Long> addressees(long directive) {
		return this.jdbc.sql("select id from directive_addressee where directive_id = ?")
			.param(directive)
			.query(Long.class)
			.list();
	}

	private UUID post(String who, String words) {
		return act(who, () -> this.discussion.post(new SubjectRef("group", "170"), words, null));
	}

	private long task(String giver, String owner, LocalDate due) {
		return act(giver, () -> this.tasks.give(new NewTask(this.province.unit("170"), "Việc", null,
				this.province.account(owner).id(), List.of(), null, due, false, null, List.of()), null));
	}

	private void document(String who, String unit, DocumentFields.Reach reach) {
		act(who, () -> this.documents.add(
				new DocumentFields(this.province.unit(unit), reach, DocumentKind.PLAN, null, null, null, null,
						"Kế hoạch", ""),
				List.of(new MockMultipartFile("files", "a.txt", "text/plain",
						UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)))));
	}

	private void fact(String who, String action, SubjectRef subject, String unit) {
		act(who, () -> {
			this.transaction.executeWithoutResult((status) -> this.events
				.publishEvent(Audited.of(Audited.Fact.of(action, subject, "Huyện Võ Nhai", this.province.unit(unit)))));
			return null;
		});
	}

	private void act(String who, Runnable deed) {
		act(who, () -> {
			deed.run();
			return null;
		});
	}

	private <T> T act(String who, java.util.function.Supplier<T> deed) {
		this.province.actAs(who);
		try {
			return deed.get();
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	private Set<String> told(NoticeKind kind) {
		return new TreeSet<>(this.jdbc.sql(
				"select a.username from notice n join user_account a on a.id = n.account_id where n.kind = ? and n.read_at is null")
			.param(kind.name())
			.query(String.class)
			.list());
	}

	private int count(NoticeKind kind, String who) {
		return this.jdbc.sql(
				"select max(n.count) from notice n join user_account a on a.id = n.account_id where n.kind = ? and a.username = ? and n.read_at is null")
			.params(kind.name(), who)
			.query(Integer.class)
			.single();
	}

	/**
	 * The newest letter: its channel, and now or the hour of the field before which it is
	 * not sent.
	 */
	private String way(NoticeKind kind, String who) {
		return this.jdbc.sql("""
				select d.channel || ' ' || case when d.not_before <= :now then 'now'
					else to_char(d.not_before at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI') end
				from notice_delivery d join notice n on n.id = d.notice_id join user_account a on a.id = n.account_id
				where n.kind = :kind and a.username = :who order by n.id desc limit 1""")
			.param("now", java.sql.Timestamp.from(this.clock.instant()))
			.param("kind", kind.name())
			.param("who", who)
			.query(String.class)
			.optional()
			.orElse("none");
	}

}
