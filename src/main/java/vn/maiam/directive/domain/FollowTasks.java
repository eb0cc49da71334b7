package vn.maiam.directive.domain;

import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.task.TaskMoved;
import vn.maiam.task.TaskState;

/**
 * An addressee is as far as the task that was made of the order; a dropped task is none.
 */
@Component
class FollowTasks {

	private final JdbcClient jdbc;

	private final Clock clock;

	FollowTasks(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@EventListener
	void on(TaskMoved moved) {
		boolean done = moved.state() == TaskState.DONE;
		boolean begun = done || moved.state() == TaskState.DOING;
		this.jdbc
			.sql("""
					update directive_addressee set
						opened_at = case when :begun then coalesce(opened_at, :now::timestamptz) else opened_at end,
						opened_by = case when :begun then coalesce(opened_by, :by::uuid) else opened_by end,
						acknowledged_at = case when :begun then coalesce(acknowledged_at, :now::timestamptz) else acknowledged_at end,
						acknowledged_by = case when :begun then coalesce(acknowledged_by, :by::uuid) else acknowledged_by end,
						started_at = case when :begun then coalesce(started_at, :now::timestamptz) end,
						started_by = case when :begun then coalesce(started_by, :by::uuid) end,
						done_at = case when :done then :now::timestamptz end, done_by = case when :done then :by::uuid end,
						note = coalesce(:note::text, note), task_id = case when :dropped then null else task_id end
					where task_id = :task and (:dropped or exists (select 1 from directive_person p where p.addressee_id = directive_addressee.id and p.account_id = :by::uuid)
						or exists (select 1 from directive d where d.id = directive_addressee.directive_id and d.issued_by = :by::uuid))
					and exists (select 1 from directive d where d.id = directive_addressee.directive_id and d.withdrawn_at is null)""")
			.param("begun", begun)
			.param("done", done)
			.param("dropped", moved.state() == TaskState.DROPPED)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("by", moved.by().value())
			.param("note", moved.note())
			.param("task", moved.taskId())
			.update();
	}

}
