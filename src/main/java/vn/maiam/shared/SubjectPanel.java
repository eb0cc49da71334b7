package vn.maiam.shared;

import java.util.Optional;

/**
 * A box on the page of somebody else's thing: what is said about it, its files, its
 * tasks. The page's own module knows none of them.
 */
public interface SubjectPanel {

	/** The box on the page of a thing that the person present sees. */
	Optional<Box> on(SubjectCard subject);

	/**
	 * A box.
	 *
	 * @param order small numbers come first
	 * @param view a template with a fragment {@code panel(box)}
	 * @param content what that fragment shows
	 */
	record Box(int order, String view, Object content) {
	}

}
