package vn.maiam.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * The clock of the demonstration: stands in the past while its weeks are lived through,
 * then runs as any other.
 */
final class DemoClock extends Clock {

	private final Clock real;

	private volatile @Nullable Instant past;

	DemoClock(Clock real) {
		this.real = real;
	}

	void standAt(Instant moment) {
		this.past = moment;
	}

	void run() {
		this.past = null;
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
		Instant standing = this.past;
		return (standing != null) ? standing : this.real.instant();
	}

}
