package vn.maiam.shared;

import java.io.Serializable;

/**
 * A thing as others name it: on a card, in a list of finds, at the head of a discussion.
 *
 * @param about a second line, as where a household lives
 * @param path the address of its page
 * @param unitId the unit it belongs to
 */
public record SubjectCard(SubjectRef subject, String title, String about, String path,
		long unitId) implements Serializable {
}
