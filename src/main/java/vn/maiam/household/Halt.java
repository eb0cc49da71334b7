package vn.maiam.household;

/** Why a house does not go on: tạm dừng, không thực hiện. */
public enum Halt {

	/** Tạm dừng. */
	PAUSED,
	/** Không thực hiện. */
	CANCELLED

}
