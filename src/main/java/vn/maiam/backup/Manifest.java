package vn.maiam.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

import vn.maiam.shared.Unready;

/**
 * What a backup holds; written last, so a folder without one is no backup.
 *
 * @param schema the newest migration of the database it was taken from
 * @param takenAt the moment whose state it is
 * @param secret fingerprint of the secret that its sealed ids open with
 * @param tables in the order of filling
 * @param partitions tables that are parts of others, with their bounds as SQL
 * @param sequences the next value of each
 */
record Manifest(String schema, Instant takenAt, String secret, List<Table> tables, List<Partition> partitions,
		Map<String, Long> sequences, long files) {

	private static final String NAME = "manifest.json";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static Manifest read(Path folder) throws IOException {
		Path file = folder.resolve(NAME);
		if (!Files.exists(file)) {
			throw new Unready(folder + " không phải là bản sao lưu. It is no backup, or one that was not finished.",
					"Chọn thư mục có " + NAME + ". Choose a folder that has this file.");
		}
		return JSON.readValue(file, Manifest.class);
	}

	Manifest withFiles(long count) {
		return new Manifest(this.schema, this.takenAt, this.secret, this.tables, this.partitions, this.sequences,
				count);
	}

	/**
	 * Makes the tables that were just written, and this, the backup of the folder.
	 * Between the two steps the folder is no backup rather than a mixed one.
	 */
	void replace(Path folder) throws IOException {
		Path next = folder.resolve(NAME + ".new");
		Files.writeString(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
		Files.deleteIfExists(folder.resolve(NAME));
		FileSystemUtils.deleteRecursively(folder.resolve(Dump.TABLES));
		Files.move(folder.resolve(Dump.NEXT), folder.resolve(Dump.TABLES));
		Files.move(next, folder.resolve(NAME));
	}

	long rows() {
		return this.tables.stream().mapToLong(Table::rows).sum();
	}

	/**
	 * A table and what must come out of it again.
	 *
	 * @param digest a sum over hashes of all rows, whatever their order
	 */
	record Table(String name, String columns, long rows, String digest) {
	}

	record Partition(String name, String of, String bound) {
	}

}
