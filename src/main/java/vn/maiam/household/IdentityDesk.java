package vn.maiam.household;

/** Citizen ids that stand in two localities' lists and wait for the level above. */
public interface IdentityDesk {

	/** How many wait for the present person's answer. */
	long waiting();

}
