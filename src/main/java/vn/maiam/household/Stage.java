package vn.maiam.household;

/**
 * Giai đoạn of a house. Which of them a house passes, and in which order, is its
 * {@link SupportKind}'s track.
 */
public enum Stage {

	NOT_STARTED, STARTED, FOUNDATION, FRAME, ROOF, FINISHING, REPAIRING, COMPLETED, HANDED_OVER;

	/** Counts as khởi công: anything but not started. */
	public boolean isStarted() {
		return this != NOT_STARTED;
	}

	/** Counts as hoàn thành. */
	public boolean isCompleted() {
		return this == COMPLETED || this == HANDED_OVER;
	}

}
