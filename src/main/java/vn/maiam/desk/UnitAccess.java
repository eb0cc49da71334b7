package vn.maiam.desk;

import java.util.Collection;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.VietnameseText;

/** Units by their code; their page is the one on which they are led. */
@Component
@Transactional(readOnly = true)
class UnitAccess implements SubjectAccess {

	private static final String KIND = "unit";

	private static final String SEEN = """
			select u.id, u.code, u.name, coalesce(p.name, '') as above from administrative_unit u left join administrative_unit p on p.id = u.parent_id
			where u.valid_to is null and exists (select 1 from unit_closure c where c.descendant_id = u.id and c.ancestor_id in (:scope))
			""";

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	UnitAccess(CurrentAccount current, JdbcClient jdbc) {
		this.current = current;
		this.jdbc = jdbc;
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public List<SubjectCard> cards(Collection<String> ids) {
		return ask(SEEN + " and u.code = any(:codes)").param("codes", ids.toArray(String[]::new))
			.query((row, number) -> card(row.getLong("id"), row.getString("code"), row.getString("name"),
					row.getString("above")))
			.list();
	}

	@Override
	public List<SubjectCard> search(String words, int most) {
		return ask(SEEN
				+ " and search_key(u.name) like '%' || search_key(:q) || '%' order by length(u.code), u.code limit :most")
			.param("q", VietnameseText.forLike(words))
			.param("most", most)
			.query((row, number) -> card(row.getLong("id"), row.getString("code"), row.getString("name"),
					row.getString("above")))
			.list();
	}

	private JdbcClient.StatementSpec ask(String query) {
		return this.jdbc.sql(query).param("scope", this.current.require().scopeIds(Permission.VIEW_DASHBOARD));
	}

	private static SubjectCard card(long id, String code, String name, String above) {
		return new SubjectCard(new SubjectRef(KIND, code), name, above, "/dashboard?unit=" + code, id);
	}

}
