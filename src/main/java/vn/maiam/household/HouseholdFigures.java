package vn.maiam.household;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Every figure of the register, for any unit and moment, from the ledger of changes. */
public interface HouseholdFigures {

	/**
	 * Counts below a unit at several moments, in one reading of the ledger.
	 * @param unitId its children are the tables' units; a unit without children is its
	 * own
	 * @param moments ascending; each table has only what was recorded before its moment
	 */
	List<FigureTable> count(long unitId, List<Instant> moments);

	/** The same by phase only: the cells have neither part nor kind. */
	List<FigureTable> countByPhase(long unitId, List<Instant> moments);

	/**
	 * The same of a unit as a whole, by phase only: its tables know no units but itself.
	 */
	List<FigureTable> countWhole(long unitId, List<Instant> moments);

	default FigureTable count(long unitId, Instant before) {
		return count(unitId, List.of(before)).get(0);
	}

	/** Money and labour below a unit, for one phase or all (null), by source and form. */
	List<Money> money(long unitId, @Nullable Integer phaseId, Instant before);

	/** How many below a unit are not yet eligible, by reason, the most frequent first. */
	Map<IneligibleReason, Long> notYetEligible(long unitId, Instant before);

	/** The phases with their deadlines in force. */
	List<PhaseInfo> phases();

	/**
	 * Closes the ledger up to a moment: waits for whoever is writing; what is recorded
	 * for an earlier moment counts from there on. Figures up to it never change again.
	 * @return whether it is closed; not when somebody went on writing for too long
	 */
	boolean close(Instant until);

	/** Whole đồng; for labour, days. */
	record Money(FundingSource source, FundingForm form, long pledged, long allocated, long disbursed) {
	}

}
