package vn.maiam.weeklyreport.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.weeklyreport.KeptReport.Below;
import vn.maiam.weeklyreport.Narrative;
import vn.maiam.weeklyreport.ReportFigures;
import vn.maiam.weeklyreport.ReportState;

/**
 * A unit's report of a week as one person sees it.
 *
 * @param reporting whether this unit reports at all; without it there are figures only
 * @param closed whether the unit above has closed the week and this unit has no exception
 * @param last the text of the week before
 * @param acts what the reader may do now
 * @param below the reports of the units right below, as far as they report
 */
public record ReportView(Unit unit, Week week, boolean reporting, ReportState state, int number, int version,
		Narrative narrative, @Nullable String correctionReason, @Nullable Instant firstSubmittedAt,
		@Nullable Instant submittedAt, @Nullable String submittedBy, @Nullable Instant signedAt,
		@Nullable String signedBy, @Nullable String returnReason, @Nullable Instant reopenedUntil, boolean closed,
		Narrative last, ReportFigures figures, boolean finalFigures, Set<Act> acts, List<Step> steps,
		List<Below> below) {

	public boolean may(String act) {
		return this.acts.contains(Act.valueOf(act));
	}

	/** The reports below that are not in, or not yet accepted. */
	public List<Below> outstanding() {
		return this.below.stream().filter((it) -> it.state() != ReportState.ACCEPTED).toList();
	}

	public boolean late() {
		return this.firstSubmittedAt != null && this.firstSubmittedAt.isAfter(this.week.dueAt(this.unit.level()));
	}

	/** What can be done with a report. */
	public enum Act {

		WRITE, SUBMIT, SIGN, RETURN, ACCEPT, CORRECT, REOPEN

	}

	/** One line of its history. */
	public record Step(Instant at, String byName, String act, @Nullable String note) {
	}

}
