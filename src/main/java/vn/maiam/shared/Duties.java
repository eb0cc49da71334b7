package vn.maiam.shared;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A module's answer to "what has to be done now, and by whom": each duty becomes a task
 * of its unit and ends with its cause.
 */
public interface Duties {

	/**
	 * The cause, as {@code report-due}; its words stand under {@code task.cause.} and
	 * this.
	 */
	String cause();

	/** All that stand at this moment, for everybody. */
	List<Duty> standing();

	/**
	 * Something to be done.
	 *
	 * @param label what the words of the cause are about, as a name
	 */
	record Duty(SubjectRef subject, long unitId, String label, @Nullable LocalDate dueOn) {
	}

}
