package vn.maiam.directive.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MultipartFile;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitDirectory;
import vn.maiam.directive.DirectiveReminded;
import vn.maiam.document.Attachments;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;
import vn.maiam.task.NewTask;
import vn.maiam.task.TaskRegister;

/** Issues orders and follows them, for the side that issues. */
@Service
@Transactional
public class DirectiveService {

	private static final int MOST_ADDRESSEES = 500;

	private final Directives directives;

	private final DirectiveReader reader;

	private final TaskRegister tasks;

	private final Attachments attachments;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DirectiveService(Directives directives, DirectiveReader reader, TaskRegister tasks, Attachments attachments,
			UnitDirectory units, CurrentAccount current, JdbcClient jdbc, ApplicationEventPublisher events,
			Clock clock) {
		this.directives = directives;
		this.reader = reader;
		this.tasks = tasks;
		this.attachments = attachments;
		this.units = units;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** Issues an order to addressees within the units that the leader leads. */
	@Requires(Permission.ISSUE_DIRECTIVES)
	public long issue(NewDirective order, @Nullable List<MultipartFile> files) {
		requireLed(order.unitId());
		order.units().forEach(this::requireLed);
		order.committees().forEach(this::requireLed);
		Directive directive = this.directives.save(new Directive(order, self(), this.clock.instant()));
		this.jdbc.sql(
				"insert into directive_addressee (directive_id, unit_id) select :id, * from unnest(:units::bigint[]) on conflict do nothing")
			.param("id", directive.id())
			.param("units", order.units().toArray(Long[]::new))
			.update();
		this.jdbc
			.sql("""
						insert into directive_addressee (directive_id, unit_id, account_id)
						select :id, w.unit_id, w.account_id from working_group_member w join unit_viewer v on v.unit_id = w.unit_id and v.account_id = w.account_id
					where w.unit_id = any(:units::bigint[]) on conflict do nothing""")
			.param("id", directive.id())
			.param("units", order.committees().toArray(Long[]::new))
			.update();
		order.people().forEach((person) -> addPerson(directive.id(), person));
		long addressees = this.jdbc.sql("select count(*) from directive_addressee where directive_id = ?")
			.param(directive.id())
			.query(Long.class)
			.single();
		if (addressees == 0) {
			throw new Refused("directive.refused.nobody");
		}
		if (addressees > MOST_ADDRESSEES) {
			throw new Refused("directive.refused.too-many", MOST_ADDRESSEES);
		}
		this.attachments.attach(subject(directive.id()), files);
		publish("directive.issued", directive, null);
		if (order.tasks()) {
			makeTasks(directive);
		}
		return directive.id();
	}

	/** One task for each addressee that has none, due with the order. */
	@Requires(Permission.ISSUE_DIRECTIVES)
	public int makeTasks(long id) {
		return makeTasks(led(id));
	}

	/**
	 * Whoever may no longer see the unit's work answers for nothing: the task waits for
	 * the unit.
	 */
	private int makeTasks(Directive directive) {
		long id = directive.id();
		List<Open> open = this.jdbc
			.sql("""
					select a.id, a.unit_id, (select v.account_id from unit_viewer v where v.unit_id = a.unit_id and v.account_id = a.account_id) as account_id,
					a.account_id is not null as personal
					from directive_addressee a where a.directive_id = ? and a.task_id is null and a.done_at is null order by a.id for update""")
			.param(id)
			.query(Open.class)
			.list();
		for (Open addressee : open) {
			UserId owner = (addressee.accountId() != null) ? new UserId(addressee.accountId()) : null;
			long task = this.tasks.give(new NewTask(addressee.unitId(), directive.title(), null, owner, List.of(),
					subject(id), directive.dueOn(), true, null, List.of(), addressee.personal()));
			this.jdbc.sql("update directive_addressee set task_id = ? where id = ?")
				.params(task, addressee.id())
				.update();
		}
		if (!open.isEmpty()) {
			publish("directive.tasked", directive, null);
		}
		return open.size();
	}

	/** Tells those again who have not received it. */
	@Requires(Permission.ISSUE_DIRECTIVES)
	public int remind(long id) {
		Directive directive = led(id);
		List<Long> late = this.jdbc.sql("""
				update directive_addressee set reminded_at = ?
				where directive_id = ? and acknowledged_at is null returning id""")
			.params(Timestamp.from(this.clock.instant()), id)
			.query(Long.class)
			.list();
		if (!late.isEmpty()) {
			this.events.publishEvent(new DirectiveReminded(id, late, false));
			publish("directive.reminded", directive, null);
		}
		return late.size();
	}

	@Requires(Permission.ISSUE_DIRECTIVES)
	public void withdraw(long id, String reason) {
		Directive directive = led(id);
		directive.withdraw(reason, this.clock.instant());
		this.tasks.dropAll(subject(id), reason);
		publish("directive.withdrawn", directive, reason);
	}

	static SubjectRef subject(long id) {
		return new SubjectRef(DirectiveReader.KIND, String.valueOf(id));
	}

	private void addPerson(long id, UserId person) {
		int added = this.jdbc
			.sql("""
					insert into directive_addressee (directive_id, unit_id, account_id)
					select :id, g.unit_id, g.account_id from account_grant g
					where g.account_id = :person and g.ended_at is null and (g.valid_to is null or g.valid_to >= field_day())
					and exists (select 1 from unit_viewer v where v.unit_id = g.unit_id and v.account_id = g.account_id)
					and exists (select 1 from unit_closure c
						where c.descendant_id = g.unit_id and c.ancestor_id in (:led)) order by g.id limit 1 on conflict do nothing""")
			.param("id", id)
			.param("person", person.value())
			.param("led", this.current.require().scopeIds(Permission.ISSUE_DIRECTIVES))
			.update();
		if (added == 0 && !this.jdbc
			.sql("select exists (select 1 from directive_addressee where directive_id = ? and account_id = ?)")
			.params(id, person.value())
			.query(Boolean.class)
			.single()) {
			throw new Refused("directive.refused.stranger");
		}
	}

	private Directive standing(long id) {
		this.reader.require(id);
		Directive directive = this.directives.findById(id).orElseThrow(() -> new NotFound("directive " + id));
		directive.requireStanding();
		return directive;
	}

	private Directive led(long id) {
		Directive directive = standing(id);
		if (!this.units.within(directive.unitId(), this.current.require().scopeIds(Permission.ISSUE_DIRECTIVES))) {
			throw new Refused("directive.refused.not-issuer");
		}
		return directive;
	}

	private void requireLed(long unitId) {
		if (!this.units.within(unitId, this.current.require().scopeIds(Permission.ISSUE_DIRECTIVES))) {
			throw new NotFound("unit " + unitId);
		}
	}

	private UserId self() {
		return this.current.require().id();
	}

	private void publish(String action, Directive directive, @Nullable String note) {
		this.events.publishEvent(Audited
			.of(Audited.Fact.of(action, subject(directive.id()), directive.title(), directive.unitId()).because(note)));
	}

	private record Open(long id, long unitId, @Nullable UUID accountId, boolean personal) {
	}

}
