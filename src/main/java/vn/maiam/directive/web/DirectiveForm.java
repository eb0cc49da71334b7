package vn.maiam.directive.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import vn.maiam.account.PeopleFinder;
import vn.maiam.directive.domain.NewDirective;

/**
 * An order to be issued.
 *
 * @param units ids of units
 * @param committees ids of units whose committee is meant member by member
 * @param people names or user names, separated by commas
 */
record DirectiveForm(@NotBlank @Size(max = 200) @Nullable String title, @Size(max = 60) @Nullable String number,
		@NotBlank @Size(max = 8000) @Nullable String text, @FutureOrPresent @Nullable LocalDate dueOn,
		@Nullable List<Long> units, @Nullable List<Long> committees, @Size(max = 2000) @Nullable String people,
		@Nullable Boolean tasks) {

	NewDirective toDirective(long issuer, PeopleFinder finder) {
		return new NewDirective(issuer, this.number, Objects.requireNonNull(this.title),
				Objects.requireNonNull(this.text), this.dueOn, some(this.units), some(this.committees),
				Stream.of(Objects.requireNonNullElse(this.people, "").split(","))
					.filter((name) -> !name.isBlank())
					.map((name) -> finder.require(name).id())
					.toList(),
				Boolean.TRUE.equals(this.tasks));
	}

	private static List<Long> some(@Nullable List<Long> ids) {
		return (ids != null) ? ids : List.of();
	}

}
