package vn.maiam.backup;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.stream.Stream;

import vn.maiam.storage.FileStore;

/**
 * The files of an installation beside its tables, each with its SHA-256. A file is never
 * changed under its key, so a second backup into the same folder brings only new ones.
 */
final class SavedFiles {

	private final FileStore store;

	private final Path folder;

	private final Path list;

	SavedFiles(FileStore store, Path folder) {
		this.store = store;
		this.folder = folder.resolve("files");
		this.list = folder.resolve("files.sha256");
	}

	/** Brings all files and answers with how many there are. */
	long out() throws IOException {
		Files.createDirectories(this.folder);
		long count = 0;
		try (Stream<String> keys = this.store.keys(); BufferedWriter sums = Files.newBufferedWriter(this.list)) {
			for (Iterator<String> each = keys.iterator(); each.hasNext(); count++) {
				String key = each.next();
				Path file = this.folder.resolve(key);
				if (!Files.exists(file)) {
					Files.createDirectories(file.getParent());
					Path part = file.resolveSibling(file.getFileName() + ".part");
					try (InputStream in = this.store.open(key)) {
						Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
					}
					Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
				}
				sums.write(sum(file) + "  " + key + "\n");
			}
		}
		return count;
	}

	/** Puts all files into the store, each only when it is what was saved. */
	long in() throws IOException {
		try (BufferedReader sums = Files.newBufferedReader(this.list)) {
			long count = 0;
			for (String line = sums.readLine(); line != null; line = sums.readLine(), count++) {
				put(line);
			}
			return count;
		}
	}

	private void put(String line) throws IOException {
		int gap = line.indexOf("  ");
		String key = line.substring(gap + 2);
		Path file = this.folder.resolve(key);
		if (!sum(file).equals(line.substring(0, gap))) {
			throw new IllegalStateException("file " + key + " is not what was saved");
		}
		this.store.put(key, file);
	}

	private static String sum(Path file) throws IOException {
		try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file),
				MessageDigest.getInstance("SHA-256"))) {
			in.transferTo(OutputStream.nullOutputStream());
			return HexFormat.of().formatHex(in.getMessageDigest().digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
