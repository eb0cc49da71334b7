package vn.maiam.household;

import java.util.List;

/**
 * Hình thức: xây mới or sửa chữa, each with the track of stages that a house of its kind
 * passes.
 */
public enum SupportKind {

	NEW_BUILD(Stage.NOT_STARTED, Stage.STARTED, Stage.FOUNDATION, Stage.FRAME, Stage.ROOF, Stage.FINISHING,
			Stage.COMPLETED, Stage.HANDED_OVER),

	REPAIR(Stage.NOT_STARTED, Stage.STARTED, Stage.REPAIRING, Stage.COMPLETED, Stage.HANDED_OVER);

	@SuppressWarnings("ImmutableEnumChecker") // an immutable list
	private final List<Stage> track;

	SupportKind(Stage... track) {
		this.track = List.of(track);
	}

	public List<Stage> track() {
		return this.track;
	}

	/** The stage after this one; the last stays the last. */
	public Stage next(Stage stage) {
		return this.track.get(Math.min(this.track.indexOf(stage) + 1, this.track.size() - 1));
	}

	/** How a house of this kind would move from one stage to another. */
	public Step step(Stage from, Stage to) {
		if (!this.track.contains(to)) {
			return Step.OFF_TRACK;
		}
		return switch (Integer.signum(this.track.indexOf(to) - this.track.indexOf(from) - 1)) {
			case 0 -> Step.NEXT;
			case 1 -> Step.SKIP;
			default -> (to == from) ? Step.STAY : Step.BACK;
		};
	}

	/**
	 * A move on the track. A skipped or backward step needs a reason; a step off the
	 * track is refused.
	 */
	public enum Step {

		STAY, NEXT, SKIP, BACK, OFF_TRACK;

		public boolean needsReason() {
			return this == SKIP || this == BACK;
		}

	}

}
