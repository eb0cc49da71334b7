package vn.maiam.household;

/**
 * What is counted, of any set of households. Always: total = eligible + notYetEligible =
 * notStarted + started = newBuild + repair, and started = inProgress + completed.
 * Households that declined for this year, were removed or given up are not in the total.
 *
 * @param proven completed, with sufficient evidence
 * @param doubtful begun, with an open doubt
 * @param weighted sum of the stage weights, 0–100 each
 */
public record Figures(long total, long eligible, long notYetEligible, long notStarted, long started, long inProgress,
		long completed, long newBuild, long repair, long newBuildCompleted, long repairCompleted, long proven,
		long doubtful, long paused, long declined, long removed, long cancelled, long weighted) {

	public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

	public Figures plus(Figures more) {
		return new Figures(this.total + more.total, this.eligible + more.eligible,
				this.notYetEligible + more.notYetEligible, this.notStarted + more.notStarted,
				this.started + more.started, this.inProgress + more.inProgress, this.completed + more.completed,
				this.newBuild + more.newBuild, this.repair + more.repair,
				this.newBuildCompleted + more.newBuildCompleted, this.repairCompleted + more.repairCompleted,
				this.proven + more.proven, this.doubtful + more.doubtful, this.paused + more.paused,
				this.declined + more.declined, this.removed + more.removed, this.cancelled + more.cancelled,
				this.weighted + more.weighted);
	}

	/** One of them. */
	public long of(Measure measure) {
		return switch (measure) {
			case TOTAL -> this.total;
			case ELIGIBLE -> this.eligible;
			case NOT_YET_ELIGIBLE -> this.notYetEligible;
			case NOT_STARTED -> this.notStarted;
			case STARTED -> this.started;
			case IN_PROGRESS -> this.inProgress;
			case COMPLETED -> this.completed;
			case PROVEN -> this.proven;
			case NEW_BUILD -> this.newBuild;
			case REPAIR -> this.repair;
		};
	}

	/** Mean progress in whole percent, by the stage weights. */
	public long progress() {
		return (this.total == 0) ? 0 : this.weighted / this.total;
	}

}
