package vn.maiam.household;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Every figure of the register, for any unit and moment, from the ledger of changes. */
public interface HouseholdFigures {

	/**
	 * Counts below a unit.
	 * @param unitId its children are the table's units; a unit without children is its
	 * own
	 * @param before only what was recorded before this moment
	 */
	FigureTable count(long unitId, Instant before);

	/** Money and labour below a unit, for one phase or all (null), by source and form. */
	List<Money> money(long unitId, @Nullable Integer phaseId, Instant before);

	/** The phases with their deadlines in force. */
	List<PhaseInfo> phases();

	/** Whole đồng; for labour, days. */
	record Money(FundingSource source, FundingForm form, long pledged, long allocated, long disbursed) {
	}

}
