package vn.maiam.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;
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

	static final int MOST_EXPORTED = 20_000;

	private static final TypeReference<Map<String, List<@Nullable String>>> CHANGES = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final JsonMapper json;

	private final AuditWatch watch;

	private final ApplicationEventPublisher events;

	AuditTrail(JdbcClient jdbc, CurrentAccount current, JsonMapper json, AuditWatch watch,
			ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.current = current;
		this.json = json;
		this.watch = watch;
		this.events = events;
	}

	@Requires(Permission.VIEW_AUDIT)
	public Page<Entry> list(Filter filter, int page) {
		Map<String, Object> values = new HashMap<>();
		String where = where(filter, values);
		long total = this.jdbc.sql("select count(*) from audit_entry " + where)
			.params(values)
			.query(Long.class)
			.single();
		return new Page<>(entries(where, values, SIZE, (long) (page - 1) * SIZE), page, SIZE, total);
	}

	@Requires(Permission.VIEW_AUDIT)
	public List<AuditWatch.Alert> alerts() {
		Account reader = this.current.require();
		return this.watch.latest(reader.scopeIds(Permission.VIEW_AUDIT), reader.seesProvince(Permission.VIEW_AUDIT));
	}

	@Requires(Permission.VIEW_AUDIT)
	public AuditWatch.@Nullable Check lastCheck() {
		return this.watch.lastCheck();
	}

	/**
	 * The latest entries of the filter as a workbook, at most {@value #MOST_EXPORTED};
	 * leaves an entry itself.
	 */
	@Transactional
	@Requires(Permission.VIEW_AUDIT)
	public void export(Filter filter, String purpose, OutputStream out) throws IOException {
		Map<String, Object> values = new HashMap<>();
		List<Entry> entries = entries(where(filter, values), values, MOST_EXPORTED, 0);
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("audit.exported", new SubjectRef("audit", "audit.xlsx"), "audit.xlsx",
					this.current.require().scopeIds(Permission.VIEW_AUDIT).get(0))
			.with("rows", null, entries.size())
			.because(purpose)));
		try (Workbook workbook = new Workbook(out, "Mai Am", "1.0")) {
			Worksheet sheet = workbook.newWorksheet("audit");
			String[] headers = { "at", "actor", "address", "action", "subject", "label", "changes", "note" };
			for (int column = 0; column < headers.length; column++) {
				sheet.value(0, column, headers[column]);
				sheet.width(column, 24);
			}
			sheet.range(0, 0, 0, headers.length - 1).style().bold().set();
			sheet.freezePane(0, 1);
			int row = 0;
			for (Entry entry : entries) {
				row++;
				String[] cells = { entry.at().atZone(Show.ZONE).toLocalDateTime().toString(), entry.actorName(),
						entry.address(), entry.action(), entry.subjectKind() + " " + entry.subjectId(),
						entry.subjectLabel(), entry.changes().toString(), entry.note() };
				for (int column = 0; column < cells.length; column++) {
					if (cells[column] != null) {
						sheet.value(row, column, cells[column].substring(0, Math.min(32_000, cells[column].length())));
					}
				}
			}
		}
	}

	private String where(Filter filter, Map<String, Object> values) {
		Account reader = this.current.require();
		StringBuilder where = new StringBuilder(reader.seesProvince(Permission.VIEW_AUDIT)
				? "where (unit_id is null or exists (select 1 from unit_closure c where c.descendant_id = unit_id and c.ancestor_id in (:scope)))"
				: "where exists (select 1 from unit_closure c where c.descendant_id = unit_id and c.ancestor_id in (:scope))");
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
		return where.toString();
	}

	private List<Entry> entries(String where, Map<String, Object> values, int size, long skip) {
		values.put("size", size);
		values.put("skip", skip);
		return this.jdbc
			.sql("select * from audit_entry " + where + " order by at desc, id desc limit :size offset :skip")
			.params(values)
			.query((row, number) -> new Entry(row.getTimestamp("at").toInstant(), row.getString("actor_name"),
					row.getString("address"), row.getString("agent"), row.getString("action"),
					row.getString("subject_kind"), row.getString("subject_id"), row.getString("subject_label"),
					this.json.readValue(row.getString("changes"), CHANGES), row.getString("note")))
			.list();
	}

	record Filter(@Nullable String q, @Nullable String action, @Nullable LocalDate from, @Nullable LocalDate to) {
	}

	record Entry(Instant at, String actorName, @Nullable String address, @Nullable String agent, String action,
			String subjectKind, String subjectId, String subjectLabel, Map<String, List<@Nullable String>> changes,
			@Nullable String note) {
	}

}
