package vn.maiam.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A corner of another store, whose keys all begin alike. */
public final class PrefixedStore implements FileStore {

	private final String prefix;

	private final FileStore whole;

	public PrefixedStore(String prefix, FileStore whole) {
		this.prefix = prefix;
		this.whole = whole;
	}

	@Override
	public void put(String key, byte[] bytes) {
		this.whole.put(this.prefix + key, bytes);
	}

	@Override
	public void put(String key, Path file) {
		this.whole.put(this.prefix + key, file);
	}

	@Override
	public byte[] read(String key) {
		return this.whole.read(this.prefix + key);
	}

	@Override
	public InputStream open(String key) {
		return this.whole.open(this.prefix + key);
	}

	@Override
	public void delete(String key) {
		this.whole.delete(this.prefix + key);
	}

	@Override
	public Stream<String> keys() {
		return this.whole.keys()
			.filter((key) -> key.startsWith(this.prefix))
			.map((key) -> key.substring(this.prefix.length()));
	}

}
