package vn.maiam.task;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.SubjectRef;
import vn.maiam.task.NewTask.Repeats;

/**
 * A task as a line of a list.
 *
 * @param owner null when anybody of the unit may take it
 * @param giver null when the rhythm gave it
 * @param itemsDone of {@code items} steps of the checklist
 */
public record TaskLine(long id, int version, long unitId, String unitName, String title, @Nullable String details,
		@Nullable String owner, @Nullable String ownerName, @Nullable String giver, boolean mine, boolean givenByMe,
		@Nullable String subjectKind, @Nullable String subjectId, @Nullable String cause, @Nullable LocalDate dueOn,
		String priority, TaskState state, @Nullable Repeats repeats, Instant madeAt, @Nullable Instant closedAt,
		@Nullable String closedBy, @Nullable String closeNote, int items, int itemsDone) {

	public String code() {
		return "CV-" + this.id;
	}

	public @Nullable SubjectRef subject() {
		return (this.subjectKind != null && this.subjectId != null) ? new SubjectRef(this.subjectKind, this.subjectId)
				: null;
	}

	public boolean isHigh() {
		return "HIGH".equals(this.priority);
	}

	/** Whether it ends by itself with its cause. */
	public boolean endsByItself() {
		return this.cause != null;
	}

}
