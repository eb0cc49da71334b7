package vn.maiam.directive.domain;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.UserId;

/**
 * An order to be issued.
 *
 * @param unitId in whose name
 * @param units whose people receive it for the unit
 * @param committees units whose committee members receive it one by one
 * @param people who receive it in person
 * @param tasks whether each addressee gets a task at once
 */
public record NewDirective(long unitId, @Nullable String number, String title, String text, @Nullable LocalDate dueOn,
		List<Long> units, List<Long> committees, List<UserId> people, boolean tasks) {
}
