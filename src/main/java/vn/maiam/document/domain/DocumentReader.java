package vn.maiam.document.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.document.DocumentKind;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;

/**
 * The library as the person present sees it: the documents of the own units and those
 * below, and what units above have published downwards.
 */
@Service
@Transactional(readOnly = true)
public class DocumentReader implements SubjectAccess {

	static final String KIND = "document";

	private static final int SIZE = 20;

	private static final String COLUMNS = """
			select d.id, d.version, d.unit_id, u.name as unit_name, d.reach, d.kind, d.number, d.issued_on, d.issuer, d.signer,
				d.summary, d.tags, d.year, d.recorded_at, a.full_name as recorded_by,
				(select count(*) from attachment t where t.subject_kind = 'document' and t.subject_id = d.id::text) as versions,
				not exists (select 1 from subject_reading r where r.subject_kind = 'document' and r.subject_id = d.id::text
					and r.account_id = :self) as unread
			from document d join administrative_unit u on u.id = d.unit_id join user_account a on a.id = d.recorded_by
			""";

	private static final String CARD = "select d.id, d.summary, d.number, d.unit_id, u.name as unit_name from document d "
			+ "join administrative_unit u on u.id = d.unit_id ";

	private static final String SEEN = """
			where d.removed_at is null
				and (exists (select 1 from unit_closure c where c.descendant_id = d.unit_id and c.ancestor_id in (:scope))
					or d.reach = 'BELOW' and exists (select 1 from unit_closure c where c.ancestor_id = d.unit_id and c.descendant_id in (:scope)))
			""";

	/** In the fields, or in the text of any of its versions. */
	private static final String WORDS = """
			and (d.words @@ word_query(:q) or d.id in (select t.subject_id::uuid from stored_file f join attachment t on t.file_id = f.id
			where t.subject_kind = 'document' and f.words @@ word_query(:q)))""";

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	DocumentReader(JdbcClient jdbc, CurrentAccount current) {
		this.jdbc = jdbc;
		this.current = current;
	}

	@Requires(Permission.VIEW_WORK)
	public Page<DocumentRow> list(DocumentFilter filter, int page) {
		Map<String, Object> values = values();
		String where = where(filter, values);
		long total = this.jdbc
			.sql("select count(*) from document d join administrative_unit u on u.id = d.unit_id " + where)
			.params(values)
			.query(Long.class)
			.single();
		int number = Page.number(page, total, SIZE);
		values.put("size", SIZE);
		values.put("skip", (long) (number - 1) * SIZE);
		List<DocumentRow> rows = this.jdbc
			.sql(COLUMNS + where
					+ " order by coalesce(d.issued_on, d.recorded_at::date) desc, d.id limit :size offset :skip")
			.params(values)
			.query(DocumentRow.class)
			.list();
		return new Page<>(rows, number, SIZE, total);
	}

	/** The folders: how many of each year and kind there are. */
	@Requires(Permission.VIEW_WORK)
	public List<Folder> folders(@Nullable String unit) {
		Map<String, Object> values = values();
		return this.jdbc.sql(
				"select d.year, d.kind, count(*) as documents from document d join administrative_unit u on u.id = d.unit_id "
						+ where(new DocumentFilter(null, unit, null, null, null), values)
						+ " group by 1, 2 order by 1 desc, 3 desc limit 60")
			.params(values)
			.query(Folder.class)
			.list();
	}

	/** One document; 404 for whoever may not see it. */
	@Requires(Permission.VIEW_WORK)
	public DocumentRow require(UUID id) {
		return this.jdbc.sql(COLUMNS + SEEN + " and d.id = :id")
			.params(values())
			.param("id", id)
			.query(DocumentRow.class)
			.optional()
			.orElseThrow(() -> new NotFound("document " + id));
	}

	/** Those of the filter, for a download of all. */
	@Requires(Permission.VIEW_WORK)
	public List<UUID> ids(DocumentFilter filter, int most) {
		Map<String, Object> values = values();
		String where = where(filter, values);
		values.put("most", most);
		return this.jdbc
			.sql("select d.id from document d join administrative_unit u on u.id = d.unit_id " + where
					+ " order by d.recorded_at desc limit :most")
			.params(values)
			.query(UUID.class)
			.list();
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public List<SubjectCard> cards(Collection<String> ids) {
		return this.jdbc.sql(CARD + SEEN + " and d.id = any(:ids::uuid[])")
			.params(values())
			.param("ids", ids.stream().filter(DocumentReader::isId).toArray(String[]::new))
			.query((row, number) -> card(row.getString("id"), row.getString("summary"), row.getString("number"),
					row.getString("unit_name"), row.getLong("unit_id")))
			.list();
	}

	@Override
	public List<SubjectCard> search(String words, int most) {
		return this.jdbc.sql(CARD + SEEN + WORDS + " order by d.recorded_at desc limit :most")
			.params(values())
			.param("q", words)
			.param("most", most)
			.query((row, number) -> card(row.getString("id"), row.getString("summary"), row.getString("number"),
					row.getString("unit_name"), row.getLong("unit_id")))
			.list();
	}

	private static SubjectCard card(String id, String summary, @Nullable String number, String unit, long unitId) {
		return new SubjectCard(new SubjectRef(KIND, id), summary, ((number != null) ? number + " · " : "") + unit,
				"/documents/" + id, unitId);
	}

	private static boolean isId(String text) {
		return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
	}

	private Map<String, Object> values() {
		return new HashMap<>(Map.of("scope", this.current.require().scopeIds(Permission.VIEW_WORK), "self",
				this.current.require().id().value()));
	}

	private static String where(DocumentFilter filter, Map<String, Object> values) {
		List<String> conditions = new ArrayList<>();
		if (filter.q() != null) {
			values.put("q", filter.q());
			conditions.add(WORDS);
		}
		if (filter.unit() != null) {
			values.put("unit", filter.unit());
			conditions.add(" and u.code = :unit and u.valid_to is null");
		}
		if (filter.kind() != null) {
			values.put("kind", filter.kind().name());
			conditions.add(" and d.kind = :kind");
		}
		if (filter.year() != null) {
			values.put("year", filter.year());
			conditions.add(" and d.year = :year");
		}
		if (filter.tag() != null) {
			values.put("tag", filter.tag());
			conditions.add(" and search_key(:tag) = any(regexp_split_to_array(search_key(d.tags), '\\s*,\\s*'))");
		}
		return SEEN + String.join("", conditions);
	}

	/** A year's documents of a kind. */
	public record Folder(int year, DocumentKind kind, long documents) {
	}

}
