package vn.maiam.household;

import vn.maiam.account.Permission;
import vn.maiam.shared.web.Page;

/** The list of households within the caller's scope. */
public interface HouseholdDirectory {

	/**
	 * One page of the list.
	 * @param page counted from 1
	 * @param size 1–200
	 */
	Page<HouseholdRow> list(HouseholdFilter filter, int page, int size);

	/** As {@link #list}, of the households whose progress the caller records. */
	Page<HouseholdRow> recordable(HouseholdFilter filter, int page, int size);

	/** How many the list has. */
	long count(HouseholdFilter filter);

	/**
	 * Whether a right of the caller reaches the household; one that is held elsewhere
	 * does not.
	 */
	boolean may(HouseholdCode code, Permission permission);

	/** One household's line; 404 outside the scope. */
	HouseholdRow require(HouseholdCode code);

}
