package vn.maiam.notification.domain;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import vn.maiam.account.CurrentAccount;
import vn.maiam.area.UnitDirectory;
import vn.maiam.directive.DirectiveBoard;
import vn.maiam.directive.DirectiveReminded;
import vn.maiam.notification.NoticeKind;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Audited.Fact;
import vn.maiam.shared.SubjectRef;
import vn.maiam.weeklyreport.ReportsWanted;

/**
 * Turns what happened into notices, each for exactly those whom it concerns. What people
 * do is known from the trail's own facts, so nothing that matters goes by unnoticed.
 */
@Component
class TellPeople {

	private static final Set<String> ABOUT_ACCOUNTS = Set.of("account.password-changed", "account.password-reset",
			"account.second-factor-set", "account.second-factor-reset", "account.second-factor-dropped",
			"account.passkey-registered", "account.device-added", "account.passkey-forgotten",
			"account.recovery-code-used", "account.granted", "account.grant-ended", "account.deputized",
			"account.code-issued", "account.edited", "account.sessions-ended");

	private static final String DIRECTIVE_PEOPLE = "select p.account_id from directive_person p where p.directive_id = :id::bigint";

	private static final String DIRECTIVE_ISSUER = "select d.issued_by as account_id from directive d where d.id = :id::bigint";

	/** Each once: who is called again by an edit has been told. */
	private static final String CALLED = """
			select m.account_id from post_mention m where m.post_id = :id::uuid and not exists (select 1 from notice n
				where n.account_id = m.account_id and n.kind = 'MENTION' and n.subject_kind = 'post' and n.subject_id = :id)
			""";

	/** Who wrote the post or a comment on it, unless they are called by name anyway. */
	private static final String TALKING = """
			select o.author_id as account_id from post c join post o on o.id = c.parent_id or o.parent_id = c.parent_id
			where c.id = :id::uuid and o.removed_at is null and not exists (select 1 from post_mention m where m.post_id = c.id and m.account_id = o.author_id)
				and (exists (select 1 from unit_viewer v where v.unit_id = c.unit_id and v.account_id = o.author_id) or c.subject_kind = 'directive')
			""";

	private static final String ROOM = """
			select w.account_id from post p join unit_person w on w.unit_id = p.unit_id where p.id = :id::uuid and p.subject_kind = 'group'
				and not exists (select 1 from post_mention m where m.post_id = p.id and m.account_id = w.account_id)
			""";

	static final String TASK_PEOPLE = """
			select t.owner_id as account_id from task t where t.id = :id::bigint and t.owner_id is not null
			union select h.account_id from task_helper h where h.task_id = :id::bigint
			union select p.account_id from task t join unit_person p on p.unit_id = t.unit_id where t.id = :id::bigint and t.owner_id is null
				and t.subject_kind is distinct from 'directive'
			""";

	private static final String TASK_GIVER = "select t.given_by as account_id from task t where t.id = :id::bigint and t.given_by is not null";

	private static final String READERS = """
			select p.account_id from document d join unit_closure c on c.ancestor_id = d.unit_id and (d.reach = 'BELOW' or c.descendant_id = d.unit_id)
			join unit_person p on p.unit_id = c.descendant_id where d.id = :id::uuid
			""";

	private static final String UNIT_OFFICERS = """
			select g.account_id from account_grant g join user_account a on a.id = g.account_id where g.unit_id = any(:units::bigint[])
				and g.role = 'OFFICER' and g.ended_at is null and a.locked_at is null and g.valid_from <= field_day()
				and (g.valid_to is null or g.valid_to >= field_day())
			""";

	private static final String UNIT_LEADERS = UNIT_OFFICERS.replace("'OFFICER'", "'LEADER'");

	private static final String RECORDER = "select h.recorded_by as account_id from household h where h.code = :id";

	private static final String INVITER = """
			select i.invited_by as account_id from invitation i where i.username = :id and i.answer = 'ACCEPTED' order by i.answered_at desc limit 1
			""";

	private static final String LATE = """
			select p.account_id from directive_person p join directive_addressee a on a.id = p.addressee_id
			where p.addressee_id = any(:addressees::bigint[]) and a.acknowledged_at is null
			""";

	/** The leaders of the unit itself, or of the one above for a unit that has none. */
	private static final String LEADERS_OF_LATE = """
			select g.account_id from directive_addressee a join unit_closure c on c.descendant_id = a.unit_id
			join account_grant g on g.unit_id = c.ancestor_id and g.role = 'LEADER' and g.ended_at is null and g.valid_from <= field_day()
				and (g.valid_to is null or g.valid_to >= field_day())
			join directive d on d.id = a.directive_id
			where a.id = any(:addressees::bigint[]) and a.acknowledged_at is null and g.account_id is distinct from a.account_id
				and (g.unit_id = a.unit_id or g.unit_id = (select u.parent_id from administrative_unit u where u.id = a.unit_id)
					and not exists (select 1 from account_grant o where o.unit_id = a.unit_id and o.role = 'LEADER' and o.ended_at is null))
				and g.account_id <> d.issued_by
			""";

	private final Notices notices;

	private final DirectiveBoard directives;

	private final UnitDirectory units;

	private final CurrentAccount current;

	TellPeople(Notices notices, DirectiveBoard directives, UnitDirectory units, CurrentAccount current) {
		this.notices = notices;
		this.directives = directives;
		this.units = units;
		this.current = current;
	}

	@EventListener
	void on(Audited audited) {
		audited.facts().forEach(this::tell);
	}

	private void tell(Fact fact) {
		switch (fact.action()) {
			case "directive.issued" -> tell(NoticeKind.DIRECTIVE, fact, DIRECTIVE_PEOPLE);
			case "directive.withdrawn" -> tell(NoticeKind.DIRECTIVE_WITHDRAWN, fact, DIRECTIVE_PEOPLE);
			case "directive.acknowledged", "directive.done" ->
				tell(NoticeKind.DIRECTIVE_PROGRESS, fact, DIRECTIVE_ISSUER);
			case "post.written" -> {
				tell(NoticeKind.MENTION, fact, CALLED);
				tell(NoticeKind.POST, fact, ROOM);
			}
			case "post.commented" -> {
				tell(NoticeKind.MENTION, fact, CALLED);
				tell(NoticeKind.COMMENT, fact, TALKING);
			}
			case "post.edited" -> tell(NoticeKind.MENTION, fact, CALLED);
			case "task.given", "task.planned" -> tell(NoticeKind.TASK_GIVEN, fact, TASK_PEOPLE);
			case "task.done", "task.dropped" -> tell(NoticeKind.TASK_DONE, fact, TASK_GIVER);
			case "document.added", "document.renewed" -> tell(NoticeKind.DOCUMENT, fact, READERS);
			case "report.submitted" -> tellReviewers(fact);
			case "report.returned", "report.reopened" -> tellUnit(NoticeKind.REPORT_RETURNED, fact);
			case "report.accepted" -> tellUnit(NoticeKind.REPORT_ACCEPTED, fact);
			case "household.evidence-returned" -> tell(NoticeKind.EVIDENCE_RETURNED, fact, RECORDER);
			case "account.invited" -> tellAccount(fact,
					List.of(doer(), fact.label(), this.units.require(Objects.requireNonNull(fact.unitId())).name()));
			case "account.invitation-accepted" ->
				this.notices.tell(NoticeKind.SECURITY, new SubjectRef(fact.action(), fact.subject().id()),
						arguments(fact), INVITER, Map.of("id", fact.subject().id()));
			default -> {
				if (ABOUT_ACCOUNTS.contains(fact.action())) {
					tellAccount(fact, arguments(fact));
				}
			}
		}
	}

	@EventListener
	void on(DirectiveReminded reminded) {
		SubjectRef subject = new SubjectRef("directive", String.valueOf(reminded.directiveId()));
		List<String> title = List.of("", this.directives.titleOf(reminded.directiveId()));
		Map<String, ?> late = Map.of("addressees", reminded.addresseeIds().toArray(Long[]::new));
		this.notices.tell(NoticeKind.DIRECTIVE_REMINDER, subject, title, LATE, late);
		if (reminded.escalated()) {
			this.notices.tell(NoticeKind.DIRECTIVE_ESCALATED, subject, title, LEADERS_OF_LATE, late);
		}
	}

	/**
	 * The officials whose report is missing; once the week is cut off their leaders, too.
	 */
	@EventListener
	void on(ReportsWanted wanted) {
		SubjectRef week = new SubjectRef("week", wanted.week().toString());
		Map<String, ?> units = Map.of("units", wanted.unitIds().toArray(Long[]::new));
		List<String> arguments = List.of(String.valueOf(wanted.week().week()));
		NoticeKind kind = wanted.escalated() ? NoticeKind.REPORT_OVERDUE : NoticeKind.REPORT_REMINDER;
		this.notices.tell(kind, week, arguments, UNIT_OFFICERS, units);
		if (wanted.escalated()) {
			this.notices.tell(kind, week, arguments, UNIT_LEADERS, units);
		}
	}

	private void tell(NoticeKind kind, Fact fact, String who) {
		this.notices.tell(kind, fact.subject(), arguments(fact), who, Map.of("id", fact.subject().id()));
	}

	private void tellAccount(Fact fact, List<String> arguments) {
		this.notices.tellAll(NoticeKind.SECURITY, new SubjectRef(fact.action(), fact.subject().id()), arguments,
				"select a.id as account_id from user_account a where a.username = :id",
				Map.of("id", fact.subject().id()));
	}

	private void tellUnit(NoticeKind kind, Fact fact) {
		Long[] unit = { Objects.requireNonNull(fact.unitId()) };
		this.notices.tell(kind, fact.subject(), arguments(fact), UNIT_OFFICERS, Map.of("units", unit));
	}

	/** Who looks after the reports of the unit right above. */
	private void tellReviewers(Fact fact) {
		this.notices.tell(NoticeKind.REPORT_SUBMITTED, fact.subject(), arguments(fact),
				UNIT_OFFICERS.replace("any(:units::bigint[])",
						"(select u.parent_id from administrative_unit u where u.id = :unit)"),
				Map.of("unit", Objects.requireNonNull(fact.unitId())));
	}

	/** Who did it, what it is called, and the reason that was given. */
	private List<String> arguments(Fact fact) {
		return List.of(doer(), fact.label(), Objects.requireNonNullElse(fact.note(), ""));
	}

	private String doer() {
		return this.current.find().map((self) -> self.fullName()).orElse("Mái Ấm");
	}

}
