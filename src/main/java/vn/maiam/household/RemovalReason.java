package vn.maiam.household;

/** Why a household was taken off the list. */
public enum RemovalReason {

	DIED, MOVED_AWAY, BUILT_ALONE, OUT_OF_POVERTY, DUPLICATE, OTHER

}
