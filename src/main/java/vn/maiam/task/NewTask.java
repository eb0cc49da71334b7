package vn.maiam.task;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/**
 * A task to be given.
 *
 * @param owner who answers for it; null when anybody of the unit may take it
 * @param subject what it is about
 * @param items the steps of its checklist
 * @param personal whether only its owner, helpers and giver see it
 */
public record NewTask(long unitId, String title, @Nullable String details, @Nullable UserId owner, List<UserId> helpers,
		@Nullable SubjectRef subject, @Nullable LocalDate dueOn, boolean high, @Nullable Repeats repeats,
		List<String> items, boolean personal) {

	public NewTask(long unitId, String title, @Nullable String details, @Nullable UserId owner, List<UserId> helpers,
			@Nullable SubjectRef subject, @Nullable LocalDate dueOn, boolean high, @Nullable Repeats repeats,
			List<String> items) {
		this(unitId, title, details, owner, helpers, subject, dueOn, high, repeats, items, false);
	}

	/** Hằng tuần, hằng tháng. */
	public enum Repeats {

		WEEKLY, MONTHLY;

		public LocalDate next(LocalDate day) {
			return (this == WEEKLY) ? day.plusWeeks(1) : day.plusMonths(1);
		}

	}

}
