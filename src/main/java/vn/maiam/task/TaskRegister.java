package vn.maiam.task;

import vn.maiam.shared.SubjectRef;

/** Gives tasks. */
public interface TaskRegister {

	/**
	 * Gives a task in the name of the person present, who answers for having the right
	 * to.
	 * @return its number
	 */
	long give(NewTask task);

	/** Drops all open tasks on a thing that need no longer be done. */
	void dropAll(SubjectRef subject, String reason);

}
