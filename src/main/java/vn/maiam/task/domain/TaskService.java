package vn.maiam.task.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MultipartFile;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitDirectory;
import vn.maiam.document.Attachments;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;
import vn.maiam.task.NewTask;
import vn.maiam.task.TaskMoved;
import vn.maiam.task.TaskRegister;

/** Gives tasks and moves them. */
@Service
@Transactional
@Requires(Permission.WORK)
public class TaskService implements TaskRegister {

	/** What a task can be about. */
	private static final Set<String> ABOUT = Set.of("household", "report", "directive", "document");

	private final Tasks tasks;

	private final TaskReader reader;

	private final Attachments attachments;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	TaskService(Tasks tasks, TaskReader reader, Attachments attachments, UnitDirectory units, CurrentAccount current,
			JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.tasks = tasks;
		this.reader = reader;
		this.attachments = attachments;
		this.units = units;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** As {@link #give(NewTask)}, within one's own units and those below, with files. */
	public long give(NewTask task, @Nullable List<MultipartFile> files) {
		if (!this.units.within(task.unitId(), self().scopeIds(Permission.WORK))) {
			throw new NotFound("unit " + task.unitId());
		}
		long id = give(task);
		this.attachments.attach(subject(id), files);
		return id;
	}

	@Override
	public long give(NewTask wanted) {
		requireReach(wanted);
		SubjectRef about = wanted.subject();
		if (about != null && !ABOUT.contains(about.kind())) {
			throw new NotFound(about.toString());
		}
		Task task = this.tasks.save(new Task(wanted, self().id(), this.clock.instant()));
		for (UserId helper : wanted.helpers()) {
			this.jdbc.sql("insert into task_helper (task_id, account_id) values (?, ?) on conflict do nothing")
				.params(task.id(), helper.value())
				.update();
		}
		addItems(task.id(), wanted.items());
		publish("task.given", task, null);
		return task.id();
	}

	/** Begins it; who begins what nobody owned owns it. */
	public void begin(long id, int seenVersion) {
		Task task = mine(id, seenVersion);
		task.begin(self().id());
		moved("task.begun", task, null);
	}

	public void finish(long id, @Nullable String note, int seenVersion) {
		Task task = mine(id, seenVersion);
		task.finish(note, self().id(), this.clock.instant());
		moved("task.done", task, note);
		Task next = task.nextRound(this.clock.instant(), LocalDate.now(this.clock));
		if (next != null) {
			repeat(task, this.tasks.save(next));
		}
	}

	/** Only who gave it, or who moderates there, says that it need not be done. */
	public void drop(long id, String reason, int seenVersion) {
		Task task = mine(id, seenVersion);
		requireGiver(task);
		task.drop(reason, self().id(), this.clock.instant());
		moved("task.dropped", task, reason);
	}

	@Override
	public void dropAll(SubjectRef subject, String reason) {
		for (Task task : this.tasks.findBySubjectKindAndSubjectIdAndClosedAtIsNull(subject.kind(), subject.id())) {
			task.drop(reason, self().id(), this.clock.instant());
			moved("task.dropped", task, reason);
		}
	}

	public void reopen(long id, int seenVersion) {
		Task task = mine(id, seenVersion);
		requireGiver(task);
		task.reopen();
		moved("task.reopened", task, null);
	}

	/** Passes it on, and sets another day. */
	public void plan(long id, @Nullable UserId owner, @Nullable LocalDate dueOn, int seenVersion) {
		Task task = mine(id, seenVersion);
		if (!Objects.equals(task.dueOn(), dueOn)) {
			requireGiver(task);
		}
		LocalDate before = task.dueOn();
		if (!Objects.equals(task.owner(), owner) && task.isOrdered()) {
			requireGiver(task);
		}
		requireSees(task.unitId(), owner);
		UserId ownerBefore = task.owner();
		task.passTo(owner);
		task.due(dueOn);
		this.events.publishEvent(
				Audited.of(fact("task.planned", task).with("dueOn", before, dueOn).with("owner", ownerBefore, owner)));
	}

	public void tick(long id, long itemId, boolean done) {
		Task task = mine(id, null);
		task.requireOpen();
		this.jdbc
			.sql("""
					update task_item set done_at = case when :done then :now::timestamptz end, done_by = case when :done then :self::uuid end
					where id = :item and task_id = :task""")
			.param("done", done)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("self", self().id().value())
			.param("item", itemId)
			.param("task", id)
			.update();
		publish(done ? "task.step-done" : "task.step-undone", task, null);
	}

	/** Whether the person present may move it. */
	@Transactional(readOnly = true)
	@Requires(Permission.VIEW_WORK)
	public boolean mayMove(long id) {
		return self().may(Permission.WORK) && this.tasks.findById(id).map(this::mayMove).orElse(false);
	}

	static SubjectRef subject(long id) {
		return new SubjectRef(TaskReader.KIND, String.valueOf(id));
	}

	private void addItems(long id, List<String> items) {
		int position = 0;
		for (String item : items) {
			this.jdbc.sql("insert into task_item (task_id, position, text) values (?, ?, ?)")
				.params(id, position++, item)
				.update();
		}
	}

	private void repeat(Task done, Task next) {
		this.jdbc.sql(
				"insert into task_helper (task_id, account_id) select ?, account_id from task_helper where task_id = ?")
			.params(next.id(), done.id())
			.update();
		this.jdbc.sql(
				"insert into task_item (task_id, position, text) select ?, position, text from task_item where task_id = ?")
			.params(next.id(), done.id())
			.update();
		publish("task.given", next, null);
	}

	/** Who is asked to do something must be able to see it. */
	private void requireReach(NewTask task) {
		requireSees(task.unitId(), task.owner());
		task.helpers().forEach((helper) -> requireSees(task.unitId(), helper));
	}

	private void requireSees(long unitId, @Nullable UserId person) {
		if (person != null
				&& !this.jdbc.sql("select exists (select 1 from unit_viewer where unit_id = ? and account_id = ?)")
					.params(unitId, person.value())
					.query(Boolean.class)
					.single()) {
			throw new Refused("task.refused.stranger");
		}
	}

	/** A task that the person present sees and may move. */
	private Task mine(long id, @Nullable Integer seenVersion) {
		this.reader.require(id);
		Task task = this.tasks.findById(id).orElseThrow(() -> new NotFound("task " + id));
		if (!mayMove(task)) {
			throw new Refused("task.refused.not-yours");
		}
		if (seenVersion != null && task.version() != seenVersion) {
			throw new ObjectOptimisticLockingFailureException(Task.class, id);
		}
		return task;
	}

	/**
	 * Who owns it, helps or gave it; without an owner anybody of its unit; what the
	 * rhythm gave whoever reports there or for it; and, unless it is of an order, who
	 * moderates there.
	 */
	private boolean mayMove(Task task) {
		boolean named = this.jdbc
			.sql("""
					select exists (select 1 from task t where t.id = :task and (t.owner_id = :self or t.given_by = :self
						or exists (select 1 from task_helper h where h.task_id = t.id and h.account_id = :self)
						or t.owner_id is null and exists (select 1 from unit_person p where p.unit_id = t.unit_id and p.account_id = :self)))""")
			.param("task", task.id())
			.param("self", self().id().value())
			.query(Boolean.class)
			.single();
		return named
				|| (task.isOfTheRhythm() && this.units.within(task.unitId(), self().scopeIds(Permission.WRITE_REPORTS)))
				|| moderates(task);
	}

	private boolean moderates(Task task) {
		return !task.isOrdered() && this.units.within(task.unitId(), self().scopeIds(Permission.MODERATE));
	}

	private void requireGiver(Task task) {
		if (!task.isGivenBy(self().id()) && !moderates(task)) {
			throw new Refused("task.refused.not-giver");
		}
	}

	private Account self() {
		return this.current.require();
	}

	private void moved(String action, Task task, @Nullable String note) {
		publish(action, task, note);
		this.events.publishEvent(new TaskMoved(task.id(), task.state(), self().id(), note));
	}

	private void publish(String action, Task task, @Nullable String note) {
		this.events.publishEvent(Audited.of(fact(action, task).because(note)));
	}

	private static Audited.Fact fact(String action, Task task) {
		return Audited.Fact.of(action, subject(task.id()), task.title(), task.unitId());
	}

}
