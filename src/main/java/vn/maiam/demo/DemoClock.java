package vn.maiam.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * The clock of the demonstration: stands in the past, for each thread of its own, while
 * its weeks are lived through; for everybody else it runs as any other.
 */
final class DemoClock extends Clock {

	private static final ThreadLocal<@Nullable Instant> PAST = new ThreadLocal<>();

	private final Clock real;

	DemoClock(Clock real) {
		this.real = real;
	}

	void standAt(Instant moment) {
		PAST.set(moment);
	}

	void run() {
		PAST.remove();
	}

	@Override
	public ZoneId getZone() {
		return this.real.getZone();
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return new DemoClock(this.real.withZone(zone));
	}

	@Override
	public Instant instant() {
		Instant standing = PAST.get();
		return (standing != null) ? standing : this.real.instant();
	}

}
