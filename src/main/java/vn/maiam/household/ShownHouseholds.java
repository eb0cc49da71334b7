package vn.maiam.household;

import java.util.Collection;

/** What is due wherever households are about to be shown in lines. */
public interface ShownHouseholds {

	/** A list that can be paged through. */
	String LIST = "households";

	/** Households that were looked for or stand out; counted apart from the list. */
	String FOUND = "households.found";

	/** Households whose page was opened. */
	String OPENED = "households.opened";

	/**
	 * Counts the households that the present person may not export towards what they may
	 * see of them a day.
	 * @return how many more may be seen today
	 * @throws vn.maiam.shared.RightWanted when they were more
	 */
	int count(String list, Collection<String> codes);

	/**
	 * As {@link #count}, of lines of a list, and leaves the reading's trace.
	 * @param list {@link #LIST} or {@link #FOUND}
	 * @param about what was asked for, for the trail
	 * @return how many lines more may be read today
	 * @throws vn.maiam.shared.RightWanted when they were more
	 */
	int show(String list, Collection<String> codes, String about);

}
