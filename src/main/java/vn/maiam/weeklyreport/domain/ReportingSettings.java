package vn.maiam.weeklyreport.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

import vn.maiam.area.UnitKind;
import vn.maiam.shared.web.Show;
import vn.maiam.weeklyreport.ReportingWeek;

/**
 * The rhythm as it is set: ISO weekday and hours in Asia/Ho_Chi_Minh.
 *
 * @param signOff whether the unit's leader signs before the report can be accepted
 * @param lowestLevel the lowest level that reports
 */
public record ReportingSettings(int cutOffDay, LocalTime cutOffTime, LocalTime lowerDueTime, LocalTime topDueTime,
		boolean signOff, UnitKind.Level lowestLevel) {

	Week open(ReportingWeek label, Instant opensAt) {
		LocalDate day = label.day(DayOfWeek.of(this.cutOffDay));
		return new Week(label, opensAt, day.atTime(this.cutOffTime).atZone(Show.ZONE).toInstant(),
				day.atTime(this.lowerDueTime).atZone(Show.ZONE).toInstant(),
				day.atTime(this.topDueTime).atZone(Show.ZONE).toInstant(), this.signOff, this.lowestLevel, null);
	}

}
