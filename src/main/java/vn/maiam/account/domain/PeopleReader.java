package vn.maiam.account.domain;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.ListWalks;
import vn.maiam.account.PeopleFinder;
import vn.maiam.account.Permission;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;
import vn.maiam.shared.VietnameseText;

/** People by name, within who is known to the person present. */
@Service
@Transactional(readOnly = true)
class PeopleReader implements PeopleFinder, SubjectAccess {

	private static final String KIND = "person";

	private static final String KNOWN = """
			select a.id, a.username, a.full_name, u.id as unit_id, coalesce(m.office || ', ', '') || u.name as about
			from user_account a
			join lateral (select g.unit_id from account_grant g where g.account_id = a.id and g.ended_at is null
				and (g.valid_to is null or g.valid_to >= field_day())
				and exists (select 1 from unit_closure c where c.descendant_id = g.unit_id and c.ancestor_id in (:scope)
					or c.ancestor_id = g.unit_id and c.descendant_id in (:scope)) order by g.id limit 1) k on true
			join administrative_unit u on u.id = k.unit_id
			left join lateral (select w.office from membership w where w.account_id = a.id and w.to_day is null order by w.id limit 1) m on true
			where a.locked_at is null
			""";

	/** So many people a day are found without the right to export the directory. */
	private static final int MOST_A_DAY = 500;

	private final ListWalks walks;

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	PeopleReader(ListWalks walks, JdbcClient jdbc, CurrentAccount current) {
		this.walks = walks;
		this.jdbc = jdbc;
		this.current = current;
	}

	@Override
	public List<Hit> find(String words, int most) {
		return found(words, most).stream()
			.map((it) -> new Hit(new UserId(it.id()), it.username(), it.fullName(), it.about()))
			.toList();
	}

	@Override
	public Hit require(String typed) {
		String name = typed.strip().replaceFirst("^@", "");
		List<Found> all = this.jdbc.sql(
				KNOWN + """
						and search_key(a.full_name || ' ' || a.username) like '%' || search_key(:like) || '%'
						and (a.username = lower(:name) or search_key(a.full_name) = search_key(:name)) order by a.username = lower(:name) desc limit 3""")
			.param("like", VietnameseText.forLike(name))
			.param("scope", scope())
			.param("name", name)
			.query(Found.class)
			.list();
		if (all.isEmpty()) {
			throw new Refused("account.refused.no-such-person", typed);
		}
		Found first = all.get(0);
		if (all.size() > 1 && !first.username().equalsIgnoreCase(name)) {
			throw new Refused("account.refused.many-such-people", typed, first.username(), all.get(1).username());
		}
		return new Hit(new UserId(first.id()), first.username(), first.fullName(), first.about());
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public List<SubjectCard> cards(Collection<String> ids) {
		return this.jdbc.sql(KNOWN + " and a.username = any(:names)")
			.param("scope", scope())
			.param("names", ids.toArray(String[]::new))
			.query(Found.class)
			.stream()
			.map(PeopleReader::card)
			.toList();
	}

	@Override
	public List<SubjectCard> search(String words, int most) {
		return this.current.require().may(Permission.VIEW_MEMBERS)
				? found(words, most).stream().map(PeopleReader::card).toList() : List.of();
	}

	private List<Found> found(String words, int most) {
		StringBuilder where = new StringBuilder();
		String[] parts = words.strip().split("\\s+", 6);
		for (int at = 0; at < parts.length; at++) {
			where.append(" and search_key(a.full_name || ' ' || a.username) like '%' || search_key(:word")
				.append(at)
				.append(") || '%'");
		}
		JdbcClient.StatementSpec query = this.jdbc
			.sql(KNOWN + where + " order by a.name_sort collate vi, a.id limit :most")
			.param("scope", scope())
			.param("most", most);
		for (int at = 0; at < parts.length; at++) {
			query = query.param("word" + at, VietnameseText.forLike(parts[at]));
		}
		List<Found> found = query.query(Found.class).list();
		if (!this.current.require().mayWherever(Permission.VIEW_MEMBERS, Permission.EXPORT_MEMBERS)) {
			this.walks.count("people", found.stream().map(Found::username).toList(), MOST_A_DAY);
		}
		return found;
	}

	private List<Long> scope() {
		return this.current.require().scopeIds(Permission.VIEW_MEMBERS);
	}

	private static SubjectCard card(Found it) {
		return new SubjectCard(new SubjectRef(KIND, it.username()), it.fullName(), it.about(),
				"/members?q=" + it.username(), it.unitId());
	}

	private record Found(UUID id, String username, String fullName, long unitId, String about) {
	}

}
