package vn.maiam.household.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.evidence.HouseCase.Shot;
import vn.maiam.household.evidence.HouseCase.Update;

import static org.assertj.core.api.Assertions.assertThat;

/** Each rule on a case that an audit has met. */
class PlausibilityRulesTests {

	private static final LocalDate START = LocalDate.of(2025, 1, 6);

	private static final LocalDate DEADLINE = LocalDate.of(2025, 6, 30);

	private static final Place TRANG_XA = new Place(21.79, 105.99);

	private static final Map<PlausibilityRule, Integer> LIMITS = new EnumMap<>(
			Map.of(PlausibilityRule.TOO_SOON, 21, PlausibilityRule.FAR_AWAY, 5, PlausibilityRule.OVER_NORM, 0));

	private final List<Update> updates = new ArrayList<>();

	private SupportKind kind = SupportKind.NEW_BUILD;

	private long support = 60_000_000;

	private @Nullable String namesake;

	private @Nullable LocalDate plannedFinish = DEADLINE;

	private @Nullable Place home;

	@Test
	void anOrdinaryHouseRaisesNothing() {
		build(14);
		assertThat(doubts()).isEmpty();
	}

	@Test
	void aHouseCompletedADayAfterThePlinthIsTooSoon() {
		at(Stage.STARTED, 0).at(Stage.FOUNDATION, 14);
		at(Stage.FRAME, 14).at(Stage.ROOF, 14).at(Stage.FINISHING, 15).at(Stage.COMPLETED, 15);
		assertThat(doubts()).containsExactly(PlausibilityRule.TOO_SOON);
	}

	@Test
	void aRepairMayBeQuickerButNotInADay() {
		this.kind = SupportKind.REPAIR;
		at(Stage.STARTED, 0).at(Stage.REPAIRING, 1).at(Stage.COMPLETED, 2);
		assertThat(doubts()).containsExactly(PlausibilityRule.TOO_SOON);
		this.updates.clear();
		at(Stage.STARTED, 0).at(Stage.REPAIRING, 2).at(Stage.COMPLETED, 4);
		assertThat(doubts()).isEmpty();
	}

	@Test
	void aPhotoFromBeforeTheStageBeforeIsDoubtful() {
		at(Stage.STARTED, 0).at(Stage.FOUNDATION, 14);
		add(Stage.FRAME, 28, new Shot(START.plusDays(13), START.plusDays(28), null, null), null);
		assertThat(doubts()).containsExactly(PlausibilityRule.PHOTO_BEFORE_STAGE);
	}

	@Test
	void aPhotoFromBeforeTheStartIsDoubtful() {
		add(Stage.STARTED, 0, new Shot(START.minusDays(1), START, null, null), null);
		assertThat(doubts()).containsExactly(PlausibilityRule.PHOTO_BEFORE_STAGE);
	}

	@Test
	void aPictureThatWasTakenAfterItWasSentProvesNoTime() {
		add(Stage.STARTED, 0, new Shot(START.plusYears(6), START, null, null), null);
		assertThat(doubts()).containsExactly(PlausibilityRule.PHOTO_IN_FUTURE);
	}

	@Test
	void oneBeneficiarysPhotoUsedForAnotherIsDoubtful() {
		add(Stage.STARTED, 0, new Shot(START, START, null, "TN-000042"), null);
		assertThat(examine()).singleElement().satisfies((doubt) -> {
			assertThat(doubt.rule()).isEqualTo(PlausibilityRule.PHOTO_ALIKE);
			assertThat(doubt.arguments()).containsExactly("TN-000042");
		});
	}

	@Test
	void aPhotoTakenHundredsOfKilometresAwayIsDoubtful() {
		add(Stage.STARTED, 0, new Shot(START, START, new Place(10.77, 106.70), null), null);
		assertThat(doubts()).containsExactly(PlausibilityRule.FAR_AWAY);
	}

	@Test
	void aHouseThatWandersWithinItsCommuneIsDoubtful() {
		this.home = new Place(21.79, 105.93);
		add(Stage.STARTED, 0, new Shot(START, START, null, null), new Place(21.79, 106.02));
		assertThat(doubts()).containsExactly(PlausibilityRule.FAR_AWAY);
	}

	@Test
	void stepsBackAndSkippedAreDoubtful() {
		at(Stage.STARTED, 0).at(Stage.FRAME, 20);
		assertThat(doubts()).containsExactly(PlausibilityRule.STEP_SKIPPED);
		at(Stage.FOUNDATION, 25);
		assertThat(doubts()).containsExactlyInAnyOrder(PlausibilityRule.STEP_SKIPPED, PlausibilityRule.STEP_BACK);
	}

	@Test
	void completedWithoutAPhotoIsDoubtfulUntilOneComes() {
		build(14);
		this.updates.set(5, without(this.updates.get(5)));
		assertThat(doubts()).containsExactly(PlausibilityRule.NO_PHOTO);
		at(Stage.COMPLETED, 100);
		assertThat(doubts()).isEmpty();
	}

	@Test
	void moreThanTheNormIsDoubtful() {
		this.support = 60_000_001;
		assertThat(doubts()).containsExactly(PlausibilityRule.OVER_NORM);
	}

	@Test
	void begunAfterItWasCompletedIsDoubtful() {
		build(14);
		this.updates.set(0, dated(this.updates.get(0), START.plusDays(15)));
		assertThat(doubts()).contains(PlausibilityRule.DATES_OUT_OF_ORDER);
	}

	@Test
	void theSameNameAndYearInACommuneIsDoubtful() {
		this.namesake = "TN-000007";
		assertThat(doubts()).containsExactly(PlausibilityRule.SAME_PERSON);
	}

	@Test
	void worksPastTheDeadlineWantADecision() {
		this.plannedFinish = DEADLINE.plusDays(1);
		assertThat(doubts()).containsExactly(PlausibilityRule.NO_DEADLINE_DECISION);
		build(14);
		assertThat(doubts()).as("completed in time, whatever the plan was").isEmpty();
	}

	private void build(int days) {
		at(Stage.STARTED, 0).at(Stage.FOUNDATION, days).at(Stage.FRAME, 2 * days).at(Stage.ROOF, 3 * days);
		at(Stage.FINISHING, 4 * days).at(Stage.COMPLETED, 5 * days);
	}

	private PlausibilityRulesTests at(Stage stage, int day) {
		add(stage, day, new Shot(START.plusDays(day), START.plusDays(day), TRANG_XA, null), TRANG_XA);
		return this;
	}

	private void add(Stage stage, int day, Shot shot, @Nullable Place place) {
		this.updates.add(new Update(UUID.randomUUID(), stage, null, START.plusDays(day), place, List.of(shot)));
	}

	private static Update without(Update update) {
		return new Update(update.id(), update.stage(), null, update.reachedOn(), null, List.of());
	}

	private static Update dated(Update update, LocalDate day) {
		return new Update(update.id(), update.stage(), null, day, update.place(),
				List.of(new Shot(day, day, TRANG_XA, null)));
	}

	private Set<PlausibilityRule> doubts() {
		return examine().stream().map(Doubt::rule).collect(Collectors.toSet());
	}

	private List<Doubt> examine() {
		return PlausibilityRules
			.examine(new HouseCase(this.kind, this.updates, TRANG_XA, 8, this.home, this.support, 60_000_000L,
					this.namesake, this.plannedFinish, DEADLINE), LIMITS)
			.toList();
	}

}
