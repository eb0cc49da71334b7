package vn.maiam.dashboard;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.household.Figures;
import vn.maiam.household.FundingForm;
import vn.maiam.household.HouseholdFigures.Money;
import vn.maiam.household.HouseholdWatch.AgencyWait;
import vn.maiam.household.HouseholdWatch.RedLine;
import vn.maiam.household.HouseholdWatch.UnitWatch;
import vn.maiam.household.PhaseInfo;
import vn.maiam.weeklyreport.domain.ReportMatrix;

/**
 * All that a leader sees of a unit at a day.
 *
 * @param day counted to its end; today to now
 * @param line the units above that the reader may open
 * @param earlier the figures a week before
 * @param units right below, the latest behind plan first
 */
record LeaderPage(Unit unit, List<Unit> line, LocalDate day, boolean past, @Nullable Integer phase, Figures total,
		Figures earlier, UnitWatch watch, Forecast forecast, List<CurvePoint> curve, List<PhaseLine> phases,
		List<UnitLine> units, List<RedLine> red, List<AgencyWait> agencies, List<MoneyLine> money,
		ReportMatrix discipline) {

	/** The map's scale: its darkest step ends here, in percent. */
	public long scale() {
		long most = this.units.stream()
			.filter((line) -> line.figures().total() > 0)
			.mapToLong((line) -> line.figures().completed() * 100 / line.figures().total())
			.max()
			.orElse(0);
		return LongStream.of(10, 20, 25, 50, 75).filter((step) -> most < step).findFirst().orElse(100);
	}

	/** Begun houses with an update within a week. */
	public long fresh() {
		return this.total.inProgress() - this.watch.silent7();
	}

	/** For links to the list: as the page is seen. */
	public String query(String unitCode) {
		return "unit=" + unitCode + ((this.phase != null) ? "&phase=" + this.phase : "")
				+ (this.past ? "&on=" + this.day : "");
	}

	/**
	 * A week of the curve; what lies ahead has a plan only.
	 */
	record CurvePoint(LocalDate day, long planned, @Nullable Long started, @Nullable Long completed) {
	}

	record PhaseLine(PhaseInfo phase, Figures figures) {
	}

	/** A unit with its distance to the plan; negative is behind. */
	record UnitLine(Unit unit, Figures figures, Figures earlier, UnitWatch watch, UnitMap.@Nullable Outline outline) {

		public long distance() {
			return this.figures.completed() - this.watch.due();
		}

		public long change() {
			return this.figures.completed() - this.earlier.completed();
		}

		/** Completion in five steps of a scale in percent, 0–4. */
		public long shade(long scale) {
			return (this.figures.total() == 0) ? 0
					: Math.min(4, this.figures.completed() * 500 / (this.figures.total() * scale));
		}
	}

	record MoneyLine(Money money) {

		public boolean labour() {
			return this.money.form() == FundingForm.LABOUR_DAYS;
		}
	}

}
