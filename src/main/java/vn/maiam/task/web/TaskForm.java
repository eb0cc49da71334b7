package vn.maiam.task.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import vn.maiam.account.PeopleFinder;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;
import vn.maiam.task.NewTask;

/**
 * A task to be given.
 *
 * @param unitCode the unit whose task it is
 * @param owner a name or user name
 * @param helpers names or user names, separated by commas
 * @param checklist one step a line
 */
record TaskForm(@NotBlank @Size(max = 200) @Nullable String title, @Size(max = 4000) @Nullable String details,
		@NotNull @Pattern(regexp = "[0-9]{2,5}") @Nullable String unitCode, @Size(max = 120) @Nullable String owner,
		@Size(max = 500) @Nullable String helpers, @FutureOrPresent @Nullable LocalDate dueOn, @Nullable Boolean high,
		NewTask.@Nullable Repeats repeats, @Size(max = 4000) @Nullable String checklist,
		@Size(max = 20) @Nullable String kind, @Size(max = 60) @Nullable String subject) {

	private static final int MOST_ITEMS = 50;

	private static final int LONGEST_ITEM = 200;

	NewTask toTask(long unitId, PeopleFinder people) {
		return new NewTask(unitId, Objects.requireNonNull(this.title), this.details,
				(this.owner != null) ? people.require(this.owner).id() : null, helpers(people),
				(this.kind != null && this.subject != null) ? new SubjectRef(this.kind, this.subject) : null,
				this.dueOn, Boolean.TRUE.equals(this.high), this.repeats, items());
	}

	private List<UserId> helpers(PeopleFinder people) {
		return lines(this.helpers, ",").map((name) -> people.require(name).id()).toList();
	}

	private List<String> items() {
		List<String> items = lines(this.checklist, "\n").toList();
		if (items.size() > MOST_ITEMS || items.stream().anyMatch((item) -> item.length() > LONGEST_ITEM)) {
			throw new Refused("task.refused.checklist", MOST_ITEMS, LONGEST_ITEM);
		}
		return items;
	}

	private static Stream<String> lines(@Nullable String text, String separator) {
		return (text != null) ? Stream.of(text.split(separator)).map(String::strip).filter((line) -> !line.isEmpty())
				: Stream.empty();
	}

}
