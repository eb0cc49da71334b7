package vn.maiam.account;

/**
 * How many lines of a list the present person has read today. Who looks for somebody
 * reads some; who takes the list with them, without the right to export it, reads all.
 */
public interface ListWalks {

	/**
	 * Counts lines that are about to be shown.
	 * @param list which list, as {@code households}
	 * @param export the right with which nothing is counted
	 * @param most how many lines a day go without it
	 * @throws vn.maiam.shared.RightWanted when they were more
	 */
	void count(String list, Permission export, int rows, int most);

}
