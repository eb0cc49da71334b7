package vn.maiam.weeklyreport;

import java.time.Instant;
import java.util.List;

/**
 * Reports that are not in: a reminder a few hours before they are due, an escalation once
 * the week is cut off.
 *
 * @param unitIds whose reports are missing
 * @param escalated whether the cut-off has passed
 */
public record ReportsWanted(ReportingWeek week, Instant dueAt, List<Long> unitIds, boolean escalated) {
}
