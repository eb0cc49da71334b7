package vn.maiam.committee.domain;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.committee.Position;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;

/**
 * Who sits where: the committees of the reader's own units, of all below them and of
 * those above, whose groups he works under.
 */
@Service
@Transactional(readOnly = true)
public class MemberDirectory {

	private static final int SIZE = 50;

	private static final int MOST_EXPORTED = 20_000;

	private static final String FROM = """
			from membership m join committee c on c.id = m.committee_id
			join administrative_unit u on u.id = c.unit_id join user_account a on a.id = m.account_id
			where (exists (select 1 from unit_closure x where x.descendant_id = c.unit_id and x.ancestor_id in (:scope))
				or exists (select 1 from unit_closure x where x.ancestor_id = c.unit_id and x.descendant_id in (:scope)))
			""";

	private static final String ORDER = """
			order by length(u.code), u.code, c.kind desc, array_position(array['HEAD', 'STANDING_DEPUTY', 'DEPUTY_HEAD',
			'MEMBER', 'TEAM_LEADER', 'TEAM_DEPUTY', 'TEAM_MEMBER'], m.position), m.id""";

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	MemberDirectory(JdbcClient jdbc, CurrentAccount current, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.current = current;
		this.events = events;
	}

	/**
	 * The working groups that the reader sees: a unit with its committees, and how many
	 * people are in it.
	 */
	@Requires(Permission.VIEW_MEMBERS)
	public List<Group> groups() {
		return this.jdbc.sql("""
				select u.id, u.code, u.name, count(w.account_id) as members
				from administrative_unit u join working_group_member w on w.unit_id = u.id
				where exists (select 1 from unit_closure x where x.descendant_id = u.id and x.ancestor_id in (:scope))
					or exists (select 1 from unit_closure x where x.ancestor_id = u.id and x.descendant_id in (:scope))
				group by u.id order by length(u.code), u.code limit 500""")
			.param("scope", this.current.require().scopeIds(Permission.VIEW_MEMBERS))
			.query(Group.class)
			.list();
	}

	@Requires(Permission.VIEW_MEMBERS)
	public Page<Member> list(Filter filter, int page) {
		Map<String, Object> values = new HashMap<>();
		String where = where(filter, Permission.VIEW_MEMBERS, values);
		long total = this.jdbc.sql("select count(*) " + where).params(values).query(Long.class).single();
		values.put("size", SIZE);
		values.put("skip", (long) (page - 1) * SIZE);
		return new Page<>(members(where + " " + ORDER + " limit :size offset :skip", values), page, SIZE, total);
	}

	/** All members of the filter as a workbook; leaves an entry in the trail. */
	@Transactional
	@Requires(Permission.EXPORT_MEMBERS)
	public void export(Filter filter, String purpose, Function<String, String> words, OutputStream out)
			throws IOException {
		Map<String, Object> values = new HashMap<>();
		List<Member> members = members(
				where(filter, Permission.EXPORT_MEMBERS, values) + " " + ORDER + " limit " + MOST_EXPORTED, values);
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("committee.exported", new SubjectRef("members", "all"), "",
					this.current.require().scopeIds(Permission.EXPORT_MEMBERS).get(0))
			.with("rows", null, members.size())
			.because(purpose)));
		try (Workbook workbook = new Workbook(out, "Mai Am", "1.0")) {
			Worksheet sheet = workbook.newWorksheet(words.apply("committee.members"));
			String[] headers = { "committee.column.number", "account.full-name", "committee.position",
					"committee.office", "committee.committee", "committee.unit", "account.phone", "account.email",
					"committee.from" };
			for (int at = 0; at < headers.length; at++) {
				sheet.value(0, at, words.apply(headers[at]));
				sheet.width(at, (at == 0) ? 6 : 26);
			}
			sheet.range(0, 0, 0, headers.length - 1).style().bold().set();
			sheet.freezePane(0, 1);
			for (int at = 0; at < members.size(); at++) {
				Member member = members.get(at);
				Object[] cells = { at + 1, member.fullName(), words.apply("committee.position." + member.position()),
						member.office(), words.apply("committee.kind." + member.kind()), member.unitName(),
						member.phone(), member.email(), member.from() };
				for (int column = 0; column < cells.length; column++) {
					write(sheet, at + 1, column, cells[column]);
				}
			}
		}
	}

	private static void write(Worksheet sheet, int row, int column, @Nullable Object value) {
		if (value instanceof Integer number) {
			sheet.value(row, column, number);
		}
		else if (value instanceof LocalDate day) {
			sheet.value(row, column, day);
			sheet.style(row, column).format("dd/mm/yyyy").set();
		}
		else if (value != null) {
			sheet.value(row, column, value.toString());
		}
	}

	private String where(Filter filter, Permission permission, Map<String, Object> values) {
		StringBuilder where = new StringBuilder(FROM);
		values.put("scope", this.current.require().scopeIds(permission));
		where.append(filter.isFormer() ? " and m.to_day is not null" : " and m.to_day is null and c.valid_to is null");
		if (filter.unit() != null) {
			where.append(" and u.code = :unit");
			values.put("unit", filter.unit());
		}
		if (filter.kind() != null) {
			where.append(" and c.kind = :kind");
			values.put("kind", filter.kind().name());
		}
		if (filter.q() != null) {
			where.append(" ").append("""
					and (search_key(a.full_name || ' ' || a.username) like '%' || search_key(:q) || '%'
					or search_key(m.office) like '%' || search_key(:q) || '%'
					or m.to_day is null and replace(a.phone, ' ', '') = replace(:q, ' ', ''))""");
			values.put("q", filter.q());
		}
		return where.toString();
	}

	private List<Member> members(String fromWhere, Map<String, Object> values) {
		return this.jdbc
			.sql("""
					select m.id, a.username, a.full_name, case when m.to_day is null then a.phone end as phone,
						case when m.to_day is null then a.email end as email, m.position, m.office, c.id as committee_id, c.kind,
						u.name as unit_name, u.code as unit_code, m.from_day, m.to_day, m.end_reason, m.decision_no,
						exists (select 1 from unit_closure x where x.descendant_id = c.unit_id and x.ancestor_id = any(:managed)) as managed
					"""
					+ fromWhere)
			.params(values)
			.param("managed", this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS).toArray(Long[]::new))
			.query((row, number) -> new Member(row.getLong("id"), row.getString("username"), row.getString("full_name"),
					row.getString("phone"), row.getString("email"), Position.valueOf(row.getString("position")),
					row.getString("office"), row.getLong("committee_id"), CommitteeKind.valueOf(row.getString("kind")),
					row.getString("unit_name"), row.getString("unit_code"), row.getObject("from_day", LocalDate.class),
					row.getObject("to_day", LocalDate.class), row.getString("end_reason"), row.getString("decision_no"),
					row.getBoolean("managed")))
			.list();
	}

	/** A working group. */
	public record Group(long id, String code, String name, long members) {
	}

	/**
	 * What is looked for.
	 *
	 * @param unit code of the committee's unit
	 * @param former those who have left
	 */
	public record Filter(@Nullable String q, @Nullable String unit, @Nullable CommitteeKind kind,
			@Nullable Boolean former) {

		public boolean isFormer() {
			return Boolean.TRUE.equals(this.former);
		}
	}

	/**
	 * A person in a post.
	 *
	 * @param managed whether the reader administers the committee's unit
	 */
	public record Member(long id, String username, String fullName, @Nullable String phone, @Nullable String email,
			Position position, String office, long committeeId, CommitteeKind kind, String unitName, String unitCode,
			LocalDate from, @Nullable LocalDate to, @Nullable String endReason, String decisionNo, boolean managed) {
	}

}
