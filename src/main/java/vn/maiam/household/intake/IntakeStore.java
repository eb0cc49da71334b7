package vn.maiam.household.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.CitizenIdVault;
import vn.maiam.household.intake.IntakeJob.Counts;
import vn.maiam.household.intake.IntakeJob.State;
import vn.maiam.household.intake.IntakeJob.Findings;
import vn.maiam.household.intake.reading.IntakeRow;
import vn.maiam.household.intake.reading.IntakeRow.Remark;
import vn.maiam.household.intake.reading.Layout;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UserId;
import vn.maiam.shared.web.Page;
import vn.maiam.workbook.WorkbookFile;

/** Keeps jobs and their rows, each seen only by who began it. */
@Component
class IntakeStore {

	private static final TypeReference<List<Remark>> REMARKS = new TypeReference<>() {
	};

	private static final TypeReference<Map<String, List<@Nullable String>>> CHANGES = new TypeReference<>() {
	};

	/** A job without a sign of life for so long is nobody's. */
	static final Duration SILENT = Duration.ofMinutes(2);

	private static final int PAGE_SIZE = 50;

	private final JdbcClient jdbc;

	private final JdbcTemplate batch;

	private final JsonMapper json;

	private final CitizenIdVault vault;

	private final CurrentAccount current;

	private final Clock clock;

	IntakeStore(JdbcClient jdbc, JdbcTemplate batch, JsonMapper json, CitizenIdVault vault, CurrentAccount current,
			Clock clock) {
		this.jdbc = jdbc;
		this.batch = batch;
		this.json = json;
		this.vault = vault;
		this.current = current;
		this.clock = clock;
	}

	@Transactional
	UUID add(UserId owner, String fileName, byte[] file, Layout layout, IntakeJob.Settings settings) {
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into import_job (id, created_by, created_at, file_name, file, state, layout, settings, heartbeat_at)
					values (?, ?, ?, ?, ?, 'RECOGNISED', ?::jsonb, ?::jsonb, ?)""")
			.params(id, owner.value(), now(), fileName, this.vault.seal(file), this.json.writeValueAsString(layout),
					this.json.writeValueAsString(settings), now())
			.update();
		return id;
	}

	IntakeJob require(UUID id, UserId owner) {
		return this.jdbc.sql("select * from import_job where id = ? and created_by = ?")
			.params(id, owner.value())
			.query(this::job)
			.optional()
			.orElseThrow(() -> new NotFound("import " + id));
	}

	List<IntakeJob> latest(UserId owner) {
		return this.jdbc.sql("select * from import_job where created_by = ? order by created_at desc limit 10")
			.param(owner.value())
			.query(this::job)
			.list();
	}

	WorkbookFile file(UUID id) {
		byte[] sealed = this.jdbc.sql("select file from import_job where id = ? and file is not null")
			.param(id)
			.query(byte[].class)
			.optional()
			.orElseThrow(() -> new NotFound("file of import " + id));
		return new WorkbookFile(this.vault.unseal(sealed));
	}

	/**
	 * Takes the job into a working state; nobody else is working on it, or who did has
	 * been silent for too long.
	 */
	@Transactional
	boolean begin(UUID id, State from, State working) {
		return this.jdbc.sql("""
				update import_job set state = ?, rows_total = 0, rows_done = 0, failure = null, heartbeat_at = ?
				where id = ? and state <> 'DONE' and (state = ? or state = 'FAILED' or heartbeat_at < ?)""")
			.params(working.name(), now(), id, from.name(), Timestamp.from(this.clock.instant().minus(SILENT)))
			.update() == 1;
	}

	@Transactional(propagation = Propagation.REQUIRES_NEW)
	void progress(UUID id, int done, int total) {
		this.jdbc.sql("update import_job set rows_done = ?, rows_total = ?, heartbeat_at = ? where id = ?")
			.params(done, total, now(), id)
			.update();
	}

	@Transactional(propagation = Propagation.REQUIRES_NEW)
	void fail(UUID id, String failure) {
		this.jdbc.sql("update import_job set state = 'FAILED', failure = ? where id = ?").params(failure, id).update();
	}

	@Transactional
	void describe(UUID id, Layout layout, IntakeJob.Settings settings, Findings findings) {
		this.jdbc.sql("update import_job set layout = ?::jsonb, settings = ?::jsonb, findings = ?::jsonb where id = ?")
			.params(this.json.writeValueAsString(layout), this.json.writeValueAsString(settings),
					this.json.writeValueAsString(findings), id)
			.update();
	}

	String fileName(UUID id) {
		return this.jdbc.sql("select file_name from import_job where id = ?").param(id).query(String.class).single();
	}

	/** How many rows were refused since their citizen id belongs to another locality. */
	int elsewhere(UUID id) {
		return this.jdbc.sql("""
				select count(*) from import_row where import_id = ? and outcome = 'REFUSED'
					and problems @> '[{"key": "intake.problem.case"}]'""").param(id).query(Integer.class).single();
	}

	void finish(UUID id, State state) {
		this.jdbc.sql("update import_job set state = ?, finished_at = ? where id = ?")
			.params(state.name(), now(), id)
			.update();
	}

	/** Forgets the rows, but for what was decided about them. */
	List<Choice> forgetRows(UUID id) {
		List<Choice> choices = new ArrayList<>();
		this.jdbc.sql("""
				delete from import_row where import_id = ?
				returning sheet, row_number, choice, coalesce(duplicate_of::text, duplicate_row::text) as other""")
			.param(id)
			.query((row) -> {
				if (row.getString("choice") != null && row.getString("other") != null) {
					choices.add(new Choice(row.getString("sheet"), row.getInt("row_number"), row.getString("choice"),
							row.getString("other")));
				}
			});
		return choices;
	}

	/**
	 * Takes up again what was decided before the file was read anew, where the doubt is
	 * the same.
	 */
	void rechoose(UUID id, List<Choice> choices) {
		this.jdbc
			.sql("""
					update import_row r set choice = c.choice
					from unnest(:sheets::text[], :rows::integer[], :choices::text[], :others::text[]) c (sheet, row_number, choice, other)
					where r.import_id = :id and r.sheet = c.sheet and r.row_number = c.row_number and r.outcome = 'DUPLICATE'
						and coalesce(r.duplicate_of::text, r.duplicate_row::text) = c.other""")
			.param("sheets", choices.stream().map(Choice::sheet).toArray(String[]::new))
			.param("rows", choices.stream().map(Choice::row).toArray(Integer[]::new))
			.param("choices", choices.stream().map(Choice::choice).toArray(String[]::new))
			.param("others", choices.stream().map(Choice::other).toArray(String[]::new))
			.param("id", id)
			.update();
	}

	/** What earlier lists of this form have made known in a unit: question → answer. */
	Map<String, String> remembered(long unitId, String layout) {
		Map<String, String> answers = new HashMap<>();
		this.jdbc.sql("select question, answer from import_memory where unit_id = ? and layout = ?")
			.params(unitId, layout)
			.query((row) -> {
				answers.put(row.getString("question"), row.getString("answer"));
			});
		return answers;
	}

	void remember(long unitId, String layout, Map<String, String> answers, UserId by) {
		this.batch.batchUpdate(
				"""
						insert into import_memory (unit_id, layout, question, answer, decided_by, decided_at) values (?, ?, ?, ?, ?, ?)
						on conflict (unit_id, layout, question) do update
						set answer = excluded.answer, decided_by = excluded.decided_by, decided_at = excluded.decided_at""",
				List.copyOf(answers.entrySet()), 500, (statement, answer) -> {
					statement.setLong(1, unitId);
					statement.setString(2, layout);
					statement.setString(3, answer.getKey());
					statement.setString(4, answer.getValue());
					statement.setObject(5, by.value());
					statement.setTimestamp(6, now());
				});
	}

	/** What the readable rows come to, by kind, category and commune, and their money. */
	List<Sum> sums(UUID id) {
		return this.jdbc
			.sql("""
					with rows as (select data from import_row where import_id = :id and outcome in ('NEW', 'CHANGED', 'UNCHANGED', 'DUPLICATE'))
					select 'kind' as what, 'household.kind.' || (data ->> 'kind') as name, count(*) as amount from rows group by 2
					union all select 'category', 'household.category.' || (data ->> 'category'), count(*) from rows group by 2
					union all select 'eligibility', 'household.eligibility.' || (data ->> 'standing.eligibility'), count(*) from rows group by 2
					union all select 'unit', u.name, n.amount from (select (data ->> 'unit_id')::bigint as id, count(*) as amount from rows group by 1) n
						join administrative_unit u on u.id = n.id
					union all select 'money', case m.key when 'estimate' then 'household.field.estimate' else 'household.source.' || substr(m.key, 9) end,
						sum(m.value::bigint) from rows, jsonb_each_text(data) m where m.key = 'estimate' or m.key like 'funding.%' group by 2
					order by 1, 3 desc, 2""")
			.param("id", id)
			.query(Sum.class)
			.list()
			.stream()
			.filter((sum) -> sum.name() != null)
			.toList();
	}

	/** Adds rows; those with problems are refused, the others wait to be compared. */
	void addRows(UUID id, int firstNumber, List<IntakeRow> rows) {
		int[] number = { firstNumber };
		this.batch.batchUpdate(
				"""
						insert into import_row (import_id, number, sheet, row_number, data, citizen_id_cipher, citizen_id_fingerprint,
							citizen_id_masked, outcome, problems, remarks)
						values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?::jsonb)""",
				rows, rows.size(), (statement, row) -> {
					CitizenId citizenId = row.citizenId();
					statement.setObject(1, id);
					statement.setInt(2, number[0]++);
					statement.setString(3, row.sheet());
					statement.setInt(4, row.number());
					statement.setString(5, this.json.writeValueAsString(row.data()));
					statement.setBytes(6, (citizenId != null) ? this.vault.seal(citizenId) : null);
					statement.setBytes(7, (citizenId != null) ? this.vault.fingerprint(citizenId) : null);
					statement.setString(8, (citizenId != null) ? citizenId.masked() : null);
					statement.setString(9, row.isRefused() ? "REFUSED" : row.problems().isEmpty() ? "NEW" : "ASKED");
					statement.setString(10, this.json.writeValueAsString(row.problems()));
					statement.setString(11, this.json.writeValueAsString(row.remarks()));
				});
	}

	Counts counts(UUID id) {
		return this.jdbc
			.sql("""
					select count(*) filter (where outcome = 'NEW') as fresh, count(*) filter (where outcome = 'CHANGED') as changed,
						count(*) filter (where outcome = 'UNCHANGED') as unchanged, count(*) filter (where outcome = 'REFUSED') as refused,
						count(*) filter (where outcome = 'ASKED') as asked, count(*) filter (where outcome = 'DUPLICATE') as duplicate,
						count(*) filter (where outcome = 'DUPLICATE' and choice = 'SAME' and duplicate_of is not null) as same,
					count(*) filter (where outcome = 'DUPLICATE' and choice = 'OTHER') as other
					from import_row where import_id = ?""")
			.param(id)
			.query(Counts.class)
			.single();
	}

	Page<RowView> rows(UUID id, String outcome, int page) {
		long total = this.jdbc.sql("select count(*) from import_row where import_id = ? and outcome = ?")
			.params(id, outcome)
			.query(Long.class)
			.single();
		List<RowView> rows = this.jdbc
			.sql("""
					select r.*, u.name as unit_name, h.code, d.code as duplicate_code, d.full_name as duplicate_name,
						d.citizen_id_masked as duplicate_masked
					from import_row r
					left join administrative_unit u on u.id = (r.data ->> 'unit_id')::bigint
					left join household h on h.id = r.household_id left join household d on d.id = r.duplicate_of
						and exists (select 1 from unit_closure c where c.descendant_id = d.unit_id and c.ancestor_id in (:scope))
					where r.import_id = :id and r.outcome = :outcome order by r.number limit :size offset :skip""")
			.param("scope", this.current.require().scopeIds(Permission.IMPORT_HOUSEHOLDS))
			.param("id", id)
			.param("outcome", outcome)
			.param("size", PAGE_SIZE)
			.param("skip", (page - 1L) * PAGE_SIZE)
			.query((row, number) -> new RowView(row.getInt("number"), row.getString("sheet"), row.getInt("row_number"),
					this.json.readValue(row.getString("data"), new TypeReference<Map<String, String>>() {
					}), row.getString("citizen_id_masked"), row.getString("unit_name"), row.getString("code"),
					row.getString("duplicate_code"), row.getString("duplicate_name"), row.getString("duplicate_masked"),
					row.getObject("duplicate_row", Integer.class), row.getString("choice"),
					this.json.readValue(row.getString("problems"), REMARKS),
					this.json.readValue(row.getString("remarks"), REMARKS),
					this.json.readValue(row.getString("changes"), CHANGES)))
			.list();
		return new Page<>(rows, page, PAGE_SIZE, total);
	}

	/**
	 * All rows that are refused or wait, by sheet and row number, for the workbook that
	 * goes back.
	 */
	List<RefusedRow> refused(UUID id) {
		return this.jdbc
			.sql("""
					select r.sheet, r.row_number, r.problems, r.data ->> 'kind' as kind, r.data ->> 'category' as category, u.name as unit_name
					from import_row r left join administrative_unit u on u.id = (r.data ->> 'unit_id')::bigint
					where r.import_id = ? and r.outcome in ('REFUSED', 'ASKED') order by r.number""")
			.param(id)
			.query((row, number) -> new RefusedRow(row.getString("sheet"), row.getInt("row_number"),
					this.json.readValue(row.getString("problems"), REMARKS), row.getString("unit_name"),
					row.getString("category"), row.getString("kind")))
			.list();
	}

	@Transactional
	void choose(UUID id, Map<Integer, String> choices) {
		choices.forEach((number, choice) -> this.jdbc.sql(
				"update import_row set choice = nullif(?, '') where import_id = ? and number = ? and outcome = 'DUPLICATE'")
			.params(choice, id, number)
			.update());
	}

	@Transactional
	void chooseAll(UUID id, String choice) {
		this.jdbc.sql("update import_row set choice = ? where import_id = ? and outcome = 'DUPLICATE'")
			.params(choice, id)
			.update();
	}

	@Scheduled(cron = "0 41 3 * * *")
	@Transactional
	void sweep() {
		Timestamp old = Timestamp.from(this.clock.instant().minus(Duration.ofDays(30)));
		this.jdbc.sql("update import_job set file = null where created_at < ? and file is not null")
			.param(old)
			.update();
		this.jdbc.sql("delete from import_job where created_at < ? and state <> 'DONE'").param(old).update();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	private IntakeJob job(ResultSet row, int number) throws SQLException {
		return new IntakeJob(row.getObject("id", UUID.class), row.getString("file_name"),
				State.valueOf(row.getString("state")), this.json.readValue(row.getString("layout"), Layout.class),
				this.json.readValue(row.getString("settings"), IntakeJob.Settings.class),
				this.json.readValue(row.getString("findings"), Findings.class), row.getInt("rows_total"),
				row.getInt("rows_done"), row.getTimestamp("created_at").toInstant(),
				row.getTimestamp("heartbeat_at").toInstant(), row.getString("failure"));
	}

	/** A row as the preview shows it. */
	record RowView(int number, String sheet, int rowNumber, Map<String, String> data, @Nullable String citizenIdMasked,
			@Nullable String unitName, @Nullable String code, @Nullable String duplicateCode,
			@Nullable String duplicateName, @Nullable String duplicateMasked, @Nullable Integer duplicateRow,
			@Nullable String choice, List<Remark> problems, List<Remark> remarks,
			Map<String, List<@Nullable String>> changes) {

		/** All that will be written, but for what stands beside: column → value. */
		public Map<String, String> written() {
			Map<String, String> written = new LinkedHashMap<>();
			show("standing.eligibility", "eligibility", written);
			if ("NOT_YET".equals(this.data.get("standing.eligibility"))) {
				show("standing.reason", "reason", written);
			}
			show("standing.phase", "phase", written);
			written.putAll(this.data);
			written.keySet()
				.removeIf((column) -> column.startsWith("standing.") || Set
					.of("full_name", "name_sort", "unit_id", "hamlet", "birth_year", "birth_date", "code",
							"citizen_masked")
					.contains(column));
			return written;
		}

		private void show(String column, String as, Map<String, String> written) {
			String value = this.data.get(column);
			if (value != null) {
				written.put(as, value);
			}
		}
	}

	/**
	 * What was decided about a row.
	 *
	 * @param other the household, or the row of the file, that it looked like
	 */
	record Choice(String sheet, int row, String choice, String other) {
	}

	/**
	 * A figure of the list.
	 *
	 * @param what kind, category, eligibility, unit or money (in đồng)
	 * @param name message key, or the unit's name
	 */
	record Sum(String what, String name, long amount) {
	}

	/**
	 * A row that was not taken in, with what was read of it from titles and groups too.
	 */
	record RefusedRow(String sheet, int rowNumber, List<Remark> problems, @Nullable String unitName,
			@Nullable String category, @Nullable String kind) {
	}

}
