package vn.maiam.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vn.maiam.privacy.domain.LawClocks;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LawClocksTests {

	private static final LawClocks LAW = new LawClocks(2, 15, 20, 15, 72, Set.of(LocalDate.of(2026, 9, 2)));

	@ParameterizedTest
	@CsvSource({ "2026-11-23, 2026-11-25", "2026-11-26, 2026-11-30", "2026-11-27, 2026-12-01", "2026-11-28, 2026-12-01",
			"2026-09-01, 2026-09-04" })
	void anAnswerHasTwoWorkingDays(LocalDate received, LocalDate due) {
		assertThat(LAW.answerDue(received)).isEqualTo(due);
	}

	@Test
	void theOthersCountDaysAndHoursAsTheyCome() {
		LocalDate received = LocalDate.of(2026, 11, 20);
		assertThat(LAW.carryOutDue(received, false)).isEqualTo("2026-12-05");
		assertThat(LAW.carryOutDue(received, true)).isEqualTo("2026-12-10");
		assertThat(LAW.extended(LocalDate.of(2026, 12, 5))).isEqualTo("2026-12-20");
		assertThat(LAW.reportDue(Instant.parse("2026-11-20T10:00:00Z"))).isEqualTo("2026-11-23T10:00:00Z");
	}

	@Test
	void aClockThatNeverEndsIsRefused() {
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> new LawClocks(0, 15, 20, 15, 72, Set.of()));
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> new LawClocks(2, 15, 20, 15, 10_000, Set.of()));
	}

}
