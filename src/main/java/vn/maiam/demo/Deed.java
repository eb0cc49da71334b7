package vn.maiam.demo;

import java.time.Instant;

/**
 * Something that somebody does at a moment of the demonstration's past.
 *
 * @param local whether it concerns that person's own district only, so that districts may
 * do theirs side by side
 */
record Deed(Instant at, String username, boolean local, Runnable act) {

	Deed(Instant at, String username, Runnable act) {
		this(at, username, false, act);
	}

}
