package vn.maiam.document.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

import vn.maiam.document.FileKey;
import vn.maiam.shared.Refused;
import vn.maiam.storage.FileStore;

/**
 * Takes a file in: what it is is told by its content, and the same content is kept once.
 */
@Component
class FileKeeper {

	private static final Set<String> TAKEN = Set.of("application/pdf", "application/msword", "application/rtf",
			"application/vnd.ms-excel", "application/vnd.ms-powerpoint",
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
			"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
			"application/vnd.openxmlformats-officedocument.presentationml.presentation",
			"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
			"application/vnd.oasis.opendocument.presentation", "text/plain", "text/csv", "image/jpeg", "image/png",
			"image/gif", "image/webp", "image/heic", "image/tiff", "video/mp4", "audio/mpeg", "audio/mp4");

	private final FileStore store;

	private final VirusScan scan;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Tika tika = new Tika();

	FileKeeper(FileStore store, VirusScan scan, JdbcClient jdbc, Clock clock) {
		this.store = store;
		this.scan = scan;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Keeps it and gives its id; the bytes are safe before the row is written, and two
	 * people who bring the same file get the same id.
	 */
	Kept keep(MultipartFile file, String name, long unitId) {
		Path copy = null;
		try {
			copy = Files.createTempFile("mai-am-", ".tmp");
			byte[] sha256 = copy(file, copy);
			String type = this.tika.detect(copy.toFile());
			if ("text/plain".equals(type) || "application/x-tika-msoffice".equals(type)
					|| "application/x-tika-ooxml".equals(type)) {
				// a plain text is known only by its name, an Office file better with it
				try (InputStream in = Files.newInputStream(copy)) {
					type = this.tika.detect(in, name);
				}
			}
			if (!TAKEN.contains(type)) {
				throw new Refused("document.refused.type", name);
			}
			String key = FileKey.of(HexFormat.of().formatHex(sha256));
			UUID known = find(sha256);
			if (known == null) {
				this.scan.check(copy, name, key, unitId);
				this.store.put(key, copy);
				this.jdbc.sql("""
						insert into stored_file (id, sha256, size, media_type, state, stored_at)
						values (?, ?, ?, ?, 'NEW', ?) on conflict (sha256) do nothing""")
					.params(UUID.randomUUID(), sha256, Files.size(copy), type, Timestamp.from(this.clock.instant()))
					.update();
				known = find(sha256);
			}
			if (known == null) {
				throw new IllegalStateException("a file was kept and is not there");
			}
			return new Kept(known, Files.size(copy));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("a file cannot be taken in", ex);
		}
		finally {
			delete(copy);
		}
	}

	private @Nullable UUID find(byte[] sha256) {
		return this.jdbc.sql("select id from stored_file where sha256 = ?")
			.param(sha256)
			.query(UUID.class)
			.optional()
			.orElse(null);
	}

	private static byte[] copy(MultipartFile file, Path copy) throws IOException {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			try (InputStream in = file.getInputStream();
					OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
				in.transferTo(out);
			}
			return digest.digest();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void delete(@Nullable Path copy) {
		try {
			if (copy != null) {
				Files.deleteIfExists(copy);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A file that is kept, and its size in bytes. */
	record Kept(UUID id, long size) {
	}

}
