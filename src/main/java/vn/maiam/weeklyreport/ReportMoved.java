package vn.maiam.weeklyreport;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.UserId;

/**
 * A report has taken a step: submitted, signed, returned, accepted, corrected, reopened.
 *
 * @param act the step, as {@code submitted}
 * @param note the reason that went with it
 */
public record ReportMoved(UUID reportId, long unitId, ReportingWeek week, String act, UserId by,
		@Nullable String note) {
}
