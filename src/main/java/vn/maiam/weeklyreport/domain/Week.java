package vn.maiam.weeklyreport.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.UnitKind;
import vn.maiam.weeklyreport.ReportingWeek;

/**
 * A reporting week as it was opened: everything recorded from {@code opensAt} on and
 * before {@code cutOffAt} is its.
 *
 * @param lowerDueAt when the units below the province submit
 * @param topDueAt when the province does
 * @param signOff whether the unit's leader signs before acceptance
 * @param lowestLevel the lowest level that reports
 * @param closedAt when its figures were made final
 */
public record Week(ReportingWeek label, Instant opensAt, Instant cutOffAt, Instant lowerDueAt, Instant topDueAt,
		boolean signOff, UnitKind.Level lowestLevel, @Nullable Instant closedAt) {

	public boolean reports(UnitKind.Level level) {
		return level.compareTo(this.lowestLevel) <= 0;
	}

	public Instant dueAt(UnitKind.Level level) {
		return (level.compareTo(UnitKind.Level.PROVINCE) <= 0) ? this.topDueAt : this.lowerDueAt;
	}

	/** Up to where its figures go at a moment: the cut-off once that has passed. */
	public Instant figuresUntil(Instant now) {
		return now.isBefore(this.cutOffAt) ? now : this.cutOffAt;
	}

}
