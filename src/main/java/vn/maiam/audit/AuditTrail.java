package vn.maiam.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.Show;

/**
 * Reads the trail for those allowed: what happened in their units; entries of no unit
 * only over a whole province.
 */
@Service
@Transactional(readOnly = true)
class AuditTrail {

	private static final int SIZE = 50;

	private static final TypeReference<Map<String, List<@Nullable String>>> CHANGES = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final JsonMapper json;

	AuditTrail(JdbcClient jdbc, CurrentAccount current, JsonMapper json) {
		this.jdbc = jdbc;
		this.current = current;
		this.json = json;
	}

	@Requires(Permission.VIEW_AUDIT)
	public Page<Entry> list(Filter filter, int page) {
		Account reader = this.current.require();
		StringBuilder where = new StringBuilder(reader.seesProvince(Permission.VIEW_AUDIT)
				? "where (unit_id is null or exists (select 1 from unit_closure c where c.descendant_id = unit_id and c.ancestor_id in (:scope)))"
				: "where exists (select 1 from unit_closure c where c.descendant_id = unit_id and c.ancestor_id in (:scope))");
		Map<String, Object> values = new HashMap<>();
		values.put("scope", reader.scopeIds(Permission.VIEW_AUDIT));
		if (filter.q() != null) {
			where.append(
					" and (search_key(actor_name || ' ' || subject_label) like '%' || search_key(:q) || '%' or subject_id = :q)");
			values.put("q", filter.q());
		}
		if (filter.action() != null) {
			where.append(" and action like :action || '%'");
			values.put("action", filter.action());
		}
		if (filter.from() != null) {
			where.append(" and at >= :from");
			values.put("from", Timestamp.from(filter.from().atStartOfDay(Show.ZONE).toInstant()));
		}
		if (filter.to() != null) {
			where.append(" and at < :to");
			values.put("to", Timestamp.from(filter.to().plusDays(1).atStartOfDay(Show.ZONE).toInstant()));
		}
		long total = this.jdbc.sql("select count(*) from audit_entry " + where)
			.params(values)
			.query(Long.class)
			.single();
		values.put("size", SIZE);
		values.put("skip", (long) (page - 1) * SIZE);
		List<Entry> rows = this.jdbc
			.sql("select * from audit_entry " + where + " order by at desc, id desc limit :size offset :skip")
			.params(values)
			.query((row, number) -> new Entry(row.getTimestamp("at").toInstant(), row.getString("actor_name"),
					row.getString("address"), row.getString("agent"), row.getString("action"),
					row.getString("subject_kind"), row.getString("subject_id"), row.getString("subject_label"),
					this.json.readValue(row.getString("changes"), CHANGES), row.getString("note")))
			.list();
		return new Page<>(rows, page, SIZE, total);
	}

	record Filter(@Nullable String q, @Nullable String action, @Nullable LocalDate from, @Nullable LocalDate to) {
	}

	record Entry(Instant at, String actorName, @Nullable String address, @Nullable String agent, String action,
			String subjectKind, String subjectId, String subjectLabel, Map<String, List<@Nullable String>> changes,
			@Nullable String note) {
	}

}
