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
			.map((measure) -> new ChangeLine(measure, before.of(measure), after.of(measure),
					changes.stream().filter((change) -> change.measure() == measure).toList()))
			.toList();
	}

	public long difference() {
		return this.after - this.before;
	}

}
