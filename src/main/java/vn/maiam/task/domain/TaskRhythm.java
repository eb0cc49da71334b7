package vn.maiam.task.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.shared.Duties;
import vn.maiam.shared.Duties.Duty;

/**
 * Makes a task of every duty that stands and closes it when the duty is gone, whichever
 * instance comes first.
 */
@Component
public class TaskRhythm {

	private static final Locale WRITTEN_IN = Locale.forLanguageTag("vi");

	private static final int LONGEST = 200;

	private final List<Duties> modules;

	private final JdbcClient jdbc;

	private final MessageSource messages;

	private final Clock clock;

	TaskRhythm(List<Duties> modules, JdbcClient jdbc, MessageSource messages, Clock clock) {
		this.modules = modules;
		this.jdbc = jdbc;
		this.messages = messages;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 30_000, initialDelay = 10_000)
	@Transactional
	public void tick() {
		boolean mine = this.jdbc.sql("select pg_try_advisory_xact_lock(hashtext('task-rhythm'))")
			.query(Boolean.class)
			.single();
		if (mine) {
			this.modules.forEach(this::follow);
		}
	}

	private void follow(Duties module) {
		List<Duty> duties = module.standing();
		Timestamp now = Timestamp.from(this.clock.instant());
		String[] kinds = duties.stream().map((it) -> it.subject().kind()).toArray(String[]::new);
		String[] ids = duties.stream().map((it) -> it.subject().id()).toArray(String[]::new);
		this.jdbc
			.sql("""
					update task t set state = 'DONE', closed_at = :now, version = version + 1
					where t.cause = :cause and t.closed_at is null
						and not exists (select 1 from unnest(:kinds::text[], :ids::text[]) d (kind, id) where d.kind = t.subject_kind and d.id = t.subject_id)""")
			.param("now", now)
			.param("cause", module.cause())
			.param("kinds", kinds)
			.param("ids", ids)
			.update();
		this.jdbc
			.sql("""
					insert into task (version, unit_id, title, subject_kind, subject_id, cause, due_on, priority, state, made_at)
					select 0, d.unit_id, d.title, d.kind, d.id, :cause, d.due::date, 'NORMAL', 'OPEN', :now
					from unnest(:kinds::text[], :ids::text[], :units::bigint[], :titles::text[], :dues::text[]) d (kind, id, unit_id, title, due)
					where not exists (select 1 from task t where t.cause = :cause and t.closed_at is null and t.subject_kind = d.kind and t.subject_id = d.id)
					on conflict (cause, subject_kind, subject_id) where cause is not null and closed_at is null do nothing""")
			.param("now", now)
			.param("cause", module.cause())
			.param("kinds", kinds)
			.param("ids", ids)
			.param("units", duties.stream().map(Duty::unitId).toArray(Long[]::new))
			.param("titles", duties.stream().map((it) -> title(module.cause(), it)).toArray(String[]::new))
			.param("dues",
					duties.stream()
						.map(Duty::dueOn)
						.map((day) -> (day != null) ? day.toString() : null)
						.toArray(String[]::new))
			.update();
	}

	private String title(String cause, Duty duty) {
		@Nullable String words = this.messages.getMessage("task.cause." + cause, new Object[] { duty.label() }, duty.label(),
				WRITTEN_IN);
		String title = Objects.requireNonNullElse(words, duty.label());
		return (title.length() > LONGEST) ? title.substring(0, LONGEST) : title;
	}

}
