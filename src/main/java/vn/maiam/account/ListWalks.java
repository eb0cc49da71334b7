package vn.maiam.account;

import java.util.Collection;

/**
 * How many lines of a list the present person has read today. Who looks for somebody
 * reads some; who takes the list with them, without the right to export it, reads all.
 * Looking again at a line that was seen costs nothing.
 */
public interface ListWalks {

	/** What is left where nothing is counted. */
	int UNBOUNDED = Integer.MAX_VALUE;

	/**
	 * Counts lines that are about to be shown and that the person may not export.
	 * @param list which list, as {@code households}; what is found by words is counted
	 * apart, so that who has paged through a list can still look for somebody
	 * @param lines by what the lines are known again
	 * @param most how many lines go a day
	 * @return how many lines more may be read today
	 * @throws vn.maiam.shared.RightWanted when they were more
	 */
	int count(String list, Collection<?> lines, int most);

}
