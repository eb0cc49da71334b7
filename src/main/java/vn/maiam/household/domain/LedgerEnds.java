package vn.maiam.household.domain;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.ChangeCause;
import vn.maiam.household.Eligibility;
import vn.maiam.household.Evidence;
import vn.maiam.household.Halt;
import vn.maiam.household.Measure;
import vn.maiam.household.RemovalReason;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;

/**
 * What a household counted as at the two ends of a period.
 *
 * @param before null when it was not in the register yet
 */
record LedgerEnds(UUID householdId, @Nullable End before, End after) {

	/** Its net contribution to a figure: −1, 0 or 1. */
	int change(Measure measure) {
		return (this.after.counts(measure) ? 1 : 0) - ((this.before != null && this.before.counts(measure)) ? 1 : 0);
	}

	/** Why, for a figure to which the contribution is not 0. */
	ChangeCause cause(Measure measure) {
		if (this.before == null) {
			return ChangeCause.ADDED;
		}
		if (this.before.inside() != this.after.inside()) {
			return this.after.inside() ? ChangeCause.MOVED_IN : ChangeCause.MOVED_OUT;
		}
		if (this.before.listed() != this.after.listed()) {
			return this.after.listed() ? ChangeCause.RELISTED : this.after.exit();
		}
		int steps = Integer.compare(this.after.rank(), this.before.rank());
		return switch (measure) {
			case ELIGIBLE, NOT_YET_ELIGIBLE -> ChangeCause.DECIDED;
			case PROVEN ->
				(steps == 0) ? ChangeCause.EVIDENCE : (steps > 0) ? ChangeCause.PROGRESS : ChangeCause.CORRECTED;
			case NOT_STARTED, STARTED, IN_PROGRESS, COMPLETED ->
				(steps > 0) ? ChangeCause.PROGRESS : ChangeCause.CORRECTED;
			case TOTAL, NEW_BUILD, REPAIR -> ChangeCause.CORRECTED;
		};
	}

	/**
	 * One end.
	 *
	 * @param inside whether it lay within the unit that is asked about
	 */
	record End(boolean inside, SupportKind kind, Eligibility eligibility, Stage stage, @Nullable Halt halt,
			Evidence evidence, @Nullable String reason) {

		boolean listed() {
			return (this.eligibility == Eligibility.ELIGIBLE || this.eligibility == Eligibility.NOT_YET)
					&& this.halt != Halt.CANCELLED;
		}

		int rank() {
			return this.stage.isCompleted() ? 2 : this.stage.isStarted() ? 1 : 0;
		}

		boolean counts(Measure measure) {
			return this.inside && listed() && switch (measure) {
				case TOTAL -> true;
				case ELIGIBLE -> this.eligibility == Eligibility.ELIGIBLE;
				case NOT_YET_ELIGIBLE -> this.eligibility == Eligibility.NOT_YET;
				case NOT_STARTED -> rank() == 0;
				case STARTED -> rank() > 0;
				case IN_PROGRESS -> rank() == 1;
				case COMPLETED -> rank() == 2;
				case PROVEN -> rank() == 2 && this.evidence == Evidence.SUFFICIENT;
				case NEW_BUILD -> this.kind == SupportKind.NEW_BUILD;
				case REPAIR -> this.kind == SupportKind.REPAIR;
			};
		}

		ChangeCause exit() {
			if (this.eligibility == Eligibility.DECLINED_THIS_YEAR) {
				return ChangeCause.DECLINED;
			}
			if (this.eligibility == Eligibility.REMOVED) {
				return RemovalReason.DUPLICATE.name().equals(this.reason) ? ChangeCause.DUPLICATE
						: ChangeCause.WITHDRAWN;
			}
			return ChangeCause.CANCELLED;
		}
	}

}
