package vn.maiam.household.evidence;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.evidence.HouseCase.Update;

import static vn.maiam.household.PlausibilityRule.DATES_OUT_OF_ORDER;
import static vn.maiam.household.PlausibilityRule.FAR_AWAY;
import static vn.maiam.household.PlausibilityRule.NO_DEADLINE_DECISION;
import static vn.maiam.household.PlausibilityRule.NO_PHOTO;
import static vn.maiam.household.PlausibilityRule.OVER_NORM;
import static vn.maiam.household.PlausibilityRule.PHOTO_ALIKE;
import static vn.maiam.household.PlausibilityRule.PHOTO_BEFORE_STAGE;
import static vn.maiam.household.PlausibilityRule.PHOTO_IN_FUTURE;
import static vn.maiam.household.PlausibilityRule.SAME_PERSON;
import static vn.maiam.household.PlausibilityRule.STEP_BACK;
import static vn.maiam.household.PlausibilityRule.STEP_SKIPPED;
import static vn.maiam.household.PlausibilityRule.TOO_SOON;

/** The rules, each a small policy: what of this house is doubtful, given its limit? */
final class PlausibilityRules {

	private static final Map<PlausibilityRule, Policy> POLICIES = new EnumMap<>(Map.ofEntries(
			Map.entry(TOO_SOON, PlausibilityRules::tooSoon),
			Map.entry(PHOTO_BEFORE_STAGE, PlausibilityRules::photoBeforeStage),
			Map.entry(PHOTO_IN_FUTURE, PlausibilityRules::photoInFuture),
			Map.entry(PHOTO_ALIKE, (house, bits) -> photoAlike(house)), Map.entry(FAR_AWAY, PlausibilityRules::farAway),
			Map.entry(STEP_BACK, (house, none) -> steps(house, SupportKind.Step.BACK, STEP_BACK)),
			Map.entry(STEP_SKIPPED, (house, none) -> steps(house, SupportKind.Step.SKIP, STEP_SKIPPED)),
			Map.entry(NO_PHOTO, (house, none) -> noPhoto(house)), Map.entry(OVER_NORM, PlausibilityRules::overNorm),
			Map.entry(DATES_OUT_OF_ORDER, (house, none) -> datesOutOfOrder(house)),
			Map.entry(SAME_PERSON, (house, none) -> samePerson(house)),
			Map.entry(NO_DEADLINE_DECISION, (house, none) -> noDeadlineDecision(house))));

	private PlausibilityRules() {
	}

	/** All doubts about a house, each rule by its limit. */
	static Stream<Doubt> examine(HouseCase house, Map<PlausibilityRule, Integer> limits) {
		return POLICIES.entrySet()
			.stream()
			.flatMap((rule) -> rule.getValue().doubts(house, limits.getOrDefault(rule.getKey(), 0)));
	}

	private static Stream<Doubt> tooSoon(HouseCase house, int days) {
		Update completed = house.first(Stage::isCompleted);
		boolean repair = house.kind() == SupportKind.REPAIR;
		Update from = repair ? null : house.first((stage) -> stage == Stage.FOUNDATION);
		Update since = (from != null) ? from : house.first(Stage::isStarted);
		if (completed == null || since == null) {
			return Stream.empty();
		}
		long took = ChronoUnit.DAYS.between(since.reachedOn(), completed.reachedOn());
		return (took < (repair ? days / 7 : days)) ? Stream.of(Doubt.of(TOO_SOON, completed.id(), Math.max(took, 0)))
				: Stream.empty();
	}

	private static Stream<Doubt> photoBeforeStage(HouseCase house, int tolerance) {
		return Stream
			.concat(Stream.ofNullable(house.first(Stage::isStarted)).map((start) -> new HouseCase.Step(start, start)),
					house.steps())
			.filter((step) -> step.before().stage().isStarted())
			.flatMap((step) -> step.update()
				.shots()
				.stream()
				.map(HouseCase.Shot::takenOn)
				.filter(Objects::nonNull)
				.filter((taken) -> taken.plusDays(tolerance).isBefore(step.before().reachedOn()))
				.limit(1)
				.map((taken) -> Doubt.of(PHOTO_BEFORE_STAGE, step.update().id(), taken, step.before().reachedOn())));
	}

	private static Stream<Doubt> photoInFuture(HouseCase house, int tolerance) {
		return house.updates()
			.stream()
			.flatMap((update) -> update.shots()
				.stream()
				.filter((shot) -> !HouseCase.isPossible(shot, tolerance))
				.limit(1)
				.map((shot) -> Doubt.of(PHOTO_IN_FUTURE, update.id(), Objects.requireNonNull(shot.takenOn()),
						shot.sentOn())));
	}

	private static Stream<Doubt> photoAlike(HouseCase house) {
		return house.updates()
			.stream()
			.flatMap((update) -> update.shots()
				.stream()
				.map(HouseCase.Shot::alike)
				.filter(Objects::nonNull)
				.limit(1)
				.map((code) -> Doubt.of(PHOTO_ALIKE, update.id(), code)));
	}

	private static Stream<Doubt> farAway(HouseCase house, int km) {
		Place earlier = (house.home() != null) ? house.home()
				: house.updates().stream().flatMap(Update::places).findFirst().orElse(null);
		return house.updates().stream().flatMap((update) -> update.places().mapToDouble((place) -> {
			double beyond = (house.commune() != null) ? place.distanceTo(house.commune()) - house.reachKm() : 0;
			double moved = (earlier != null) ? place.distanceTo(earlier) : 0;
			return Math.max(beyond, moved);
		})
			.filter((distance) -> distance > km)
			.boxed()
			.limit(1)
			.map((distance) -> Doubt.of(FAR_AWAY, update.id(), Math.round(distance))));
	}

	private static Stream<Doubt> steps(HouseCase house, SupportKind.Step kind, PlausibilityRule rule) {
		Stream<Doubt> first = house.updates()
			.stream()
			.limit(1)
			.filter((update) -> house.kind().step(Stage.NOT_STARTED, update.stage()) == kind)
			.map((update) -> Doubt.of(rule, update.id()));
		return Stream.concat(first,
				house.steps()
					.filter((step) -> house.kind().step(step.before().stage(), step.update().stage()) == kind)
					.map((step) -> Doubt.of(rule, step.update().id())));
	}

	private static Stream<Doubt> noPhoto(HouseCase house) {
		Update completed = house.first(Stage::isCompleted);
		return (completed != null && house.stage().isCompleted() && !house.pictured())
				? Stream.of(Doubt.of(NO_PHOTO, completed.id())) : Stream.empty();
	}

	private static Stream<Doubt> overNorm(HouseCase house, int percent) {
		Long norm = house.norm();
		return (norm != null && house.support() * 100 > norm * (100 + percent))
				? Stream.of(Doubt.of(OVER_NORM, null, house.support() / 1_000_000, norm / 1_000_000)) : Stream.empty();
	}

	private static Stream<Doubt> datesOutOfOrder(HouseCase house) {
		return house.steps()
			.filter((step) -> step.update().reachedOn().isBefore(step.before().reachedOn()))
			.map((step) -> Doubt.of(DATES_OUT_OF_ORDER, step.update().id(), step.update().reachedOn(),
					step.before().reachedOn()));
	}

	private static Stream<Doubt> samePerson(HouseCase house) {
		return Stream.ofNullable(house.namesake()).map((code) -> Doubt.of(SAME_PERSON, null, code));
	}

	private static Stream<Doubt> noDeadlineDecision(HouseCase house) {
		Update completed = house.first(Stage::isCompleted);
		Update last = (completed != null) ? completed : house.last();
		LocalDate until = Stream
			.of((last != null) ? last.reachedOn() : null, (completed == null) ? house.plannedFinish() : null)
			.filter(Objects::nonNull)
			.max(LocalDate::compareTo)
			.orElse(LocalDate.MIN);
		return until.isAfter(house.deadline())
				? Stream.of(Doubt.of(NO_DEADLINE_DECISION, null, until, house.deadline())) : Stream.empty();
	}

	@FunctionalInterface
	private interface Policy {

		Stream<Doubt> doubts(HouseCase house, int limit);

	}

}
