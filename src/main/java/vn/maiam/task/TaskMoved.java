package vn.maiam.task;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.UserId;

/**
 * A task has been begun, done, dropped or opened again.
 */
public record TaskMoved(long taskId, TaskState state, UserId by, @Nullable String note) {
}
