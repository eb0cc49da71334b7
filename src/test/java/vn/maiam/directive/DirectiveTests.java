package vn.maiam.directive;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.TestProvince;
import vn.maiam.directive.domain.Addressee;
import vn.maiam.directive.domain.DirectiveReader;
import vn.maiam.directive.domain.DirectiveReception;
import vn.maiam.directive.domain.DirectiveService;
import vn.maiam.directive.domain.NewDirective;
import vn.maiam.document.domain.AttachmentService;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.task.TaskBoard;
import vn.maiam.task.TaskLine;
import vn.maiam.task.domain.TaskService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringBootTest
@Import(TestProvince.People.class)
class DirectiveTests {

	@Autowired
	TestProvince province;

	@Autowired
	DirectiveService directives;

	@Autowired
	DirectiveReception reception;

	@Autowired
	DirectiveReader reader;

	@Autowired
	AttachmentService attachments;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	TaskBoard board;

	@Autowired
	TaskService tasks;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void eachAddresseeGoesItsOwnWayByName() {
		long id = order("170", "171");
		assertThat(states(id)).containsValues(AddresseeState.UNOPENED, AddresseeState.UNOPENED);
		this.province.actAs("vonhai");
		this.reception.open(id);
		this.province.actAs("daitu");
		this.reception.acknowledge(id);
		this.province.actAs("lanhdao");
		assertThat(states(id)).containsEntry(this.province.unit("170"), AddresseeState.OPENED)
			.containsEntry(this.province.unit("171"), AddresseeState.ACKNOWLEDGED);
		assertThat(of(id, "171").acknowledgedBy()).isEqualTo("Người dùng daitu");
		this.province.actAs("daitu");
		this.reception.finish(id, "Đã làm");
		this.province.actAs("lanhdao");
		DirectiveLine line = this.reader.require(id);
		assertThat(List.of(line.addressees(), line.received(), line.done())).containsExactly(2, 1, 1);
		assertThat(of(id, "171").note()).isEqualTo("Đã làm");
	}

	@Test
	void itBecomesTasksWhoseEndIsTheAddresseesEnd() {
		long id = order("170", "171");
		assertThat(this.directives.makeTasks(id)).isEqualTo(2);
		assertThat(this.directives.makeTasks(id)).as("once each").isZero();
		this.province.actAs("vonhai");
		TaskLine task = this.board.mine(50, "")
			.stream()
			.filter((it) -> String.valueOf(id).equals(it.subjectId()))
			.findFirst()
			.orElseThrow();
		assertThat(task.dueOn()).isEqualTo(LocalDate.of(2030, 12, 15));
		assertThatThrownBy(() -> this.reception.finish(id, null)).isInstanceOf(Refused.class);
		this.tasks.begin(task.id(), 0);
		this.province.actAs("lanhdao");
		assertThat(states(id)).containsEntry(this.province.unit("170"), AddresseeState.DOING);
		this.province.actAs("vonhai");
		this.tasks.finish(task.id(), "3 hộ vướng đất", 1);
		this.province.actAs("lanhdao");
		assertThat(states(id)).containsEntry(this.province.unit("170"), AddresseeState.DONE)
			.containsEntry(this.province.unit("171"), AddresseeState.UNOPENED);
		this.tasks.reopen(task.id(), 2);
		assertThat(states(id)).containsEntry(this.province.unit("170"), AddresseeState.ACKNOWLEDGED);
	}

	@Test
	void nobodyDoesAnOrderInAnothersName() {
		this.province.actAs("lanhdao");
		long id = this.directives.issue(new NewDirective(this.province.unit("19"), null, "Việc riêng", "Nội dung riêng",
				null, List.of(), List.of(), List.of(this.province.account("lanhdao.vonhai").id()), true), null);
		Long task = of(id, "170").taskId();
		this.province.actAs("vonhai");
		assertThatThrownBy(() -> this.reader.require(id)).isInstanceOf(NotFound.class);
		assertThatThrownBy(() -> this.tasks.finish(task, null, 0)).as("a personal task").isInstanceOf(NotFound.class);
		long toUnits = order("170", "171");
		this.directives.makeTasks(toUnits);
		this.province.actAs("thanhvien");
		assertThatThrownBy(() -> this.tasks.finish(of(toUnits, "171").taskId(), null, 0)).isInstanceOf(Refused.class);
		this.province.actAs("quantri.vonhai");
		assertThatThrownBy(() -> this.tasks.drop(of(toUnits, "170").taskId(), "không làm", 0))
			.isInstanceOf(Refused.class);
		this.province.actAs("lanhdao");
		assertThat(states(toUnits)).containsEntry(this.province.unit("171"), AddresseeState.UNOPENED);
		this.directives.withdraw(toUnits, "Nhầm");
		assertThat(this.board.mine(100, "")).extracting(TaskLine::subjectId).doesNotContain(String.valueOf(toUnits));
	}

	@Test
	void whomItDoesNotConcernDoesNotSeeItAndAnAddresseeSeesOnlyItsOwnLine() {
		long id = order("170", "171");
		this.province.actAs("trangxa");
		assertThatThrownBy(() -> this.reader.require(id)).isInstanceOf(NotFound.class);
		assertThatThrownBy(() -> this.reception.acknowledge(id)).isInstanceOf(NotFound.class);
		this.province.actAs("tinh");
		assertThatThrownBy(() -> this.reception.acknowledge(id)).as("who only sees it").isInstanceOf(Refused.class);
		this.province.actAs("daitu");
		assertThat(this.reader.addressees(id)).extracting(Addressee::unitId).containsExactly(this.province.unit("171"));
		assertThat(this.reader.addressees(id).get(0).mine()).isTrue();
		assertThat(this.reader.require(id).addressees()).as("and counts no others").isEqualTo(1);
	}

	@Test
	void onlyALeaderOrdersAndOnlyWhomHeLeads() {
		this.province.actAs("vonhai");
		assertThatThrownBy(() -> this.directives.issue(to("170"), null))
			.isInstanceOf(org.springframework.security.access.AccessDeniedException.class);
		this.province.actAs("lanhdao.vonhai");
		assertThatThrownBy(() -> this.directives.issue(to("171"), null)).isInstanceOf(NotFound.class);
		NewDirective toAStranger = new NewDirective(this.province.unit("170"), null, "Việc", "Nội dung", null,
				List.of(), List.of(), List.of(this.province.account("daitu").id()), false);
		assertThatThrownBy(() -> this.directives.issue(toAStranger, null)).isInstanceOf(Refused.class);
		NewDirective toNobody = new NewDirective(this.province.unit("170"), null, "Việc", "Nội dung", null, List.of(),
				List.of(), List.of(), false);
		assertThatThrownBy(() -> this.directives.issue(toNobody, null)).isInstanceOf(Refused.class);
	}

	@Test
	void whatWasWithdrawnIsNotReceivedAnyMore() {
		long id = order("170");
		this.directives.withdraw(id, "Sai thời hạn");
		this.province.actAs("vonhai");
		assertThat(this.reader.require(id).withdrawalReason()).isEqualTo("Sai thời hạn");
		assertThat(this.reader.waiting(50)).extracting(DirectiveLine::id).doesNotContain(id);
		assertThatThrownBy(() -> this.reception.acknowledge(id)).isInstanceOf(Refused.class);
	}

	@Test
	void whatWasWithdrawnTakesItsWordsAndItsFilesWithIt() {
		this.province.actAs("lanhdao");
		MockMultipartFile plan = new MockMultipartFile("files", "kế hoạch.txt", "text/plain",
				"Danh sách nhầm".getBytes(StandardCharsets.UTF_8));
		long id = this.directives.issue(to("170"), List.of(plan));
		SubjectRef subject = new SubjectRef("directive", Long.toString(id));
		UUID file = this.attachments.of(List.of(subject)).get(subject).get(0).id();
		this.province.actAs("vonhai");
		assertThat(this.attachments.require(file).name()).isEqualTo("kế hoạch.txt");
		this.province.actAs("lanhdao");
		this.directives.withdraw(id, "Gửi nhầm danh sách");
		assertThat(this.attachments.require(file)).as("the side that issued it").isNotNull();
		assertThat(this.reader.require(id).text()).isEqualTo("Rà soát các hộ");
		this.province.actAs("vonhai");
		assertThatThrownBy(() -> this.attachments.require(file)).isInstanceOf(NotFound.class);
		assertThat(this.reader.require(id).text()).isNull();
		assertThat(this.reader.require(id).withdrawalReason()).isEqualTo("Gửi nhầm danh sách");
		assertThat(this.reader.search("rà soát", 50)).extracting(SubjectCard::subject).doesNotContain(subject);
	}

	@Test
	void aSeatThatOutlivedItsRightIsToldOfNoOrder() {
		this.jdbc
			.sql("""
					with c as (insert into committee (unit_id, kind, decision_no, decision_date, valid_from, version)
						select id, 'HELPER', '1/QĐ', '2024-11-01', '2024-11-01', 0 from administrative_unit where code = '170' returning id)
					insert into membership (committee_id, account_id, position, office, decision_no, decision_date, from_day, recorded_at, recorded_by, version)
					select c.id, a.id, 'TEAM_MEMBER', 'cũ', '1/QĐ', '2024-11-01', '2024-11-01', now(), a.id, 0 from c, user_account a where a.username = 'daitu'""")
			.update();
		try {
			long id = order("170");
			this.province.actAs("daitu");
			assertThat(this.reader.waiting(50)).extracting(DirectiveLine::id).doesNotContain(id);
			this.province.actAs("vonhai");
			assertThat(this.reader.waiting(50)).extracting(DirectiveLine::id).contains(id);
		}
		finally {
			this.jdbc.sql("delete from membership where office = 'cũ'").update();
			this.jdbc.sql(
					"delete from committee where decision_no = '1/QĐ' and id not in (select committee_id from membership)")
				.update();
		}
	}

	private long order(String... units) {
		this.province.actAs("lanhdao");
		return this.directives.issue(to(units), null);
	}

	private NewDirective to(String... units) {
		long issuer = this.province.account(SecurityContextHolder.getContext().getAuthentication().getName())
			.grants()
			.get(0)
			.unit()
			.id();
		return new NewDirective(issuer, "12/UBND", "Rà soát", "Rà soát các hộ", LocalDate.of(2030, 12, 15),
				List.of(units).stream().map(this.province::unit).toList(), List.of(), List.of(), false);
	}

	private Map<Long, AddresseeState> states(long id) {
		return this.reader.addressees(id).stream().collect(Collectors.toMap(Addressee::unitId, Addressee::state));
	}

	private Addressee of(long id, String unit) {
		return this.reader.addressees(id)
			.stream()
			.filter((it) -> it.unitId() == this.province.unit(unit))
			.findFirst()
			.orElseThrow();
	}

}
