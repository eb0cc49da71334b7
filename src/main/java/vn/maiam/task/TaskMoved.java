package vn.maiam.task;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.UserId;

/**
 * A task has been begun, done, dropped or opened again.
 *
 * @param by who did it; null when the rhythm closed it
 */
public record TaskMoved(long taskId, TaskState state, @Nullable UserId by, @Nullable String note) {
}
