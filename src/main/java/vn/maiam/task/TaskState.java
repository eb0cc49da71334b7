package vn.maiam.task;

/** Chưa làm, đang làm, đã xong, không làm nữa. */
public enum TaskState {

	OPEN, DOING, DONE, DROPPED;

	public boolean isClosed() {
		return this == DONE || this == DROPPED;
	}

}
