package vn.maiam.shared;

import java.util.Collection;
import java.util.List;

/**
 * A module's answer about its own things, as the person present may see them. What is not
 * answered does not exist for that person.
 */
public interface SubjectAccess {

	/** The kind it answers for, as {@code household}. */
	String kind();

	/**
	 * Those of them that there are and that the person present may see, in one query.
	 */
	List<SubjectCard> cards(Collection<String> ids);

	/**
	 * The best finds for some words, without regard to marks and capitals.
	 * @param most 1–50
	 */
	List<SubjectCard> search(String words, int most);

}
