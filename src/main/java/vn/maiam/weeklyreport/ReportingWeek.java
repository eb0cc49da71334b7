package vn.maiam.weeklyreport;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;

/**
 * A week by its ISO number, the one in which its cut-off day lies: {@code 2024-W48}. A
 * year has a week 53 only where ISO 8601 gives it one.
 */
public record ReportingWeek(int year, int week) implements Comparable<ReportingWeek>, Serializable {

	public ReportingWeek {
		if (year < 2000 || year > 2100 || week < 1 || week > weeksIn(year)) {
			throw new DateTimeException("no week " + week + " in " + year);
		}
	}

	/** The week in which a day lies. */
	public static ReportingWeek of(LocalDate day) {
		return new ReportingWeek(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
	}

	/**
	 * Reads {@code 2024-W48}.
	 * @throws IllegalArgumentException when there is no such week
	 */
	public static ReportingWeek valueOf(String label) {
		if (!label.matches("[0-9]{4}-W[0-9]{2}")) {
			throw new IllegalArgumentException(label);
		}
		try {
			return new ReportingWeek(Integer.parseInt(label.substring(0, 4)), Integer.parseInt(label.substring(6)));
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException(label, ex);
		}
	}

	public LocalDate day(DayOfWeek day) {
		return LocalDate.of(this.year, 1, 4)
			.with(WeekFields.ISO.weekOfWeekBasedYear(), this.week)
			.with(WeekFields.ISO.dayOfWeek(), day.getValue());
	}

	public ReportingWeek next() {
		return of(day(DayOfWeek.THURSDAY).plusWeeks(1));
	}

	@Override
	public int compareTo(ReportingWeek other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return "%04d-W%02d".formatted(this.year, this.week);
	}

	private static long weeksIn(int year) {
		return LocalDate.of(year, 12, 28).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
	}

}
