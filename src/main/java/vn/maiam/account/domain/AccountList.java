package vn.maiam.account.domain;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.web.Page;

/** The accounts of the units that the asker administers. */
@Service
@Transactional(readOnly = true)
public class AccountList {

	private static final int SIZE = 50;

	private static final String WITHIN = """
			from user_account a join account_grant g on g.account_id = a.id join administrative_unit u on u.id = g.unit_id
			where exists (select 1 from unit_closure c where c.descendant_id = g.unit_id and c.ancestor_id in (:scope))
				and (:q = '' or search_key(a.full_name || ' ' || a.username) like '%' || search_key(:q) || '%')
			""";

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	AccountList(JdbcClient jdbc, CurrentAccount current) {
		this.jdbc = jdbc;
		this.current = current;
	}

	@Requires(Permission.MANAGE_ACCOUNTS)
	public Page<Row> list(@Nullable String query, int page) {
		List<Long> scope = this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS);
		String q = (query != null) ? query : "";
		long total = this.jdbc.sql("select count(distinct a.id) " + WITHIN)
			.param("scope", scope)
			.param("q", q)
			.query(Long.class)
			.single();
		List<Row> rows = this.jdbc
			.sql("select a.username, a.full_name, a.enabled, string_agg(g.role || '|' || u.name, ';' order by g.id) as grants, "
					+ "(select max(at) from login_attempt l where l.username = a.username and l.succeeded and l.address not like 'password%') as last_login "
					+ WITHIN + "group by a.id order by a.full_name, a.id limit :size offset :skip")
			.param("scope", scope)
			.param("q", q)
			.param("size", SIZE)
			.param("skip", (long) (page - 1) * SIZE)
			.query((row, number) -> {
				Timestamp last = row.getTimestamp("last_login");
				return new Row(row.getString("username"), row.getString("full_name"), row.getBoolean("enabled"),
						List.of(row.getString("grants").split(";")), (last != null) ? last.toInstant() : null);
			})
			.list();
		return new Page<>(rows, page, SIZE, total);
	}

	/**
	 * A line of the list.
	 *
	 * @param grants each as {@code ROLE|unit name}
	 */
	public record Row(String username, String fullName, boolean enabled, List<String> grants,
			@Nullable Instant lastLogin) {
	}

}
