package vn.maiam.shared;

import java.util.List;

/**
 * A module's answer to "what do you hold on me": each module that keeps something about a
 * person says it in its own words, and the answers together are one document.
 */
public interface PersonalData {

	/** What this module holds about the subject, in Vietnamese; empty when nothing. */
	List<Part> about(SubjectRef subject);

	/**
	 * Whether the person present may be given all that is held about the subject; asked
	 * of the module whose subject it is.
	 */
	default boolean mayTell(SubjectRef subject) {
		return false;
	}

	/**
	 * A heading and what stands under it, a line each.
	 *
	 * @param order small numbers come first
	 */
	record Part(int order, String heading, List<String> lines) {
	}

}
