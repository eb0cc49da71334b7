package vn.maiam.handover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.document.FileKey;
import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.CitizenIdVault;
import vn.maiam.storage.FileStore;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Command;
import vn.maiam.shared.SubjectRef;

import static java.util.Objects.requireNonNullElse;

/**
 * {@code load-pack file.zip}: takes a pack into an empty installation, all of it or
 * nothing. Checksums first; units are found by their codes, whatever numbers they have
 * here; the ledgers are taken as they were, not counted anew; then every count is
 * compared with the manifest.
 */
@Component
class PackLoader implements Command {

	private static final String[] COUNTING = { "household", "funding_line" };

	private final DataSource dataSource;

	private final TransactionTemplate transaction;

	private final FileStore store;

	private final CitizenIdVault vault;

	private final JsonMapper json;

	private final ApplicationEventPublisher events;

	PackLoader(DataSource dataSource, TransactionTemplate transaction, FileStore store, CitizenIdVault vault,
			JsonMapper json, ApplicationEventPublisher events) {
		this.dataSource = dataSource;
		this.transaction = transaction;
		this.store = store;
		this.vault = vault;
		this.json = json;
		this.events = events;
	}

	@Override
	public String name() {
		return "load-pack";
	}

	@Override
	public int run(List<String> arguments, PrintStream out) throws Exception {
		if (arguments.size() != 1 || !Files.isRegularFile(Path.of(arguments.get(0)))) {
			out.println("load-pack <file.zip>");
			return 2;
		}
		try (PackFile pack = new PackFile(Path.of(arguments.get(0)))) {
			String bad = pack.firstBadSum();
			if (bad != null) {
				out.println("checksum wrong / tệp bị hỏng: " + bad);
				return 1;
			}
			Map<String, Long> counts = load(pack);
			counts.forEach((table, rows) -> out.printf("%-24s %d%n", table, rows));
			out.println("loaded / đã nạp xong");
			return 0;
		}
		catch (PackRefused refused) {
			out.println("refused / từ chối: " + refused.getMessage());
			return 1;
		}
	}

	/**
	 * Loads a pack whose sums are right.
	 * @return rows of each table
	 */
	Map<String, Long> load(PackFile pack) {
		return this.transaction.execute((status) -> {
			Connection connection = DataSourceUtils.getConnection(this.dataSource);
			try {
				return load(pack, connection);
			}
			catch (SQLException | IOException ex) {
				throw new PackRefused(String.valueOf(ex.getMessage()));
			}
			finally {
				DataSourceUtils.releaseConnection(connection, this.dataSource);
			}
		});
	}

	private Map<String, Long> load(PackFile pack, Connection connection) throws SQLException, IOException {
		JsonNode manifest = pack.manifest(this.json);
		if (manifest.get("format").asInt() != 1) {
			throw new PackRefused("format " + manifest.get("format"));
		}
		try (Statement statement = connection.createStatement()) {
			requireEmpty(statement);
			for (String table : COUNTING) {
				statement.execute("alter table " + table + " disable trigger user");
			}
			// the week that this start has opened; no other is opened meanwhile
			statement.execute("select one from reporting_settings for update");
			statement.execute("delete from reporting_week");
			for (PackTable table : PackTable.ALL) {
				stage(pack, connection, statement, table);
			}
			// whatever the pack says: who belongs here gets a new slip
			statement.execute("update staged_user_account set password_hash = '{bcrypt}!', activated_at = null");
			place(statement);
			Map<String, Long> counts = new LinkedHashMap<>();
			for (PackTable table : PackTable.ALL) {
				long rows = insert(statement, table);
				long expected = manifest.get("rows").path(table.name()).asLong();
				if (rows != expected) {
					throw new PackRefused(table.name() + ": " + rows + " rows, the manifest says " + expected);
				}
				counts.put(table.name(), rows);
			}
			statement.execute(
					"select setval('household_code_seq', greatest((select max(substring(code from '[0-9]+$')::bigint) from household), 1))");
			statement.execute("select forget_ledger_sums()");
			statement.execute("select recount_watch()");
			goOnCounting(statement);
			for (String table : COUNTING) {
				statement.execute("alter table " + table + " enable trigger user");
			}
			counts.put("citizen_id", citizenIds(pack, connection));
			counts.put("pictures", pictures(pack, statement));
			counts.put("files", files(pack, statement));
			this.events.publishEvent(
					Audited.of(Audited.Fact
						.of("handover.loaded", new SubjectRef("handover", manifest.path("unit").asString()),
								manifest.path("name").asString(), null)
						.with("households", null, counts.get("household"))));
			return counts;
		}
	}

	private static void requireEmpty(Statement statement) throws SQLException {
		for (String table : new String[] { "household", "user_account", "weekly_report" }) {
			try (ResultSet any = statement.executeQuery("select exists (select 1 from " + table + ")")) {
				any.next();
				if (any.getBoolean(1)) {
					throw new PackRefused("the installation is not empty: " + table);
				}
			}
		}
	}

	private static void stage(PackFile pack, Connection connection, Statement statement, PackTable table)
			throws SQLException, IOException {
		String columns = String.join(", ", table.columns());
		statement.execute("create temp table staged_" + table.name() + " on commit drop as select " + columns + " from "
				+ table.name() + " with no data");
		String file = "data/" + table.name() + ".csv";
		if (!pack.holds(file)) {
			return; // made before there was such a table
		}
		try (InputStream csv = pack.open(file)) {
			connection.unwrap(PGConnection.class)
				.getCopyAPI()
				.copyIn("copy staged_" + table.name() + " (" + columnsOf(pack, file, table)
						+ ") from stdin with (format csv, header true)", csv);
		}
	}

	/** What a pack made before a column there was does not hold stays empty. */
	private static String columnsOf(PackFile pack, String file, PackTable table) throws IOException {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(pack.open(file), StandardCharsets.UTF_8))) {
			List<String> head = List.of(requireNonNullElse(lines.readLine(), "").split(","));
			List<String> known = head.stream().filter(table.columns()::contains).toList();
			if (known.size() != head.size()) {
				throw new PackRefused(file + ": " + head);
			}
			return String.join(", ", known);
		}
	}

	/** Finds the pack's units and phases among those of this installation. */
	private static void place(Statement statement) throws SQLException {
		statement.execute("""
				create temp table unit_here on commit drop as
				select s.id as there, u.id as here, s.code from staged_administrative_unit s
				left join administrative_unit u on u.code = s.code and u.valid_from = s.valid_from""");
		statement.execute("""
				create temp table phase_here on commit drop as
				select s.id as there, p.id as here, 'đợt ' || s.ordinal as code from staged_phase s
				left join phase p on p.ordinal = s.ordinal""");
		// a kept report names the units below by number as well
		statement.execute(
				"""
						update staged_weekly_report set kept = jsonb_set(kept, '{below}', (
							select coalesce(jsonb_agg(jsonb_set(b, '{unitId}', to_jsonb(coalesce(h.here, 0)))), '[]') from jsonb_array_elements(kept -> 'below') b
							left join unit_here h on h.there = (b ->> 'unitId')::bigint)) where jsonb_typeof(kept -> 'below') = 'array'""");
		try (ResultSet missing = statement.executeQuery(
				"select string_agg(code, ', ') from (select * from unit_here union all select * from phase_here) m where here is null")) {
			missing.next();
			if (missing.getString(1) != null) {
				throw new PackRefused("units or phases unknown here: " + missing.getString(1));
			}
		}
	}

	private static long insert(Statement statement, PackTable table) throws SQLException {
		if ("administrative_unit".equals(table.name())) {
			return count(statement, "staged_administrative_unit");
		}
		if ("phase".equals(table.name())) {
			return count(statement, "staged_phase");
		}
		if ("ledger_closing".equals(table.name())) {
			return statement.executeUpdate(
					"update ledger_closing set closed_until = greatest(ledger_closing.closed_until, s.closed_until) from staged_ledger_closing s");
		}
		if ("deadline_decision".equals(table.name())) {
			statement.executeUpdate(
					"""
							insert into deadline_decision (phase_id, deadline, document_no, document_date, recorded_at)
							select phase_id, deadline, document_no, document_date, recorded_at from staged_deadline_decision s
							where not exists (select 1 from deadline_decision d where d.phase_id = s.phase_id and d.recorded_at = s.recorded_at
								and d.deadline = s.deadline and d.document_no = s.document_no) order by recorded_at""");
			return count(statement, "staged_deadline_decision");
		}
		if ("weight_decision".equals(table.name())) {
			statement.executeUpdate(
					"""
							insert into weight_decision (kind, stage, weight, valid_from, document_no, recorded_at)
							select kind, stage, weight, valid_from, document_no, recorded_at from staged_weight_decision order by valid_from
							on conflict do nothing""");
			return count(statement, "staged_weight_decision");
		}
		String values = table.columns()
			.stream()
			.map((column) -> PackTable.namesUnit(column) ? "(select here from unit_here where there = s.unit_id)"
					: PackTable.namesPhase(column) ? "(select here from phase_here where there = s.phase_id)"
							: "s." + column)
			.collect(Collectors.joining(", "));
		return statement.executeUpdate("insert into " + table.name() + " (" + String.join(", ", table.columns())
				+ ") select " + values + " from staged_" + table.name() + " s");
	}

	private long citizenIds(PackFile pack, Connection connection) throws SQLException, IOException {
		long done = 0;
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(pack.open("data/citizen_id.csv"), StandardCharsets.UTF_8));
				PreparedStatement seal = connection.prepareStatement(
						"update household set citizen_id_cipher = ?, citizen_id_fingerprint = ?, citizen_id_masked = ? where code = ?")) {
			lines.readLine();
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				String[] pair = line.split(",");
				CitizenId id = new CitizenId(pair[1]);
				seal.setBytes(1, this.vault.seal(id));
				seal.setBytes(2, this.vault.fingerprint(id));
				seal.setString(3, id.masked());
				seal.setString(4, pair[0]);
				done += seal.executeUpdate();
			}
		}
		return done;
	}

	private long pictures(PackFile pack, Statement statement) throws SQLException, IOException {
		long done = 0;
		try (ResultSet rows = statement.executeQuery(
				"select h.code, p.id, p.storage_key from photo p join household h on h.id = p.household_id order by p.id")) {
			while (rows.next()) {
				String name = "photos/" + rows.getString(1) + "/" + rows.getString(2);
				for (String kind : new String[] { ".jpg", ".small.jpg" }) {
					if (pack.isMissing(name + kind)) {
						continue;
					}
					try (InputStream picture = pack.open(name + kind)) {
						this.store.put(rows.getString(3) + kind, picture.readAllBytes());
					}
				}
				done++;
			}
		}
		return done;
	}

	private long files(PackFile pack, Statement statement) throws SQLException, IOException {
		long done = 0;
		try (ResultSet rows = statement.executeQuery("select encode(sha256, 'hex') from stored_file order by id")) {
			while (rows.next()) {
				String name = "files/" + rows.getString(1);
				if (pack.isMissing(name)) {
					continue;
				}
				Path copy = Files.createTempFile("mai-am-tep", null);
				try (InputStream file = pack.open(name)) {
					MessageDigest digest = PackWriter.sha256();
					Files.copy(new DigestInputStream(file, digest), copy, StandardCopyOption.REPLACE_EXISTING);
					if (!HexFormat.of().formatHex(digest.digest()).equals(rows.getString(1))) {
						throw new PackRefused("not what its name says: " + name);
					}
					this.store.put(FileKey.of(rows.getString(1)), copy);
				}
				finally {
					Files.deleteIfExists(copy);
				}
				done++;
			}
		}
		return done;
	}

	/** The next number that is given here comes after all that were taken over. */
	private static void goOnCounting(Statement statement) throws SQLException {
		for (PackTable table : PackTable.ALL) {
			if (table.columns().contains("id")) {
				statement.execute("""
						select setval(s, greatest((select max(id::text::bigint) from %1$s), 1))
						from pg_get_serial_sequence('%1$s', 'id') s where s is not null""".formatted(table.name()));
			}
		}
	}

	private static long count(Statement statement, String table) throws SQLException {
		try (ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
			rows.next();
			return rows.getLong(1);
		}
	}

	/** The pack cannot be taken, and nothing of it was. */
	static final class PackRefused extends RuntimeException {

		private static final long serialVersionUID = 1;

		PackRefused(String why) {
			super(why);
		}

	}

}
