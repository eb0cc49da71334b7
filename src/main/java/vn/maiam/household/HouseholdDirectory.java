package vn.maiam.household;

import vn.maiam.shared.web.Page;

/** The list of households within the caller's scope. */
public interface HouseholdDirectory {

	/**
	 * One page of the list.
	 * @param page counted from 1
	 * @param size 1–200
	 */
	Page<HouseholdRow> list(HouseholdFilter filter, int page, int size);

	/** How many the list has. */
	long count(HouseholdFilter filter);

	/** One household's line; 404 outside the scope. */
	HouseholdRow require(HouseholdCode code);

}
