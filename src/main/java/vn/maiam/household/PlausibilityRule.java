package vn.maiam.household;

/**
 * What makes a record doubtful. Born of what auditors found elsewhere: houses "completed"
 * a day after the plinth, photos from far away, one photo for two houses.
 */
public enum PlausibilityRule {

	/**
	 * Completed too few days after the foundation, or for a repair a seventh of them
	 * after the start.
	 */
	TOO_SOON,
	/** A photo taken before the house began, or before the stage before was reached. */
	PHOTO_BEFORE_STAGE,
	/**
	 * A photo whose camera says that it was taken so many days after it was sent: its
	 * clock or zone is wrong, and its time is no evidence.
	 */
	PHOTO_IN_FUTURE,
	/** A photo that looks like another household's, to so many bits of its hash. */
	PHOTO_ALIKE,
	/**
	 * Recorded so many kilometres beyond the commune, or from where the house was before.
	 */
	FAR_AWAY,
	/** Lùi giai đoạn. */
	STEP_BACK,
	/** Bỏ qua giai đoạn. */
	STEP_SKIPPED,
	/** Completed without a photo. */
	NO_PHOTO,
	/**
	 * More money from the budgets than the norm allows; the limit is a tolerance in
	 * percent.
	 */
	OVER_NORM,
	/** A stage dated before the one that it follows: begun after it was completed. */
	DATES_OUT_OF_ORDER,
	/**
	 * Same name and year of birth as another household of the commune. (The same citizen
	 * id is refused outright.)
	 */
	SAME_PERSON,
	/**
	 * Worked on, or planned, past the phase's deadline without a decision that moves it.
	 */
	NO_DEADLINE_DECISION;

	/** Days by which a camera's clock may be ahead, while nobody has set it otherwise. */
	public static final int CLOCK_TOLERANCE = 1;

}
