package vn.maiam.task;

import java.util.List;

/** Tasks as others show them. */
public interface TaskBoard {

	/**
	 * What the person present has to do, the most urgent first.
	 * @param except a kind of thing whose tasks are shown elsewhere; empty for none
	 */
	List<TaskLine> mine(int most, String except);

}
