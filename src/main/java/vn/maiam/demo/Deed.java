package vn.maiam.demo;

import java.time.Instant;

/** Something that somebody does at a moment of the demonstration's past. */
record Deed(Instant at, String username, Runnable act) {
}
