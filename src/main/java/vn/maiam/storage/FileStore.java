package vn.maiam.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Keeps bytes under a key, as {@code ab/cdef.jpg}. What is put appears whole or not at
 * all, and stays when put has returned; putting the same key again replaces it.
 */
public interface FileStore {

	void put(String key, byte[] bytes);

	/** Keeps a copy of the file, however large, without reading it into memory. */
	void put(String key, Path file);

	/** All bytes at once; for pictures. Answers 404 when there are none. */
	byte[] read(String key);

	/** The bytes as a stream, to be closed by whoever asked. 404 when there are none. */
	InputStream open(String key);

	/** Throws the bytes away; nothing happens when there are none. */
	void delete(String key);

	/** All keys, in no order; to be closed by whoever asked. */
	Stream<String> keys();

}
