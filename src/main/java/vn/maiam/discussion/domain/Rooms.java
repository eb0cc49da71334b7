package vn.maiam.discussion.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.VietnameseText;

/**
 * The rooms of the units' working groups. A room is open to whoever holds a right on its
 * unit or above; its id is the unit's code.
 */
@Service
@Transactional(readOnly = true)
public class Rooms implements SubjectAccess {

	public static final String KIND = "group";

	private static final int MOST = 300;

	private static final String OPEN = """
			from administrative_unit u where u.valid_to is null
				and exists (select 1 from unit_closure c where c.descendant_id = u.id and c.ancestor_id in (:scope))
			""";

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	Rooms(JdbcClient jdbc, CurrentAccount current) {
		this.jdbc = jdbc;
		this.current = current;
	}

	/** The rooms that have people or words in them, and the reader's own. */
	@Requires(Permission.VIEW_WORK)
	public List<Room> all() {
		return this.jdbc
			.sql("""
					select u.id, u.code, u.name, (select count(*) from unit_person w where w.unit_id = u.id) as members,
						l.last_at, coalesce(l.author, '') as last_by, coalesce(left(l.text, 120), '') as last_words,
						(select count(*) from post p where p.subject_kind = 'group' and p.subject_id = u.code and p.unit_id = u.id and p.author_id <> :self
							and p.written_at > coalesce((select r.last_at from subject_reading r where r.subject_kind = 'group'
								and r.subject_id = u.code and r.account_id = :self), 'infinity')) as unread
					from administrative_unit u
					left join lateral (select p.moved_at as last_at, a.full_name as author, p.text from post p join user_account a on a.id = p.author_id
						where p.subject_kind = 'group' and p.subject_id = u.code and p.unit_id = u.id and p.parent_id is null and p.removed_at is null
						order by p.moved_at desc limit 1) l on true
					where u.valid_to is null and exists (select 1 from unit_closure c where c.descendant_id = u.id and c.ancestor_id in (:scope))
						and (u.id in (:scope) or l.last_at is not null or exists (select 1 from working_group_member w where w.unit_id = u.id))
					order by length(u.code), u.code limit :most""")
			.param("scope", scope())
			.param("self", this.current.require().id().value())
			.param("most", MOST)
			.query(Room.class)
			.list();
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public List<SubjectCard> cards(Collection<String> ids) {
		return this.jdbc.sql("select u.id, u.code, u.name " + OPEN + " and u.code = any(:ids)")
			.param("scope", scope())
			.param("ids", ids.toArray(String[]::new))
			.query((row, number) -> card(row.getString("code"), row.getString("name"), row.getLong("id")))
			.list();
	}

	@Override
	public List<SubjectCard> search(String words, int most) {
		return this.jdbc.sql("select u.id, u.code, u.name " + OPEN
				+ " and search_key(u.name) like '%' || search_key(:q) || '%' order by length(u.code), u.code limit :most")
			.param("scope", scope())
			.param("q", VietnameseText.forLike(words))
			.param("most", most)
			.query((row, number) -> card(row.getString("code"), row.getString("name"), row.getLong("id")))
			.list();
	}

	private static SubjectCard card(String code, String name, long id) {
		return new SubjectCard(new SubjectRef(KIND, code), name, "", "/groups/" + code, id);
	}

	private List<Long> scope() {
		return this.current.require().scopeIds(Permission.VIEW_WORK);
	}

	/** A room with its last words. */
	public record Room(long id, String code, String name, int members, @Nullable Instant lastAt, String lastBy,
			String lastWords, int unread) {
	}

}
