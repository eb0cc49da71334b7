package vn.maiam.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import vn.maiam.database.Tables;
import vn.maiam.shared.Unready;

/**
 * The tables of one database, out of one snapshot into a folder and from there into
 * another one, by COPY. Sessions stay behind.
 */
final class Dump {

	/** The folder of the tables in a backup, and of those that are being written. */
	static final String TABLES = "tables";

	static final String NEXT = TABLES + ".new";

	private static final String NAME = "[a-z_0-9]+";

	private static final String LEFT_ALONE = "spring_session.*|flyway_schema_history";

	/** Hashes are taken of what rows look like as text, which has to be one look. */
	private static final String ONE_LOOK = "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; "
			+ "set local extra_float_digits = 1; set local bytea_output = 'hex'";

	private final Connection connection;

	private final Path folder;

	/**
	 * @param connection in a transaction that whoever called ends
	 * @param folder with one file for each table
	 */
	Dump(Connection connection, Path folder) throws SQLException {
		this.connection = connection;
		this.folder = folder;
		execute(ONE_LOOK);
	}

	static String schema(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(
						"select version from flyway_schema_history where success order by installed_rank desc limit 1")) {
			row.next();
			return row.getString(1);
		}
	}

	/** Writes every table and answers with what was written. */
	Manifest out(Instant now, String secret) throws SQLException, IOException {
		CopyManager copy = this.connection.unwrap(PGConnection.class).getCopyAPI();
		Files.createDirectories(this.folder);
		List<Manifest.Table> tables = new ArrayList<>();
		for (String name : Tables.inOrder(this.connection, LEFT_ALONE)) {
			String columns = Tables.columns(this.connection, name);
			try (OutputStream out = new GZIPOutputStream(
					new BufferedOutputStream(Files.newOutputStream(file(name)), 1 << 16))) {
				copy.copyOut("copy (select %s from %s) to stdout".formatted(columns, name), out);
			}
			tables.add(sum(name, columns));
		}
		return new Manifest(schema(this.connection), now, secret, tables, partitions(), sequences(), 0);
	}

	/**
	 * Fills an installation in which nobody is yet; triggers rest meanwhile, since what
	 * they would write is in the dump. Every table is summed up again.
	 */
	void in(Manifest manifest) throws SQLException, IOException {
		if (!schema(this.connection).equals(manifest.schema())) {
			throw new Unready(
					"Bản sao lưu thuộc phiên bản khác (V%s, ở đây V%s). The backup is of another version of the program."
						.formatted(manifest.schema(), schema(this.connection)),
					"Khôi phục bằng đúng phiên bản đã sao lưu rồi nâng cấp. Restore with the version that took it, then upgrade.");
		}
		if (number("select count(*) from household") + number("select count(*) from user_account") > 0) {
			throw new Unready("Nơi nhận không trống. There are people or households already.",
					"Khôi phục vào cơ sở dữ liệu trống. Restore into an empty database.");
		}
		requireOurs(manifest);
		CopyManager copy = this.connection.unwrap(PGConnection.class).getCopyAPI();
		triggers("disable");
		execute("truncate " + String.join(", ", manifest.tables().stream().map(Manifest.Table::name).toList())
				+ " cascade");
		for (Manifest.Partition part : manifest.partitions()) {
			execute("create table if not exists %s partition of %s %s".formatted(part.name(), part.of(), part.bound()));
		}
		for (Manifest.Table table : manifest.tables()) {
			try (InputStream in = new GZIPInputStream(
					new BufferedInputStream(Files.newInputStream(file(table.name())), 1 << 16))) {
				copy.copyIn("copy %s (%s) from stdin".formatted(table.name(), table.columns()), in);
			}
			Manifest.Table here = sum(table.name(), table.columns());
			if (!here.equals(table)) {
				throw new IllegalStateException("table %s: %d rows were saved, %d came back, or they differ"
					.formatted(table.name(), table.rows(), here.rows()));
			}
		}
		triggers("enable");
		for (Map.Entry<String, Long> sequence : manifest.sequences().entrySet()) {
			execute("select setval('%s', %d, false)".formatted(sequence.getKey(), sequence.getValue()));
		}
		execute("analyze");
	}

	/**
	 * What stands in a manifest goes into SQL, so it has to be what this program would
	 * have written.
	 */
	private void requireOurs(Manifest manifest) throws SQLException {
		boolean ours = manifest.tables()
			.stream()
			.map(Manifest.Table::name)
			.toList()
			.equals(Tables.inOrder(this.connection, LEFT_ALONE));
		for (int at = 0; ours && at < manifest.tables().size(); at++) {
			Manifest.Table table = manifest.tables().get(at);
			ours = table.columns().equals(Tables.columns(this.connection, table.name()));
		}
		ours = ours && manifest.sequences().keySet().stream().allMatch((name) -> name.matches(NAME))
				&& manifest.partitions().stream().allMatch(Dump::isOurs);
		if (!ours) {
			throw new Unready(
					"Bản sao lưu không phải do chương trình này ghi. The backup was not written by this program.",
					"Dùng bản sao lưu khác. Use another backup.");
		}
	}

	private static boolean isOurs(Manifest.Partition part) {
		return part.name().matches(NAME) && part.of().matches(NAME)
				&& part.bound().matches("DEFAULT|FOR VALUES FROM \\('[^']*'\\) TO \\('[^']*'\\)");
	}

	/** Of the tables and of their partitions, which have triggers of their own. */
	private void triggers(String what) throws SQLException {
		execute("""
				do $$ declare each regclass; begin
					for each in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
						execute format('alter table %%s %s trigger user', each);
					end loop;
				end $$"""
			.formatted(what));
	}

	private Path file(String table) {
		return this.folder.resolve(table + ".copy.gz");
	}

	private Manifest.Table sum(String table, String columns) throws SQLException {
		try (Statement statement = this.connection.createStatement();
				ResultSet row = statement
					.executeQuery("select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from "
							+ table + " t")) {
			row.next();
			return new Manifest.Table(table, columns, row.getLong(1), row.getString(2));
		}
	}

	private List<Manifest.Partition> partitions() throws SQLException {
		List<Manifest.Partition> partitions = new ArrayList<>();
		try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery("""
				select c.relname, i.inhparent::regclass::text, pg_get_expr(c.relpartbound, c.oid)
				from pg_class c join pg_inherits i on i.inhrelid = c.oid
				where c.relispartition and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1""")) {
			while (rows.next()) {
				partitions.add(new Manifest.Partition(rows.getString(1), rows.getString(2), rows.getString(3)));
			}
		}
		return partitions;
	}

	/**
	 * A sequence knows nothing of snapshots: one that has gone on meanwhile is only
	 * further on.
	 */
	private Map<String, Long> sequences() throws SQLException {
		Map<String, Long> sequences = new TreeMap<>();
		try (Statement statement = this.connection.createStatement();
				ResultSet rows = statement.executeQuery(
						"select sequencename, coalesce(last_value + 1, start_value) from pg_sequences where schemaname = 'public'")) {
			while (rows.next()) {
				sequences.put(rows.getString(1), rows.getLong(2));
			}
		}
		return sequences;
	}

	private long number(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getLong(1);
		}
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
