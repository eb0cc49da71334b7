package vn.maiam.backup;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.NotFound;
import vn.maiam.shared.Unready;
import vn.maiam.storage.FileStore;

/**
 * The files of an installation beside its tables, each with the SHA-256 that it had when
 * it was brought. A file is never changed under its key, so a second backup into the same
 * folder brings only new ones, and those whose copy is no longer what was brought.
 */
final class SavedFiles {

	private static final String LIST = "files.sha256";

	private final FileStore store;

	private final Path folder;

	private final Path files;

	SavedFiles(FileStore store, Path folder) {
		this.store = store;
		this.folder = folder;
		this.files = folder.resolve("files");
	}

	/**
	 * Brings all files and writes their list beside the one before.
	 * @return how many there are
	 */
	long out() throws IOException {
		Map<String, String> before = sums();
		Files.createDirectories(this.files);
		long count = 0;
		try (Stream<String> keys = this.store.keys();
				BufferedWriter list = Files.newBufferedWriter(this.folder.resolve(LIST + ".new"))) {
			for (Iterator<String> each = keys.iterator(); each.hasNext();) {
				String key = each.next();
				String sum = before.get(key);
				Path file = this.files.resolve(key);
				if (sum == null || !Files.exists(file) || !sum(file).equals(sum)) {
					sum = bring(key, file);
				}
				if (sum != null) {
					list.write(sum + "  " + key + "\n");
					count++;
				}
			}
		}
		return count;
	}

	/** The list that was just written becomes the list. */
	void keep() throws IOException {
		Files.move(this.folder.resolve(LIST + ".new"), this.folder.resolve(LIST), StandardCopyOption.REPLACE_EXISTING);
	}

	/** Puts all files into the store, each only when it is what was brought. */
	long in() throws IOException {
		Map<String, String> sums = sums();
		for (Map.Entry<String, String> file : sums.entrySet()) {
			Path copy = this.files.resolve(file.getKey()).normalize();
			if (!copy.startsWith(this.files) || !Files.exists(copy) || !sum(copy).equals(file.getValue())) {
				throw new Unready(
						"Tệp " + file.getKey() + " trong bản sao lưu bị mất hoặc hỏng. The file is missing or damaged.",
						"Dùng bản sao lưu khác. Use another backup.");
			}
			this.store.put(file.getKey(), copy);
		}
		return sums.size();
	}

	private Map<String, String> sums() throws IOException {
		Map<String, String> sums = new LinkedHashMap<>();
		Path list = this.folder.resolve(LIST);
		if (Files.exists(list)) {
			for (String line : Files.readAllLines(list)) {
				int gap = line.indexOf("  ");
				sums.put(line.substring(gap + 2), line.substring(0, gap));
			}
		}
		return sums;
	}

	/** The sum of what came; null when it was thrown away before it could be read. */
	private @Nullable String bring(String key, Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Path part = file.resolveSibling(file.getFileName() + ".part");
		String sum;
		try (DigestInputStream in = new DigestInputStream(this.store.open(key), digest())) {
			Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
			sum = HexFormat.of().formatHex(in.getMessageDigest().digest());
		}
		catch (NotFound gone) {
			return null;
		}
		try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
		Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
		return sum;
	}

	private static String sum(Path file) throws IOException {
		try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest())) {
			in.transferTo(OutputStream.nullOutputStream());
			return HexFormat.of().formatHex(in.getMessageDigest().digest());
		}
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
