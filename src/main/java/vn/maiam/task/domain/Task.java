package vn.maiam.task.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;
import vn.maiam.task.NewTask;
import vn.maiam.task.TaskState;

/**
 * Something to do. What the rhythm gave it closes itself; people only say that they are
 * on it.
 */
@Entity
class Task {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	@Version
	private @Nullable Integer version;

	private long unitId;

	private String title;

	private @Nullable String details;

	private @Nullable UUID ownerId;

	private @Nullable UUID givenBy;

	private @Nullable String subjectKind;

	private @Nullable String subjectId;

	private boolean personal;

	private @Nullable String cause;

	private @Nullable LocalDate dueOn;

	@Enumerated(EnumType.STRING)
	private Priority priority;

	@Enumerated(EnumType.STRING)
	private TaskState state = TaskState.OPEN;

	@Enumerated(EnumType.STRING)
	private NewTask.@Nullable Repeats repeats;

	private Instant madeAt;

	private @Nullable Instant closedAt;

	private @Nullable UUID closedBy;

	private @Nullable String closeNote;

	@SuppressWarnings("NullAway.Init")
	protected Task() {
	}

	Task(NewTask task, UserId givenBy, Instant now) {
		this.unitId = task.unitId();
		this.title = task.title();
		this.details = task.details();
		this.ownerId = (task.owner() != null) ? task.owner().value() : null;
		this.givenBy = givenBy.value();
		SubjectRef subject = task.subject();
		this.subjectKind = (subject != null) ? subject.kind() : null;
		this.subjectId = (subject != null) ? subject.id() : null;
		this.personal = task.personal();
		this.dueOn = task.dueOn();
		this.priority = task.high() ? Priority.HIGH : Priority.NORMAL;
		this.repeats = task.repeats();
		this.madeAt = now;
	}

	/**
	 * The same again on its next day to come; from then on it is that one which repeats.
	 */
	@Nullable Task nextRound(Instant now, LocalDate today) {
		if (this.repeats == null || this.dueOn == null || this.state != TaskState.DONE) {
			return null;
		}
		Task next = new Task();
		next.unitId = this.unitId;
		next.title = this.title;
		next.details = this.details;
		next.ownerId = this.ownerId;
		next.givenBy = this.givenBy;
		next.subjectKind = this.subjectKind;
		next.subjectId = this.subjectId;
		LocalDate due = this.repeats.next(this.dueOn);
		while (due.isBefore(today)) {
			due = this.repeats.next(due);
		}
		next.dueOn = due;
		next.personal = this.personal;
		next.priority = this.priority;
		next.repeats = this.repeats;
		next.madeAt = now;
		this.repeats = null;
		return next;
	}

	/** Who begins a task that nobody owned owns it. */
	void begin(UserId by) {
		requireOpen();
		this.state = TaskState.DOING;
		if (this.ownerId == null) {
			this.ownerId = by.value();
		}
	}

	void finish(@Nullable String note, UserId by, Instant now) {
		requireOpen();
		requireGiven();
		close(TaskState.DONE, note, by, now);
	}

	void drop(String reason, UserId by, Instant now) {
		requireOpen();
		requireGiven();
		close(TaskState.DROPPED, reason, by, now);
	}

	void reopen() {
		requireGiven();
		if (!this.state.isClosed()) {
			throw new Refused("task.refused.open");
		}
		this.state = TaskState.OPEN;
		this.closedAt = null;
		this.closedBy = null;
		this.closeNote = null;
	}

	void passTo(@Nullable UserId owner) {
		requireOpen();
		this.ownerId = (owner != null) ? owner.value() : null;
	}

	void due(@Nullable LocalDate day) {
		requireOpen();
		this.dueOn = day;
	}

	private void close(TaskState as, @Nullable String note, UserId by, Instant now) {
		this.state = as;
		this.closedAt = now;
		this.closedBy = by.value();
		this.closeNote = note;
	}

	private void requireGiven() {
		if (this.cause != null) {
			throw new Refused("task.refused.by-itself");
		}
	}

	void requireOpen() {
		if (this.state.isClosed()) {
			throw new Refused("task.refused.closed");
		}
	}

	long id() {
		if (this.id == null) {
			throw new IllegalStateException("not yet stored");
		}
		return this.id;
	}

	int version() {
		return (this.version != null) ? this.version : 0;
	}

	long unitId() {
		return this.unitId;
	}

	String title() {
		return this.title;
	}

	TaskState state() {
		return this.state;
	}

	@Nullable LocalDate dueOn() {
		return this.dueOn;
	}

	@Nullable UserId owner() {
		return (this.ownerId != null) ? new UserId(this.ownerId) : null;
	}

	boolean isOfTheRhythm() {
		return this.cause != null;
	}

	/** An order's task answers to who gave the order alone. */
	boolean isOrdered() {
		return "directive".equals(this.subjectKind);
	}

	boolean isGivenBy(UserId person) {
		return person.value().equals(this.givenBy);
	}

	@Override
	public String toString() {
		return "task " + this.id + " (" + this.priority + ", " + this.state + ") on " + this.subjectKind + " "
				+ this.subjectId + ": " + this.title + " / " + this.details + ", made " + this.madeAt + ", closed "
				+ this.closedAt + " by " + this.closedBy + ": " + this.closeNote + ", cause " + this.cause;
	}

	/** Thường, gấp. */
	enum Priority {

		NORMAL, HIGH

	}

}
