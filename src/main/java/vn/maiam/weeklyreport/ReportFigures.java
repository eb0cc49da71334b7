package vn.maiam.weeklyreport;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import vn.maiam.household.FigureChanges.Change;
import vn.maiam.household.Figures;
import vn.maiam.household.FundingForm;
import vn.maiam.household.FundingSource;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;

/**
 * All figures of a report: at its cut-off (or, before that, up to now) and at the one
 * before. Kept with an accepted report, and equal to a recount at any later time.
 *
 * @param from the last cut-off
 * @param until the cut-off, or now
 * @param lines by programme part and kind, those that have households
 * @param remaining households not yet eligible, by reason
 * @param resolved households that were not yet eligible and became so this week
 * @param money by source and form; whole đồng, days for labour
 * @param changes why each figure changed since the last report
 * @param units the units right below, in the order of their codes
 */
public record ReportFigures(Instant from, Instant until, Figures now, Figures before, List<PartLine> lines,
		Map<IneligibleReason, Long> remaining, long resolved, List<MoneyLine> money, List<Change> changes,
		List<UnitLine> units) {

	/** Labour days given so far. */
	public long labourDays() {
		return this.money.stream().filter(MoneyLine::labour).mapToLong(MoneyLine::disbursed).sum();
	}

	public long labourDaysBefore() {
		return this.money.stream().filter(MoneyLine::labour).mapToLong(MoneyLine::disbursedBefore).sum();
	}

	/** The lines that are money. */
	public List<MoneyLine> cash() {
		return this.money.stream().filter((line) -> !line.labour()).toList();
	}

	public MoneyLine cashTotal() {
		return cash().stream()
			.reduce(new MoneyLine(FundingSource.STATE_BUDGET, FundingForm.CASH, 0, 0, 0, 0, 0), MoneyLine::plus);
	}

	/** A programme part and kind. */
	public record PartLine(ProgrammePart part, SupportKind kind, Figures now, Figures before) {
	}

	/** A unit right below. */
	public record UnitLine(long unitId, String code, String name, Figures now, Figures before) {
	}

	/** A source of money or labour. */
	public record MoneyLine(FundingSource source, FundingForm form, long pledged, long allocated, long disbursed,
			long allocatedBefore, long disbursedBefore) {

		public boolean labour() {
			return this.form == FundingForm.LABOUR_DAYS;
		}

		MoneyLine plus(MoneyLine more) {
			return new MoneyLine(this.source, this.form, this.pledged + more.pledged, this.allocated + more.allocated,
					this.disbursed + more.disbursed, this.allocatedBefore + more.allocatedBefore,
					this.disbursedBefore + more.disbursedBefore);
		}
	}

}
