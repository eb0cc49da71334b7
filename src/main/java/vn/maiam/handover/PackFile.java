package vn.maiam.handover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vn.maiam.handover.PackLoader.PackRefused;

/** A pack as it lies there: its files, its sums and what its manifest says. */
final class PackFile implements AutoCloseable {

	private static final String SUMS = "SHA256SUMS";

	/** Hexadecimal digits of a sum, then two spaces. */
	private static final int SUM = 64;

	private final ZipFile zip;

	private final Set<String> missing = new HashSet<>();

	PackFile(Path file) throws IOException {
		this.zip = new ZipFile(file.toFile());
	}

	/** Reads the manifest; to be trusted once no sum is bad. */
	JsonNode manifest(JsonMapper json) throws IOException {
		try (InputStream in = open("manifest.json")) {
			JsonNode manifest = json.readTree(in);
			manifest.path("missing").forEach((name) -> this.missing.add(name.asString()));
			return manifest;
		}
	}

	/** Whether something stands under that name. */
	boolean holds(String name) {
		return this.zip.getEntry(name) != null;
	}

	/** Whether the manifest says that this was gone already when the pack was made. */
	boolean isMissing(String name) {
		return this.missing.contains(name);
	}

	/** What stands under that name; refused when it is not there. */
	InputStream open(String name) throws IOException {
		ZipEntry entry = this.zip.getEntry(name);
		if (entry == null) {
			throw new PackRefused("missing: " + name);
		}
		return this.zip.getInputStream(entry);
	}

	/**
	 * The first file whose sum is not the one that was written down, or that was not
	 * written down at all.
	 */
	@Nullable String firstBadSum() throws IOException {
		Map<String, String> sums = new HashMap<>();
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(SUMS), StandardCharsets.UTF_8))) {
			lines.lines().forEach((line) -> sums.put(line.substring(SUM + 2), line.substring(0, SUM)));
		}
		for (ZipEntry entry : this.zip.stream().toList()) {
			if (SUMS.equals(entry.getName())) {
				continue;
			}
			MessageDigest digest = PackWriter.sha256();
			try (InputStream in = new DigestInputStream(this.zip.getInputStream(entry), digest)) {
				in.transferTo(OutputStream.nullOutputStream());
			}
			if (!HexFormat.of().formatHex(digest.digest()).equals(sums.remove(entry.getName()))) {
				return entry.getName();
			}
		}
		return sums.isEmpty() ? null : sums.keySet().iterator().next();
	}

	@Override
	public void close() throws IOException {
		this.zip.close();
	}

}
