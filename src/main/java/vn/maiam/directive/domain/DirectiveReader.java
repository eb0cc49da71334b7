package vn.maiam.directive.domain;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.directive.DirectiveBoard;
import vn.maiam.directive.DirectiveLine;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.Show;

/**
 * Orders as the person present sees them: those that the own units and units below have
 * issued, and those that went to them or to oneself.
 */
@Service
@Transactional(readOnly = true)
public class DirectiveReader implements SubjectAccess, DirectiveBoard {

	static final String KIND = "directive";

	private static final int SIZE = 20;

	private static final int MOST_ADDRESSEES = 500;

	/**
	 * The addressees that the person present may see of an order that went to others,
	 * too.
	 */
	private static final String ADDRESSEE_SEEN = """
			(a.account_id = :self or a.account_id is null and exists (select 1 from unit_closure c where c.descendant_id = a.unit_id and c.ancestor_id in (:scope)))
			""";

	private static final String ISSUED_HERE = "exists (select 1 from unit_closure c where c.descendant_id = d.unit_id and c.ancestor_id in (:scope))";

	private static final String SEEN = "where (" + ISSUED_HERE
			+ " or exists (select 1 from directive_addressee a where a.directive_id = d.id and " + ADDRESSEE_SEEN
			+ "))";

	/**
	 * Of one that was withdrawn its addressees are left with its title and the reason.
	 */
	private static final String WHOLE = "where (" + ISSUED_HERE
			+ " or d.withdrawn_at is null and exists (select 1 from directive_addressee a where a.directive_id = d.id and "
			+ ADDRESSEE_SEEN + "))";

	private static final String WAITS = """
			exists (select 1 from directive_addressee w where w.directive_id = d.id and w.acknowledged_at is null
				and (w.account_id = :self or w.account_id is null and w.unit_id in (select p.unit_id from unit_person p where p.account_id = :self)))
			""";

	private static final String COLUMNS = """
			select d.id, d.version, d.unit_id, u.name as unit_name, d.number, d.title,
			case when d.withdrawn_at is null or %s then d.text end as text, d.due_on, d.issued_at,
				i.full_name as issuer, d.withdrawn_at, d.withdrawal_reason, n.addressees, n.received, n.done,
				d.withdrawn_at is null and %s as waits_for_me
			from directive d join administrative_unit u on u.id = d.unit_id join user_account i on i.id = d.issued_by
			cross join lateral (select count(*) as addressees, count(acknowledged_at) as received, count(done_at) as done
				from directive_addressee a where a.directive_id = d.id and (%s or %s)) n
			"""
		.formatted(ISSUED_HERE, WAITS, ISSUED_HERE, ADDRESSEE_SEEN);

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final Show show;

	DirectiveReader(JdbcClient jdbc, CurrentAccount current, Show show) {
		this.jdbc = jdbc;
		this.current = current;
		this.show = show;
	}

	@Requires(Permission.VIEW_WORK)
	public Page<DirectiveLine> list(int page) {
		long total = this.jdbc.sql("select count(*) from directive d " + SEEN)
			.params(values())
			.query(Long.class)
			.single();
		int number = Page.number(page, total, SIZE);
		List<DirectiveLine> rows = this.jdbc.sql(COLUMNS + SEEN + " order by d.issued_at desc limit :size offset :skip")
			.params(values())
			.param("size", SIZE)
			.param("skip", (number - 1) * SIZE)
			.query(DirectiveLine.class)
			.list();
		return new Page<>(rows, number, SIZE, total);
	}

	@Requires(Permission.VIEW_WORK)
	public DirectiveLine require(long id) {
		return this.jdbc.sql(COLUMNS + SEEN + " and d.id = :id")
			.params(values())
			.param("id", id)
			.query(DirectiveLine.class)
			.optional()
			.orElseThrow(() -> new NotFound("directive " + id));
	}

	/** The addressees: all for the side that issued it, the own ones for the others. */
	public List<Addressee> addressees(long id) {
		return this.jdbc
			.sql("""
					select a.id, a.unit_id, u.name as unit_name, p.full_name as person, a.opened_at, o.full_name as opened_by,
						a.acknowledged_at, k.full_name as acknowledged_by, a.started_at, a.done_at, x.full_name as done_by, a.note, a.task_id,
						a.reminders, a.escalated_at, a.done_at is null and coalesce(d.due_on < :today, false) as overdue,
						coalesce(a.account_id = :self, a.unit_id in (select m.unit_id from unit_person m where m.account_id = :self)) as mine
					from directive_addressee a join directive d on d.id = a.directive_id join administrative_unit u on u.id = a.unit_id
					left join user_account p on p.id = a.account_id left join user_account o on o.id = a.opened_by
					left join user_account k on k.id = a.acknowledged_by left join user_account x on x.id = a.done_by
					where a.directive_id = :id and ("""
					+ ISSUED_HERE + " or " + ADDRESSEE_SEEN
					+ """
							) order by a.done_at is not null, a.acknowledged_at is not null, a.opened_at is not null, length(u.code), u.code, p.name_sort collate vi
							limit :most""")
			.params(values())
			.param("id", id)
			.param("today", java.sql.Date.valueOf(this.show.today()))
			.param("most", MOST_ADDRESSEES)
			.query(Addressee.class)
			.list();
	}

	@Override
	public String titleOf(long id) {
		return this.jdbc.sql("select title from directive where id = ?").param(id).query(String.class).single();
	}

	@Override
	public List<DirectiveLine> waiting(int most) {
		return this.jdbc
			.sql(COLUMNS + "where d.withdrawn_at is null and " + WAITS
					+ " order by d.due_on nulls last, d.issued_at limit :most")
			.params(values())
			.param("most", most)
			.query(DirectiveLine.class)
			.list();
	}

	@Override
	public List<DirectiveLine> running(int most) {
		return this.jdbc
			.sql(COLUMNS + "where d.withdrawn_at is null and n.done < n.addressees and " + ISSUED_HERE
					+ " order by d.issued_at desc limit :most")
			.params(values())
			.param("most", most)
			.query(DirectiveLine.class)
			.list();
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public List<SubjectCard> cards(Collection<String> ids) {
		return this.jdbc.sql(COLUMNS + WHOLE + " and d.id = any(:ids::bigint[])")
			.params(values())
			.param("ids", ids.stream().filter((id) -> id.matches("[0-9]{1,15}")).toArray(String[]::new))
			.query(DirectiveLine.class)
			.stream()
			.map(DirectiveReader::card)
			.toList();
	}

	@Override
	public List<SubjectCard> search(String words, int most) {
		return this.jdbc.sql(COLUMNS + WHOLE + " and d.words @@ word_query(:q) order by d.issued_at desc limit :most")
			.params(values())
			.param("q", words)
			.param("most", most)
			.query(DirectiveLine.class)
			.stream()
			.map(DirectiveReader::card)
			.toList();
	}

	private static SubjectCard card(DirectiveLine it) {
		return new SubjectCard(new SubjectRef(KIND, String.valueOf(it.id())), it.title(),
				it.name() + " · " + it.issuer(), "/directives/" + it.id(), it.unitId());
	}

	private Map<String, Object> values() {
		return new HashMap<>(Map.of("self", this.current.require().id().value(), "scope",
				this.current.require().scopeIds(Permission.VIEW_WORK)));
	}

}
