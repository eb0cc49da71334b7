package vn.maiam.household;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Why figures changed between two moments: each household that counts differently, with
 * one cause per figure. The sum over the causes is the difference of the figure.
 */
public interface FigureChanges {

	/**
	 * Net changes of every figure of a unit, by cause; those that are nought are left
	 * out.
	 */
	List<Change> between(long unitId, Instant from, Instant to);

	/**
	 * The households behind one of them that the caller may see, by code.
	 */
	List<Changed> households(long unitId, Instant from, Instant to, Measure measure, ChangeCause cause);

	/** So many households came into a figure, and left it, for one cause. */
	record Change(Measure measure, ChangeCause cause, long added, long removed) {

		/** The net change. */
		public long households() {
			return this.added - this.removed;
		}
	}

	/** A household that changed, as it stands today. */
	record Changed(UUID id, String code, String fullName, String unitName) {
	}

}
