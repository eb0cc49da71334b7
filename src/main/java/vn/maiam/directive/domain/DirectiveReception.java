package vn.maiam.directive.domain;

import java.sql.Timestamp;
import java.time.Clock;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.directive.DirectiveLine;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;

/** The steps of those who receive an order, each by name. */
@Service
@Transactional
public class DirectiveReception {

	private final DirectiveReader reader;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DirectiveReception(DirectiveReader reader, CurrentAccount current, JdbcClient jdbc,
			ApplicationEventPublisher events, Clock clock) {
		this.reader = reader;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** Notes that whoever is meant has it before them. */
	@Requires(Permission.VIEW_WORK)
	public void open(long id) {
		step(id, "opened", null);
	}

	/** Receives the order: for oneself or for one's unit. */
	@Requires(Permission.VIEW_WORK)
	public void acknowledge(long id) {
		DirectiveLine directive = meant(id);
		step(id, "opened", null);
		if (step(id, "acknowledged", null) > 0) {
			publish("directive.acknowledged", directive, null);
		}
	}

	/** Says that it is done; where a task was made of it, the task says so. */
	@Requires(Permission.WORK)
	public void finish(long id, @Nullable String note) {
		DirectiveLine directive = meant(id);
		acknowledge(id);
		if (step(id, "done", note) == 0) {
			throw new Refused("directive.refused.done-by-task");
		}
		publish("directive.done", directive, note);
	}

	/**
	 * A standing order that the person present is to receive; who only sees it receives
	 * nothing.
	 */
	private DirectiveLine meant(long id) {
		DirectiveLine directive = this.reader.require(id);
		if (directive.withdrawnAt() != null) {
			throw new Refused("directive.refused.withdrawn");
		}
		if (!this.jdbc.sql("select exists (select 1 from directive_person where directive_id = ? and account_id = ?)")
			.params(id, this.current.require().id().value())
			.query(Boolean.class)
			.single()) {
			throw new Refused("directive.refused.not-meant");
		}
		return directive;
	}

	/** Takes a step for every addressee that the person present stands for. */
	private int step(long id, String step, @Nullable String note) {
		String condition = "done".equals(step) ? " and task_id is null" : "";
		return this.jdbc.sql("""
				update directive_addressee set %1$s_at = :now, %1$s_by = :self, note = coalesce(:note::text, note)
				where directive_id = :id and %1$s_at is null and id in (
					select p.addressee_id from directive_person p where p.directive_id = :id and p.account_id = :self)
				""".formatted(step) + condition)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("self", this.current.require().id().value())
			.param("note", note)
			.param("id", id)
			.update();
	}

	private void publish(String action, DirectiveLine directive, @Nullable String note) {
		this.events.publishEvent(Audited
			.of(Audited.Fact.of(action, DirectiveService.subject(directive.id()), directive.title(), directive.unitId())
				.because(note)));
	}

}
