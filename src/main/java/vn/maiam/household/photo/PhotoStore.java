package vn.maiam.household.photo;

/** Where the bytes of pictures are kept. */
public interface PhotoStore {

	void put(String key, byte[] bytes);

	byte[] read(String key);

	/** Throws the bytes away; nothing happens when there are none. */
	void delete(String key);

}
