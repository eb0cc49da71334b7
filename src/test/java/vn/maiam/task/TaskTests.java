package vn.maiam.task;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.task.NewTask.Repeats;
import vn.maiam.task.domain.TaskReader;
import vn.maiam.task.domain.TaskReader.View;
import vn.maiam.task.domain.TaskRhythm;
import vn.maiam.task.domain.TaskService;
import vn.maiam.weeklyreport.domain.ReportingRhythm;
import vn.maiam.weeklyreport.domain.WeekCalendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringBootTest
@Import({ TestProvince.People.class, TestProvince.HandTime.class })
class TaskTests {

	@Autowired
	TestProvince province;

	@Autowired
	TestProvince.HandClock clock;

	@Autowired
	TaskService tasks;

	@Autowired
	TaskReader reader;

	@Autowired
	TaskRhythm rhythm;

	@Autowired
	ProgressService progress;

	@Autowired
	ReportingRhythm weeks;

	@Autowired
	WeekCalendar calendar;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void aSilentHouseBecomesATaskAndAnUpdateEndsIt() {
		this.province.actAs("trangxa");
		HouseholdCode code = this.province.aHousehold().named("Lý Thị Im").save();
		reach(code, Stage.STARTED);
		this.rhythm.tick();
		assertThat(open(code)).isEmpty();
		this.clock.advance(Duration.ofDays(15));
		this.rhythm.tick();
		this.rhythm.tick();
		assertThat(open(code)).singleElement()
			.satisfies((task) -> assertThat(task.title()).isEqualTo("Cập nhật hộ Lý Thị Im: im lặng trên 14 ngày"));
		TaskLine task = open(code).get(0);
		assertThatThrownBy(() -> this.tasks.finish(task.id(), null, task.version()))
			.as("saying so does not update a house")
			.isInstanceOf(Refused.class);
		reach(code, Stage.FOUNDATION);
		this.rhythm.tick();
		assertThat(open(code)).isEmpty();
		assertThat(this.reader.require(task.id()).state()).isEqualTo(TaskState.DONE);
	}

	@Test
	void theRunningWeeksReportIsATaskUntilItIsSubmitted() {
		this.province.actAs("trangxa");
		this.province.aHousehold().save();
		this.weeks.tick();
		this.rhythm.tick();
		String week = this.calendar.current().orElseThrow().label().toString();
		this.province.actAs("vonhai");
		assertThat(this.reader.list(View.MINE, false, 1).rows()).anySatisfy((task) -> {
			assertThat(task.subjectId()).isEqualTo(week + "/170");
			assertThat(task.dueOn()).isNotNull();
		});
		long task = this.reader.list(View.MINE, false, 1)
			.rows()
			.stream()
			.filter((it) -> (week + "/170").equals(it.subjectId()))
			.findFirst()
			.orElseThrow()
			.id();
		assertThat(this.tasks.mayMove(task)).isTrue();
		this.jdbc.sql("update account_grant set unit_id = ? where account_id = ?")
			.params(this.province.unit("19"), this.province.account("thanhvien").id().value())
			.update();
		this.province.actAs("thanhvien");
		assertThat(this.tasks.mayMove(task)).as("a plain member above").isFalse();
		this.jdbc.sql("update account_grant set unit_id = ? where account_id = ?")
			.params(this.province.unit("170"), this.province.account("thanhvien").id().value())
			.update();
		this.province.actAs("vonhai");
		this.jdbc.sql(
				"update weekly_report set state = 'SUBMITTED', submitted_at = ?, first_submitted_at = ?, submitted_by = ? where week = ? and unit_id = ?")
			.params(Timestamp.from(Instant.EPOCH), Timestamp.from(Instant.EPOCH),
					this.province.account("vonhai").id().value(), week, this.province.unit("170"))
			.update();
		this.rhythm.tick();
		assertThat(this.reader.list(View.MINE, false, 1).rows()).extracting(TaskLine::subjectId)
			.doesNotContain(week + "/170");
	}

	@Test
	void twoInstancesAtOnceMakeEachTaskOnce() throws Exception {
		this.province.actAs("trangxa");
		HouseholdCode code = this.province.aHousehold().save();
		reach(code, Stage.STARTED);
		this.clock.advance(Duration.ofDays(20));
		List<Thread> hands = List.of(new Thread(this.rhythm::tick), new Thread(this.rhythm::tick),
				new Thread(this.rhythm::tick));
		hands.forEach(Thread::start);
		for (Thread hand : hands) {
			hand.join();
		}
		this.rhythm.tick();
		assertThat(open(code)).hasSize(1);
	}

	@Test
	void whoTakesWhatNobodyOwnedOwnsItAndAStaleHandIsStopped() {
		long id = give("lanhdao.vonhai", null, null, null);
		this.province.actAs("vonhai");
		assertThat(this.reader.mine(100, "")).extracting(TaskLine::id).contains(id);
		this.tasks.begin(id, 0);
		assertThat(this.reader.require(id).owner()).isEqualTo("vonhai");
		this.province.actAs("lanhdao.vonhai");
		assertThatThrownBy(() -> this.tasks.finish(id, null, 0))
			.isInstanceOf(org.springframework.orm.ObjectOptimisticLockingFailureException.class);
	}

	@Test
	void aTaskOfEveryWeekComesAgainWhenItIsDone() {
		LocalDate thursday = LocalDate.of(2026, 1, 8);
		long id = give("lanhdao.vonhai", "vonhai", thursday, Repeats.WEEKLY);
		this.province.actAs("vonhai");
		this.tasks.finish(id, null, 0);
		assertThat(this.reader.mine(100, "")).filteredOn((task) -> task.repeats() == Repeats.WEEKLY)
			.extracting(TaskLine::dueOn)
			.containsExactly(thursday.plusWeeks(1));
		assertThat(this.jdbc.sql(
				"select count(*) from task_item i join task t on t.id = i.task_id where t.due_on = ? and i.done_at is null")
			.param(java.sql.Date.valueOf(thursday.plusWeeks(1)))
			.query(Long.class)
			.single()).as("with its steps").isEqualTo(2);
	}

	@Test
	void nobodyIsAskedWhoCannotSeeItAndOnlyWhoGaveItDropsIt() {
		assertThatThrownBy(() -> give("lanhdao.vonhai", "daitu", null, null)).isInstanceOf(Refused.class);
		long id = give("lanhdao.vonhai", "vonhai", null, null);
		this.province.actAs("vonhai");
		assertThatThrownBy(() -> this.tasks.drop(id, "không cần", 0)).isInstanceOf(Refused.class);
		this.province.actAs("daitu");
		assertThatThrownBy(() -> this.reader.require(id)).isInstanceOf(NotFound.class);
		this.province.actAs("lanhdao.vonhai");
		this.tasks.drop(id, "không cần", 0);
		assertThat(this.reader.require(id).closeNote()).isEqualTo("không cần");
	}

	private long give(String giver, String owner, LocalDate due, Repeats repeats) {
		this.province.actAs(giver);
		return this.tasks.give(new NewTask(this.province.unit("170"), "Kiểm tra hồ sơ", null,
				(owner != null) ? this.province.account(owner).id() : null, List.of(), null, due, false, repeats,
				List.of("Bước một", "Bước hai")), null);
	}

	@Test
	void aListHasWhatItsReaderSeesAndNothingElse() {
		long finished = give("lanhdao.vonhai", "vonhai", null, null);
		this.province.actAs("vonhai");
		this.tasks.finish(finished, null, 0);
		this.province.actAs("lanhdao.vonhai");
		this.tasks.give(new NewTask(this.province.unit("170"), "Chỉ hai người biết", null,
				this.province.account("vonhai").id(), List.of(), null, null, false, null, List.of(), true), null);
		for (String name : List.of("lanhdao", "lanhdao.vonhai", "vonhai", "trangxa")) {
			this.province.actAs(name);
			for (boolean closed : List.of(false, true)) {
				long seen = this.jdbc
					.sql("""
							select count(*) from task t join user_account a on a.username = ? where (t.closed_at is not null) = ?
								and (not t.personal and exists (select 1 from account_grant g join unit_closure c on c.ancestor_id = g.unit_id
										where g.account_id = a.id and c.descendant_id = t.unit_id)
									or a.id in (t.owner_id, t.given_by) or exists (select 1 from task_helper h where h.task_id = t.id and h.account_id = a.id))""")
					.params(name, closed)
					.query(Long.class)
					.single();
				assertThat(this.reader.list(View.UNIT, closed, 1)).as(name).satisfies((page) -> {
					assertThat(page.total()).isEqualTo(seen);
					assertThat(page.rows()).hasSize((int) Math.min(seen, page.size()))
						.allSatisfy((task) -> assertThat(this.reader.require(task.id())).isEqualTo(task));
				});
				assertThat(closed || this.reader.counts().get(View.UNIT) == seen).as(name).isTrue();
			}
		}
	}

	private void reach(HouseholdCode code, Stage stage) {
		this.province.actAs("trangxa");
		this.progress.record(code,
				RecordProgress.reached(stage, LocalDate.ofInstant(this.clock.instant(), this.clock.getZone()))
					.because("thử"),
				List.of(), this.province.version(code));
	}

	private List<TaskLine> open(HouseholdCode code) {
		this.province.actAs("trangxa");
		return this.reader.on(new vn.maiam.shared.SubjectRef("household", code.value()), 20)
			.stream()
			.filter((task) -> !task.state().isClosed() && "household-silent".equals(task.cause()))
			.toList();
	}

}
