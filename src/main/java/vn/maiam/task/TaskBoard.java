package vn.maiam.task;

import java.util.List;

/** Tasks as others show them. */
public interface TaskBoard {

	/** What the person present has to do, the most urgent first. */
	List<TaskLine> mine(int most);

}
