package vn.maiam.household;

import java.io.IOException;
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
 * The installation's secret, from which the keys for citizen ids are derived. Losing it
 * means losing the full ids; it is not in the database and belongs in the backup's safe.
 *
 * @param secret at least 32 characters
 * @param secretFile where it is read from when it is not given; made on the first start
 * of a trial installation
 * @param storageFolder where pictures are kept, outside the web root
 */
@ConfigurationProperties("maiam")
public record Installation(@Nullable String secret, @Nullable Path secretFile, Path storageFolder) {

	private static final int SHORTEST = 32;

	public SecretKeySpec key() {
		String text = (this.secret != null && !this.secret.isBlank()) ? this.secret : readFile();
		if (text.length() < SHORTEST) {
			throw new IllegalStateException("maiam.secret needs at least " + SHORTEST + " characters");
		}
		return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
	}

	private String readFile() {
		Path file = this.secretFile;
		if (file == null) {
			throw new IllegalStateException(
					"Chưa đặt khóa bí mật: set MAIAM_SECRET (at least 32 characters) or MAIAM_SECRET_FILE; see the README");
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
