package vn.maiam.task.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;
import vn.maiam.task.TaskBoard;
import vn.maiam.task.TaskLine;
import vn.maiam.task.TaskState;

/**
 * Tasks as the person present sees them: those of the own units and below, and those one
 * owns, helps with or has given.
 */
@Service
@Transactional(readOnly = true)
public class TaskReader implements SubjectAccess, TaskBoard {

	/** Where counting the open ones of a view ends: more are told as so many and more. */
	public static final int COUNTED = 1_000;

	static final String KIND = "task";

	private static final int SIZE = 30;

	private static final List<TaskState> BOARD = List.of(TaskState.OPEN, TaskState.DOING, TaskState.DONE);

	private static final String COLUMNS = """
			select t.id, t.version, t.unit_id, u.name as unit_name, t.title, t.details, o.username as owner, o.full_name as owner_name,
				g.full_name as giver, coalesce(t.owner_id = :self, false) as mine, coalesce(t.given_by = :self, false) as given_by_me,
				t.subject_kind, t.subject_id, t.cause, t.due_on, t.priority, t.state, t.repeats, t.made_at, t.closed_at,
				c.full_name as closed_by, t.close_note,
				(select count(*) from task_item i where i.task_id = t.id) as items,
				(select count(*) from task_item i where i.task_id = t.id and i.done_at is not null) as items_done
			from task t join administrative_unit u on u.id = t.unit_id left join user_account o on o.id = t.owner_id
			left join user_account g on g.id = t.given_by left join user_account c on c.id = t.closed_by
			""";

	private static final String OWN = """
			(t.owner_id = :self or t.given_by = :self or exists (select 1 from task_helper h where h.task_id = t.id and h.account_id = :self))
			""";

	private static final String IN_SCOPE = "exists (select 1 from unit_closure c where c.descendant_id = t.unit_id and c.ancestor_id in (:scope))";

	private static final String SEEN = " where (not t.personal and " + IN_SCOPE + " or " + OWN + ")";

	private static final String SEEN_OF_ALL = " where (not t.personal or " + OWN + ")";

	/**
	 * Mine to do: I own it or help, or it waits for anybody of a unit whose person I am.
	 */
	private static final String MINE = """
			where t.id = any (array(
				select x.id from task x where x.owner_id = :self
				union all
				select h.task_id from task_helper h where h.account_id = :self
				union all
				select x.id from unit_person p join task x on x.unit_id = p.unit_id and x.owner_id is null where p.account_id = :self))
			""";

	/**
	 * Those of the units in scope and one's own, gathered from the indexes once: to ask
	 * each of the country's tasks whether it is seen costs as many looks as it has tasks.
	 */
	private static final String OF_UNITS = """
			where t.id = any (array(
				select x.id from unit_closure c join task x on x.unit_id = c.descendant_id
				where c.ancestor_id in (:scope) and not x.personal and x.%s
				union all
				select x.id from task x where x.owner_id = :self
				union all
				select x.id from task x where x.given_by = :self
				union all
				select h.task_id from task_helper h where h.account_id = :self))
			""";

	private static final String URGENT = "t.due_on nulls last, t.priority = 'NORMAL', t.id";

	private static final String ORDER = " order by t.closed_at is not null, " + URGENT;

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final UnitDirectory units;

	TaskReader(JdbcClient jdbc, CurrentAccount current, UnitDirectory units) {
		this.jdbc = jdbc;
		this.current = current;
		this.units = units;
	}

	@Requires(Permission.VIEW_WORK)
	public Page<TaskLine> list(View view, boolean closed, int page) {
		String where = where(view, closed, seesAll());
		long total = this.jdbc.sql("select count(*) from task t " + where).params(values()).query(Long.class).single();
		int number = Page.number(page, total, SIZE);
		return new Page<>(lines(where, closed, (number - 1) * SIZE), number, SIZE, total);
	}

	/** The columns of the board, each cut at a page; of what is done the newest. */
	@Requires(Permission.VIEW_WORK)
	public Map<TaskState, List<TaskLine>> board(View view) {
		Map<TaskState, List<TaskLine>> board = new EnumMap<>(TaskState.class);
		boolean all = seesAll();
		for (TaskState state : BOARD) {
			String where = where(view, state.isClosed(), all) + " and t.state = '" + state + "'";
			board.put(state, lines(where, state.isClosed(), 0));
		}
		return board;
	}

	@Override
	public List<TaskLine> mine(int most, String except) {
		return this.jdbc
			.sql(COLUMNS + MINE + " and t.closed_at is null and not (t.cause is not null and t.subject_kind = :except)"
					+ ORDER + " limit :most")
			.params(values())
			.param("except", except)
			.param("most", most)
			.query(TaskLine.class)
			.list();
	}

	/** How many are open, for each view, counted up to {@link #COUNTED}. */
	@Requires(Permission.VIEW_WORK)
	public Map<View, Long> counts() {
		boolean all = seesAll();
		String each = Stream.of(View.values())
			.map((view) -> "select '" + view + "' as view, count(*) from (select 1 from task t "
					+ where(view, false, all) + " limit :most) counted")
			.collect(Collectors.joining(" union all "));
		return this.jdbc.sql(each)
			.params(values())
			.param("most", COUNTED)
			.query((row, at) -> Map.entry(View.valueOf(row.getString(1)), row.getLong(2)))
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	@Requires(Permission.VIEW_WORK)
	public TaskLine require(long id) {
		return this.jdbc.sql(COLUMNS + seen() + " and t.id = :id")
			.params(values())
			.param("id", id)
			.query(TaskLine.class)
			.optional()
			.orElseThrow(() -> new NotFound("task " + id));
	}

	/** The tasks on a thing that the person present sees. */
	public List<TaskLine> on(SubjectRef subject, int most) {
		return this.jdbc
			.sql(COLUMNS + seen() + " and t.subject_kind = :kind and t.subject_id = :id" + ORDER + " limit :most")
			.params(values())
			.param("kind", subject.kind())
			.param("id", subject.id())
			.param("most", most)
			.query(TaskLine.class)
			.list();
	}

	public List<Item> items(long taskId) {
		return this.jdbc
			.sql("""
					select i.id, i.text, i.done_at, a.full_name as done_by from task_item i left join user_account a on a.id = i.done_by
					where i.task_id = ? order by i.position limit 100""")
			.param(taskId)
			.query(Item.class)
			.list();
	}

	public List<String> helpers(long taskId) {
		return this.jdbc.sql("""
				select a.full_name from task_helper h join user_account a on a.id = h.account_id where h.task_id = ?
				order by a.name_sort collate vi limit 50""").param(taskId).query(String.class).list();
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public List<SubjectCard> cards(Collection<String> ids) {
		return this.jdbc.sql(COLUMNS + seen() + " and t.id = any(:ids::bigint[])")
			.params(values())
			.param("ids", ids.stream().filter((id) -> id.matches("[0-9]{1,15}")).toArray(String[]::new))
			.query(TaskLine.class)
			.stream()
			.map(TaskReader::card)
			.toList();
	}

	@Override
	public List<SubjectCard> search(String words, int most) {
		return this.jdbc
			.sql(COLUMNS + seen()
					+ " and t.words @@ word_query(:q) order by t.closed_at nulls first, t.id desc limit :most")
			.params(values())
			.param("q", words)
			.param("most", most)
			.query(TaskLine.class)
			.stream()
			.map(TaskReader::card)
			.toList();
	}

	private static SubjectCard card(TaskLine it) {
		return new SubjectCard(new SubjectRef(KIND, String.valueOf(it.id())), it.title(),
				it.code() + " · " + it.unitName(), "/tasks/" + it.id(), it.unitId());
	}

	/**
	 * A page of tasks. What is shown of a task, its checklist counted, is read for the
	 * page's rows alone.
	 */
	private List<TaskLine> lines(String where, boolean closed, int skip) {
		String order = " order by " + (closed ? "t.closed_at desc, t.id" : URGENT);
		return this.jdbc
			.sql(COLUMNS + "where t.id in (select t.id from task t " + where + order + " limit :size offset :skip)"
					+ order)
			.params(values())
			.param("size", SIZE)
			.param("skip", skip)
			.query(TaskLine.class)
			.list();
	}

	private static String where(View view, boolean closed, boolean all) {
		String standing = closed ? "closed_at is not null" : "closed_at is null";
		String tasks = switch (view) {
			case MINE -> MINE;
			case GIVEN -> "where t.given_by = :self";
			case UNIT -> all ? SEEN_OF_ALL : OF_UNITS.formatted(standing);
		};
		return tasks + " and t." + standing;
	}

	/** For whoever sees every unit nothing has to be looked up. */
	private String seen() {
		return seesAll() ? SEEN_OF_ALL : SEEN;
	}

	private boolean seesAll() {
		return this.units.reach(this.current.require().scopeIds(Permission.VIEW_WORK), null).whole();
	}

	private Map<String, Object> values() {
		return Map.of("self", this.current.require().id().value(), "scope",
				this.current.require().scopeIds(Permission.VIEW_WORK));
	}

	/** Việc của tôi, việc tôi giao, việc của đơn vị. */
	public enum View {

		MINE, GIVEN, UNIT

	}

	/** A step of a checklist. */
	public record Item(long id, String text, @Nullable Instant doneAt, @Nullable String doneBy) {
	}

}
