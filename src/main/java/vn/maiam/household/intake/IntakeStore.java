package vn.maiam.household.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.CitizenIdVault;
import vn.maiam.household.intake.IntakeJob.Counts;
import vn.maiam.household.intake.IntakeJob.State;
import vn.maiam.household.intake.IntakeRow.Remark;
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

	private final Clock clock;

	IntakeStore(JdbcClient jdbc, JdbcTemplate batch, JsonMapper json, CitizenIdVault vault, Clock clock) {
		this.jdbc = jdbc;
		this.batch = batch;
		this.json = json;
		this.vault = vault;
		this.clock = clock;
	}

	@Transactional
	UUID add(UserId owner, String fileName, byte[] file, Layout layout) {
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into import_job (id, created_by, created_at, file_name, file, state, layout, settings, heartbeat_at)
					values (?, ?, ?, ?, ?, 'RECOGNISED', ?::jsonb, ?::jsonb, ?)""")
			.params(id, owner.value(), now(), fileName, this.vault.seal(file), this.json.writeValueAsString(layout),
					this.json.writeValueAsString(IntakeJob.Settings.NONE), now())
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
				where id = ? and (state = ? or state = 'FAILED' or heartbeat_at < ?)""")
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
	void describe(UUID id, Layout layout, IntakeJob.Settings settings) {
		this.jdbc.sql("update import_job set layout = ?::jsonb, settings = ?::jsonb where id = ?")
			.params(this.json.writeValueAsString(layout), this.json.writeValueAsString(settings), id)
			.update();
	}

	void finish(UUID id, State state) {
		this.jdbc.sql("update import_job set state = ?, finished_at = ? where id = ?")
			.params(state.name(), now(), id)
			.update();
	}

	void forgetRows(UUID id) {
		this.jdbc.sql("delete from import_row where import_id = ?").param(id).update();
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
					statement.setString(9, row.problems().isEmpty() ? "NEW" : "REFUSED");
					statement.setString(10, this.json.writeValueAsString(row.problems()));
					statement.setString(11, this.json.writeValueAsString(row.remarks()));
				});
	}

	Counts counts(UUID id) {
		return this.jdbc
			.sql("""
					select count(*) filter (where outcome = 'NEW') as fresh, count(*) filter (where outcome = 'CHANGED') as changed,
						count(*) filter (where outcome = 'UNCHANGED') as unchanged, count(*) filter (where outcome = 'REFUSED') as refused,
						count(*) filter (where outcome = 'DUPLICATE') as duplicate,
						count(*) filter (where outcome = 'DUPLICATE' and choice = 'SAME') as same,
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
		List<RowView> rows = this.jdbc.sql("""
				select r.*, u.name as unit_name, h.code, d.code as duplicate_code, d.full_name as duplicate_name,
					d.citizen_id_masked as duplicate_masked
				from import_row r
				left join administrative_unit u on u.id = (r.data ->> 'unit_id')::bigint
				left join household h on h.id = r.household_id left join household d on d.id = r.duplicate_of
				where r.import_id = ? and r.outcome = ? order by r.number limit ? offset ?""")
			.params(id, outcome, PAGE_SIZE, (page - 1L) * PAGE_SIZE)
			.query((row, number) -> new RowView(row.getInt("number"), row.getString("sheet"), row.getInt("row_number"),
					this.json.readValue(row.getString("data"), new TypeReference<Map<String, String>>() {
					}), row.getString("citizen_id_masked"), row.getString("unit_name"), row.getString("code"),
					row.getString("duplicate_code"), row.getString("duplicate_masked"), row.getString("choice"),
					this.json.readValue(row.getString("problems"), REMARKS),
					this.json.readValue(row.getString("remarks"), REMARKS),
					this.json.readValue(row.getString("changes"), CHANGES)))
			.list();
		return new Page<>(rows, page, PAGE_SIZE, total);
	}

	/** All refused rows, by sheet and row number, for the workbook that goes back. */
	List<RefusedRow> refused(UUID id) {
		return this.jdbc.sql(
				"select sheet, row_number, problems from import_row where import_id = ? and outcome = 'REFUSED' order by number")
			.param(id)
			.query((row, number) -> new RefusedRow(row.getString("sheet"), row.getInt("row_number"),
					this.json.readValue(row.getString("problems"), REMARKS)))
			.list();
	}

	@Transactional
	void choose(UUID id, Map<Integer, String> choices) {
		choices.forEach((number, choice) -> this.jdbc.sql(
				"update import_row set choice = nullif(?, '') where import_id = ? and number = ? and outcome = 'DUPLICATE'")
			.params(choice, id, number)
			.update());
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
				this.json.readValue(row.getString("settings"), IntakeJob.Settings.class), row.getInt("rows_total"),
				row.getInt("rows_done"), row.getTimestamp("created_at").toInstant(),
				row.getTimestamp("heartbeat_at").toInstant(), row.getString("failure"));
	}

	/** A row as the preview shows it. */
	record RowView(int number, String sheet, int rowNumber, Map<String, String> data, @Nullable String citizenIdMasked,
			@Nullable String unitName, @Nullable String code, @Nullable String duplicateCode,
			@Nullable String duplicateMasked, @Nullable String choice, List<Remark> problems, List<Remark> remarks,
			Map<String, List<@Nullable String>> changes) {
	}

	record RefusedRow(String sheet, int rowNumber, List<Remark> problems) {
	}

}
