package vn.maiam.shared;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/** The day that a decision bears. */
public final class DecisionDay {

	/** No decision that this program knows of is older. */
	private static final int OLDEST = 1990;

	private DecisionDay() {
	}

	/** Whether a decision can bear that day: not a coming one, nor one long ago. */
	public static boolean isPossible(@Nullable LocalDate day, LocalDate today) {
		return day != null && day.getYear() >= OLDEST && !day.isAfter(today);
	}

}
