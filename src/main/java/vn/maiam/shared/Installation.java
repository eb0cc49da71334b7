package vn.maiam.shared;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an installation is told from outside: its secret, from which all keys are derived,
 * where pictures are kept and the address people type. Losing the secret means losing the
 * full ids; it is not in the database and belongs in the backup's safe.
 *
 * @param secret at least 32 characters
 * @param secretFile where it is read from when it is not given; made on the first start
 * of a trial installation
 * @param storageFolder where pictures are kept, outside the web root
 * @param address as people type it, as {@code https://maiam.example.vn}; printed on slips
 * and what passkeys are bound to
 */
@ConfigurationProperties("maiam")
public record Installation(@Nullable String secret, @Nullable Path secretFile, Path storageFolder, URI address) {

	private static final int SHORTEST = 32;

	public SecretKeySpec key() {
		String text = (this.secret != null && !this.secret.isBlank()) ? this.secret : readFile();
		if (text.length() < SHORTEST) {
			throw new Unready("Khóa bí mật quá ngắn. The secret is too short.", "Đặt MAIAM_SECRET ít nhất " + SHORTEST
					+ " ký tự. Set MAIAM_SECRET to at least " + SHORTEST + " characters.");
		}
		return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
	}

	/**
	 * The address as browsers name where a page comes from: scheme, host and port if it
	 * is not the usual one.
	 */
	public String origin() {
		int port = this.address.getPort();
		return this.address.getScheme() + "://" + this.address.getHost() + ((port >= 0) ? ":" + port : "");
	}

	/** Whether people reach it by TLS. */
	public boolean isSecure() {
		return "https".equals(this.address.getScheme());
	}

	/**
	 * The name of a cookie: over TLS one that neither a page without it nor another host
	 * of the same domain can set.
	 */
	public String cookie(String name) {
		return isSecure() ? "__Host-" + name : name;
	}

	private String readFile() {
		Path file = this.secretFile;
		if (file == null) {
			throw new Unready("Chưa đặt khóa bí mật. There is no secret.",
					"Đặt MAIAM_SECRET (ít nhất 32 ký tự) hoặc MAIAM_SECRET_FILE, xem README. Set one of them, see the README.");
		}
		try {
			if (!Files.exists(file)) {
				make(file);
			}
			return Files.readString(file).strip();
		}
		catch (IOException ex) {
			throw new IllegalStateException("the secret cannot be read from " + file, ex);
		}
	}

	private static void make(Path file) throws IOException {
		byte[] random = new byte[48];
		new SecureRandom().nextBytes(random);
		Files.createDirectories(file.toAbsolutePath().getParent());
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, Base64.getEncoder().encodeToString(random));
	}

	@Override
	public String toString() {
		return "Installation[]";
	}

}
