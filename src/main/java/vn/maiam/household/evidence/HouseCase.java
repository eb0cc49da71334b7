package vn.maiam.household.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.Halt;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;

/**
 * All that the rules look at of one house.
 *
 * @param updates those that count, in their order
 * @param commune about where its commune lies; null when that is not known
 * @param reachKm how far the commune reaches from there
 * @param home where the house is said to stand
 * @param support from the budgets, in đồng
 * @param norm in đồng; null when none is in force
 * @param namesake code of a household of the same name and year of birth in the commune
 */
record HouseCase(SupportKind kind, List<Update> updates, @Nullable Place commune, int reachKm, @Nullable Place home,
		long support, @Nullable Long norm, @Nullable String namesake, @Nullable LocalDate plannedFinish,
		LocalDate deadline) {

	/** An update with the pictures that came with it. */
	record Update(UUID id, Stage stage, @Nullable Halt halt, LocalDate reachedOn, @Nullable Place place,
			List<Shot> shots) {

		/** Where it was recorded, and where its pictures were taken. */
		Stream<Place> places() {
			return Stream.concat(Stream.ofNullable(this.place),
					this.shots.stream().map(Shot::place).filter(Objects::nonNull));
		}
	}

	/**
	 * A picture.
	 *
	 * @param takenOn by the camera's clock
	 * @param sentOn when it came
	 * @param alike code of another household with such a picture
	 */
	record Shot(@Nullable LocalDate takenOn, LocalDate sentOn, @Nullable Place place, @Nullable String alike) {
	}

	/** Whether the camera's clock can be right: nothing is sent before it is taken. */
	static boolean isPossible(Shot shot, int tolerance) {
		LocalDate taken = shot.takenOn();
		return taken == null || !taken.isAfter(shot.sentOn().plusDays(tolerance));
	}

	/** Each update after the first, with the one before it. */
	Stream<Step> steps() {
		List<Step> steps = new ArrayList<>();
		for (int at = 1; at < this.updates.size(); at++) {
			steps.add(new Step(this.updates.get(at - 1), this.updates.get(at)));
		}
		return steps.stream();
	}

	@Nullable Update first(Predicate<Stage> which) {
		return this.updates.stream().filter((update) -> which.test(update.stage())).findFirst().orElse(null);
	}

	@Nullable Update last() {
		return this.updates.isEmpty() ? null : this.updates.get(this.updates.size() - 1);
	}

	Stage stage() {
		Update last = last();
		return (last != null) ? last.stage() : Stage.NOT_STARTED;
	}

	/** Whether a picture proves the stage at which the house stands. */
	boolean pictured() {
		Stage now = stage();
		return this.updates.stream()
			.filter((update) -> now.isCompleted() ? update.stage().isCompleted() : update.stage() == now)
			.anyMatch((update) -> !update.shots().isEmpty());
	}

	record Step(Update before, Update update) {
	}

}
