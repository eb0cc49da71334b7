package vn.maiam.weeklyreport.web;

import java.util.Arrays;
import java.util.List;

import vn.maiam.household.FigureChanges.Change;
import vn.maiam.household.Figures;
import vn.maiam.household.Measure;

/** A figure at both ends with the causes of its change; before + causes = after. */
record ChangeLine(Measure measure, long before, long after, List<Change> causes) {

	static List<ChangeLine> of(Figures before, Figures after, List<Change> changes) {
		return Arrays.stream(Measure.values())
			.map((measure) -> new ChangeLine(measure, figure(before, measure), figure(after, measure),
					changes.stream().filter((change) -> change.measure() == measure).toList()))
			.toList();
	}

	public long difference() {
		return this.after - this.before;
	}

	private static long figure(Figures figures, Measure measure) {
		return switch (measure) {
			case TOTAL -> figures.total();
			case ELIGIBLE -> figures.eligible();
			case NOT_YET_ELIGIBLE -> figures.notYetEligible();
			case NOT_STARTED -> figures.notStarted();
			case STARTED -> figures.started();
			case IN_PROGRESS -> figures.inProgress();
			case COMPLETED -> figures.completed();
			case PROVEN -> figures.proven();
			case NEW_BUILD -> figures.newBuild();
			case REPAIR -> figures.repair();
		};
	}

}
