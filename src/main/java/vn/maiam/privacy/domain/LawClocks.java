package vn.maiam.privacy.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

import vn.maiam.shared.Refused;

/**
 * How long things may take (Decree 356/2025/NĐ-CP): an answer in working days, what is
 * asked carried out in days, longer through processors, extended once; a breach reported
 * in hours.
 *
 * @param daysOff holidays and days in lieu, besides Saturdays and Sundays
 */
public record LawClocks(int answerDays, int carryOutDays, int carryOutDaysProcessors, int extensionDays,
		int reportHours, Set<LocalDate> daysOff) {

	private static final int LONGEST_DAYS = 90;

	private static final int LONGEST_HOURS = 720;

	public LawClocks {
		daysOff = Set.copyOf(daysOff);
		if (!isWithin(answerDays, 30) || !isWithin(carryOutDays, LONGEST_DAYS)
				|| !isWithin(carryOutDaysProcessors, LONGEST_DAYS) || !isWithin(extensionDays, LONGEST_DAYS)
				|| !isWithin(reportHours, LONGEST_HOURS)) {
			throw new Refused("privacy.refused.clocks");
		}
	}

	/** The last day to answer a request that was received on that day. */
	public LocalDate answerDue(LocalDate received) {
		LocalDate day = received;
		for (int left = this.answerDays; left > 0;) {
			day = day.plusDays(1);
			if (isWorking(day)) {
				left--;
			}
		}
		return day;
	}

	/** The last day to carry it out. */
	public LocalDate carryOutDue(LocalDate received, boolean processors) {
		return received.plusDays(processors ? this.carryOutDaysProcessors : this.carryOutDays);
	}

	public LocalDate extended(LocalDate carryOutDue) {
		return carryOutDue.plusDays(this.extensionDays);
	}

	public Instant reportDue(Instant noticed) {
		return noticed.plus(Duration.ofHours(this.reportHours));
	}

	private boolean isWorking(LocalDate day) {
		return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY
				&& !this.daysOff.contains(day);
	}

	private static boolean isWithin(int number, int most) {
		return number >= 1 && number <= most;
	}

}
