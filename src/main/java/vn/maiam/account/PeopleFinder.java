package vn.maiam.account;

import java.util.List;

import vn.maiam.shared.UserId;

/**
 * Finds people by what is typed: those of the own units, of all below and of those above.
 */
public interface PeopleFinder {

	/**
	 * People whose name or user name has all the words, without regard to marks.
	 * @param most 1–50
	 */
	List<Hit> find(String words, int most);

	/**
	 * The one person that is meant by a user name or a full name.
	 * @throws vn.maiam.shared.Refused when there is none, or more than one
	 */
	Hit require(String typed);

	/** A person as a choice. */
	record Hit(UserId id, String username, String fullName, String about) {
	}

}
