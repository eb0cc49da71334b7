package vn.maiam.weeklyreport.domain;

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

/** Reports by their week and unit, as {@code 2024-W48/170}. */
@Component
@Transactional(readOnly = true)
class ReportAccess implements SubjectAccess {

	static final String KIND = "report";

	private static final String SEEN = """
			select distinct r.week, u.code, u.name, u.id from weekly_report r join administrative_unit u on u.id = r.unit_id
			where exists (select 1 from unit_closure c where c.descendant_id = r.unit_id and c.ancestor_id in (:scope))
			""";

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	ReportAccess(JdbcClient jdbc, CurrentAccount current) {
		this.jdbc = jdbc;
		this.current = current;
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public List<SubjectCard> cards(Collection<String> ids) {
		return this.jdbc.sql(SEEN + " and r.week || '/' || u.code = any(:ids) and r.week = any(:weeks)")
			.param("scope", this.current.require().scopeIds(Permission.VIEW_REPORTS))
			.param("ids", ids.toArray(String[]::new))
			.param("weeks", ids.stream().map((id) -> id.replaceFirst("/.*", "")).distinct().toArray(String[]::new))
			.query((row, number) -> card(row.getString("week"), row.getString("code"), row.getString("name"),
					row.getLong("id")))
			.list();
	}

	/** The newest reports of units whose name has the words. */
	@Override
	public List<SubjectCard> search(String words, int most) {
		return this.jdbc.sql(SEEN
				+ " and search_key(u.name) like '%' || search_key(:q) || '%' order by r.week desc, u.code limit :most")
			.param("scope", this.current.require().scopeIds(Permission.VIEW_REPORTS))
			.param("q", VietnameseText.forLike(words))
			.param("most", most)
			.query((row, number) -> card(row.getString("week"), row.getString("code"), row.getString("name"),
					row.getLong("id")))
			.list();
	}

	private static SubjectCard card(String week, String code, String name, long unitId) {
		return new SubjectCard(new SubjectRef(KIND, week + "/" + code),
				"Báo cáo tuần " + week.substring(6) + "/" + week.substring(0, 4), name, "/reports/" + week + "/" + code,
				unitId);
	}

}
