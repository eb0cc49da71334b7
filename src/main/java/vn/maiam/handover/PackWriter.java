package vn.maiam.handover;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import tools.jackson.databind.json.JsonMapper;

import vn.maiam.document.FileKey;
import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.CitizenIdVault;
import vn.maiam.storage.FileStore;
import vn.maiam.shared.NotFound;

/**
 * Writes a pack: one pass over the database as it was at one moment, each table as CSV
 * and as a workbook, each picture under its household's code, then the checksums and the
 * manifest. Nothing is held in memory longer than a row or a picture.
 */
final class PackWriter {

	private static final int FETCH = 500;

	private static final int FLUSH = 1000;

	private static final int LONGEST_CELL = 32_000;

	private final Connection connection;

	private final ZipOutputStream zip;

	private final FileStore store;

	private final CitizenIdVault vault;

	private final JsonMapper json;

	private final Map<String, String> sums = new LinkedHashMap<>();

	private final List<String> missing = new ArrayList<>();

	private final Map<String, Long> counts = new LinkedHashMap<>();

	/** The connection stands in a transaction that sees one moment. */
	PackWriter(Connection connection, OutputStream out, FileStore store, CitizenIdVault vault, JsonMapper json) {
		this.connection = connection;
		this.zip = new ZipOutputStream(out);
		this.store = store;
		this.vault = vault;
		this.json = json;
	}

	/** Writes all of it and leaves the stream open. */
	void write(Map<String, String> about, byte[] minute, long unitId) throws SQLException, IOException {
		PackScope.choose(this.connection, unitId);
		entry("bien-ban-ban-giao.docx", (out) -> out.write(minute));
		for (PackTable table : PackTable.ALL) {
			csv(table, "data/");
		}
		csv(PackTable.TRAIL, "trail/");
		citizenIds();
		for (PackTable table : PackTable.ALL) {
			workbook(table);
		}
		pictures();
		files();
		manifest(about);
		this.zip.finish();
	}

	private void csv(PackTable table, String folder) throws SQLException, IOException {
		String copy = "copy (" + table.query() + ") to stdout with (format csv, header true)";
		entry(folder + table.name() + ".csv", (out) -> {
			long rows = this.connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
			this.counts.put(table.name(), rows);
		});
	}

	/**
	 * The full ids cannot be opened with another installation's secret, so they go in
	 * clear; the pack is kept accordingly.
	 */
	private void citizenIds() throws SQLException, IOException {
		entry("data/citizen_id.csv", (out) -> {
			out.write("code,citizen_id\n".getBytes(StandardCharsets.UTF_8));
			each("select code, citizen_id_cipher from household where citizen_id_cipher is not null and unit_id in (select id from pack_unit) order by code",
					(row) -> {
						CitizenId id = this.vault.open(row.getBytes(2));
						out.write((row.getString(1) + "," + id.digits() + "\n").getBytes(StandardCharsets.UTF_8));
					});
		});
	}

	private void workbook(PackTable table) throws SQLException, IOException {
		entry("so-sach/" + table.name() + ".xlsx", (out) -> {
			try (Workbook workbook = new Workbook(out, "Mai Am", "1.0")) {
				Worksheet sheet = workbook.newWorksheet(table.title());
				int columns = table.columns().size();
				for (int column = 0; column < columns; column++) {
					sheet.value(0, column, table.columns().get(column));
				}
				sheet.range(0, 0, 0, columns - 1).style().bold().set();
				sheet.freezePane(0, 1);
				int[] at = { 0 };
				each(table.query(), (row) -> {
					at[0]++;
					for (int column = 0; column < columns; column++) {
						cell(sheet, at[0], column, row.getString(column + 1));
					}
					if (at[0] % FLUSH == 0) {
						sheet.flush();
					}
				});
			}
		});
	}

	/** A cell of Excel holds 32,767 characters. */
	private static void cell(Worksheet sheet, int row, int column, @Nullable String text) {
		if (text != null) {
			sheet.value(row, column, text.substring(0, Math.min(LONGEST_CELL, text.length())));
		}
	}

	private void pictures() throws SQLException, IOException {
		this.zip.setLevel(Deflater.NO_COMPRESSION);
		each("select h.code, p.id, p.storage_key from photo p join household h on h.id = p.household_id "
				+ "where h.unit_id in (select id from pack_unit) order by h.code, p.uploaded_at, p.id", (row) -> {
					String name = "photos/" + row.getString(1) + "/" + row.getString(2);
					String key = row.getString(3);
					stored(name + ".jpg", key + ".jpg");
					stored(name + ".small.jpg", key + ".small.jpg");
				});
		this.zip.setLevel(Deflater.DEFAULT_COMPRESSION);
	}

	/**
	 * Each content once, under its sum; under which names it hangs where is in the data.
	 */
	private void files() throws SQLException, IOException {
		each("select encode(sha256, 'hex') from stored_file where id in (select file_id from pack_attachment) order by 1",
				(row) -> stored("files/" + row.getString(1), FileKey.of(row.getString(1))));
	}

	/**
	 * What should be kept and is gone is named in the manifest; the rest of the pack is
	 * whole without it.
	 */
	private void stored(String name, String key) throws SQLException, IOException {
		try (InputStream kept = this.store.open(key)) {
			entry(name, kept::transferTo);
		}
		catch (NotFound gone) {
			this.missing.add(name);
		}
	}

	private void manifest(Map<String, String> about) throws SQLException, IOException {
		Map<String, Object> manifest = new LinkedHashMap<>(about);
		manifest.put("format", 1);
		manifest.put("rows", this.counts);
		manifest.put("files", this.sums.size());
		manifest.put("missing", this.missing);
		entry("manifest.json",
				(out) -> out.write(this.json.writerWithDefaultPrettyPrinter()
					.writeValueAsString(manifest)
					.getBytes(StandardCharsets.UTF_8)));
		StringBuilder all = new StringBuilder();
		this.sums.forEach((name, sum) -> all.append(sum).append("  ").append(name).append('\n'));
		entry("SHA256SUMS", (out) -> out.write(all.toString().getBytes(StandardCharsets.UTF_8)));
	}

	private void entry(String name, Body body) throws SQLException, IOException {
		MessageDigest digest = sha256();
		this.zip.putNextEntry(new ZipEntry(name));
		OutputStream open = new FilterOutputStream(this.zip) {

			@Override
			public void write(byte[] bytes, int from, int length) throws IOException {
				this.out.write(bytes, from, length);
			}

			@Override
			public void close() throws IOException {
				flush(); // the pack goes on
			}
		};
		body.write(new DigestOutputStream(open, digest));
		this.zip.closeEntry();
		this.sums.put(name, HexFormat.of().formatHex(digest.digest()));
	}

	private void each(String query, RowTaker taker) throws SQLException, IOException {
		try (PreparedStatement statement = this.connection.prepareStatement(query)) {
			statement.setFetchSize(FETCH);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					taker.take(rows);
				}
			}
		}
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface Body {

		void write(OutputStream out) throws SQLException, IOException;

	}

	private interface RowTaker {

		void take(ResultSet row) throws SQLException, IOException;

	}

}
