package vn.maiam.task;

/** Gives tasks. */
public interface TaskRegister {

	/**
	 * Gives a task in the name of the person present, who answers for having the right
	 * to.
	 * @return its number
	 */
	long give(NewTask task);

}
