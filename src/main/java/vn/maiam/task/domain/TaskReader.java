package vn.maiam.task.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

	/**
	 * Mine to do: I own it or help, or it waits for anybody of a unit whose person I am.
	 */
	private static final String MINE = """
			where t.id in (
				select x.id from task x where x.owner_id = :self
				union all
				select h.task_id from task_helper h where h.account_id = :self
				union all
				select x.id from unit_person p join task x on x.unit_id = p.unit_id and x.owner_id is null where p.account_id = :self)
			""";

	private static final String ORDER = " order by t.closed_at is not null, t.due_on nulls last, t.priority = 'NORMAL', t.id";

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
		String where = where(view) + (closed ? " and t.closed_at is not null" : " and t.closed_at is null");
		long total = this.jdbc.sql("select count(*) from task t " + where).params(values()).query(Long.class).single();
		int number = Page.number(page, total, SIZE);
		List<TaskLine> rows = this.jdbc
			.sql(COLUMNS + where + (closed ? " order by t.closed_at desc" : ORDER) + " limit :size offset :skip")
			.params(values())
			.param("size", SIZE)
			.param("skip", (number - 1) * SIZE)
			.query(TaskLine.class)
			.list();
		return new Page<>(rows, number, SIZE, total);
	}

	/** The columns of the board, each cut at a page; of what is done the newest. */
	@Requires(Permission.VIEW_WORK)
	public Map<TaskState, List<TaskLine>> board(View view) {
		String where = where(view) + " and t.state = :state";
		Map<TaskState, List<TaskLine>> board = new EnumMap<>(TaskState.class);
		for (TaskState state : BOARD) {
			board.put(state, this.jdbc
				.sql(COLUMNS + where + (state.isClosed() ? " order by t.closed_at desc" : ORDER) + " limit :size")
				.params(values())
				.param("state", state.name())
				.param("size", SIZE)
				.query(TaskLine.class)
				.list());
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
		Map<View, Long> counts = new HashMap<>();
		for (View view : View.values()) {
			counts.put(view,
					this.jdbc
						.sql("select count(*) from (select 1 from task t " + where(view)
								+ " and t.closed_at is null limit :most) counted")
						.params(values())
						.param("most", COUNTED)
						.query(Long.class)
						.single());
		}
		return counts;
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

	private String where(View view) {
		return switch (view) {
			case MINE -> MINE;
			case GIVEN -> "where t.given_by = :self";
			case UNIT -> seen();
		};
	}

	/** For whoever sees every unit nothing has to be looked up. */
	private String seen() {
		boolean all = this.units.reach(this.current.require().scopeIds(Permission.VIEW_WORK), null).whole();
		return " where (not t.personal" + (all ? "" : " and " + IN_SCOPE) + " or " + OWN + ")";
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
