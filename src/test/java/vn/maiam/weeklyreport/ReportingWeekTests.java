package vn.maiam.weeklyreport;

import java.time.DayOfWeek;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReportingWeekTests {

	@Test
	void aWeekIsNamedByTheIsoWeekOfItsCutOffDay() {
		assertThat(ReportingWeek.of(LocalDate.of(2024, 11, 29))).hasToString("2024-W48");
		assertThat(ReportingWeek.valueOf("2024-W48").day(DayOfWeek.FRIDAY)).isEqualTo(LocalDate.of(2024, 11, 29));
	}

	@Test
	void aYearHasAWeek53OnlyWhereIsoGivesItOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> ReportingWeek.valueOf("2024-W53"));
		assertThat(ReportingWeek.valueOf("2026-W53").day(DayOfWeek.FRIDAY)).isEqualTo(LocalDate.of(2027, 1, 1));
		assertThat(ReportingWeek.of(LocalDate.of(2027, 1, 1))).hasToString("2026-W53");
	}

	@Test
	void weeksFollowOneAnotherOverTheNewYear() {
		assertThat(ReportingWeek.valueOf("2024-W52").next()).hasToString("2025-W01");
		assertThat(ReportingWeek.valueOf("2026-W53").next()).hasToString("2027-W01");
		ReportingWeek week = ReportingWeek.valueOf("2024-W01");
		for (int i = 0; i < 500; i++) {
			assertThat(week.next().day(DayOfWeek.FRIDAY)).isEqualTo(week.day(DayOfWeek.FRIDAY).plusWeeks(1));
			week = week.next();
		}
	}

	@Test
	void whatIsNoWeekIsRefused() {
		for (String label : new String[] { "2024-W00", "2024-W54", "2024-48", "W48", "2024-W4a", "" }) {
			assertThatIllegalArgumentException().as(label).isThrownBy(() -> ReportingWeek.valueOf(label));
		}
	}

}
