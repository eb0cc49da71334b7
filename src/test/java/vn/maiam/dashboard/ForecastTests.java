package vn.maiam.dashboard;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import vn.maiam.dashboard.Forecast.Goal;
import vn.maiam.dashboard.Forecast.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class ForecastTests {

	private static final LocalDate FRIDAY = LocalDate.of(2025, 1, 3);

	@Test
	void paceIsTheMeanOfTheLastWeeksAndTheFinishFollows() {
		Forecast forecast = Forecast.of(FRIDAY, List.of(8L, 12L, 9L, 11L),
				List.of(new Goal(FRIDAY.plusWeeks(30), 100)));
		assertThat(forecast.pace()).isEqualTo(10);
		assertThat(forecast.finish()).isEqualTo(FRIDAY.plusWeeks(10));
		assertThat(forecast.earliest()).isBefore(forecast.finish());
		assertThat(forecast.latest()).isAfter(forecast.finish());
		assertThat(forecast.verdict()).isEqualTo(Verdict.IN_TIME);
	}

	@Test
	void theNeededPaceKeepsEachDeadlineWithAllThatIsDueByThen() {
		Forecast forecast = Forecast.of(FRIDAY, List.of(0L, 0L, 0L, 0L),
				List.of(new Goal(FRIDAY.plusWeeks(10), 100), new Goal(FRIDAY.plusWeeks(20), 400)));
		assertThat(forecast.needed()).isEqualTo(25);
		assertThat(forecast.finish()).isNull();
		assertThat(forecast.verdict()).isEqualTo(Verdict.LATE);
	}

	@Test
	void tooSlowIsLateAndNothingLeftIsDone() {
		assertThat(Forecast.of(FRIDAY, List.of(1L, 1L, 1L, 1L), List.of(new Goal(FRIDAY.plusWeeks(4), 100))).verdict())
			.isEqualTo(Verdict.LATE);
		assertThat(Forecast.of(FRIDAY, List.of(1L, 1L, 1L, 1L), List.of(new Goal(FRIDAY, 0))).verdict())
			.isEqualTo(Verdict.DONE);
	}

	@Test
	void aPhaseWithNothingLeftDoesNotLendItsDeadline() {
		Forecast forecast = Forecast.of(FRIDAY, List.of(10L, 10L, 10L, 10L),
				List.of(new Goal(FRIDAY.plusDays(11), 50), new Goal(FRIDAY.plusDays(102), 0)));
		assertThat(forecast.verdict()).isEqualTo(Verdict.LATE);
		assertThat(forecast.deadline()).isEqualTo(FRIDAY.plusDays(11));
	}

	@Test
	void betweenTheEndsOfTheRangeItIsTight() {
		assertThat(Forecast.of(FRIDAY, List.of(10L, 10L, 10L, 10L), List.of(new Goal(FRIDAY.plusWeeks(10), 105)))
			.verdict()).isEqualTo(Verdict.TIGHT);
	}

	@Test
	void aPaceThatFallsStandsStill() {
		Forecast forecast = Forecast.of(FRIDAY, List.of(2L, -3L, 0L, 0L), List.of(new Goal(FRIDAY.plusWeeks(4), 10)));
		assertThat(forecast.pace()).isZero();
		assertThat(forecast.verdict()).isEqualTo(Verdict.LATE);
	}

}
