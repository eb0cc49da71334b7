package vn.maiam.dashboard;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Will it be done in time? The pace is the mean of the last weeks' completions; the range
 * takes that mean ± 1.28 standard errors of a count (√n), which holds in four of five
 * cases as long as the weeks to come are like those that passed.
 *
 * @param pace houses a week
 * @param error half of the range around it
 * @param needed houses a week to keep every deadline; null when nothing is left
 * @param finish by that pace; null when nothing moves
 * @param earliest with the quicker end of the range
 * @param latest with the slower end; null when that end stands still
 */
record Forecast(double pace, double error, @Nullable Double needed, long remaining, @Nullable LocalDate finish,
		@Nullable LocalDate earliest, @Nullable LocalDate latest, LocalDate deadline) {

	private static final double FOUR_OF_FIVE = 1.28;

	/**
	 * Looks ahead from a day.
	 * @param lately completions of each of the last weeks
	 * @param goals what is left, by deadline
	 */
	static Forecast of(LocalDate day, List<Long> lately, List<Goal> goals) {
		long sum = lately.stream().mapToLong(Long::longValue).sum();
		double pace = Math.max(0, (double) sum / lately.size());
		double error = FOUR_OF_FIVE * Math.sqrt((double) Math.max(sum, 1)) / lately.size();
		List<Goal> open = goals.stream().filter((goal) -> goal.remaining() > 0).toList();
		long remaining = open.stream().mapToLong(Goal::remaining).sum();
		LocalDate deadline = open.stream().map(Goal::deadline).max(LocalDate::compareTo).orElse(day);
		return new Forecast(pace, error, needed(day, open), remaining, finish(day, remaining, pace),
				finish(day, remaining, pace + error), finish(day, remaining, pace - error), deadline);
	}

	/** The steepest of the ways to the deadlines, each with all that is due by then. */
	private static @Nullable Double needed(LocalDate day, List<Goal> goals) {
		Double needed = null;
		for (Goal goal : goals) {
			long due = goals.stream()
				.filter((it) -> !it.deadline().isAfter(goal.deadline()))
				.mapToLong(Goal::remaining)
				.sum();
			double weeks = Math.max(1, ChronoUnit.DAYS.between(day, goal.deadline())) / 7.0;
			if (due > 0) {
				needed = Math.max((needed != null) ? needed : 0, (double) due / weeks);
			}
		}
		return needed;
	}

	private static @Nullable LocalDate finish(LocalDate day, long remaining, double pace) {
		if (remaining == 0) {
			return day;
		}
		double weeks = (double) remaining / pace;
		return (pace > 0 && weeks < 1000) ? day.plusDays((long) Math.ceil(weeks * 7)) : null;
	}

	/**
	 * In time when even the slower end of the range keeps every deadline, late when not
	 * even the quicker end does.
	 */
	public Verdict verdict() {
		if (this.needed == null) {
			return Verdict.DONE;
		}
		if (this.pace - this.error >= this.needed) {
			return Verdict.IN_TIME;
		}
		return (this.pace + this.error < this.needed) ? Verdict.LATE : Verdict.TIGHT;
	}

	/** Đã xong, kịp, sát hạn, không kịp. */
	enum Verdict {

		DONE, IN_TIME, TIGHT, LATE

	}

	/** Households left to complete by a deadline. */
	record Goal(LocalDate deadline, long remaining) {
	}

}
