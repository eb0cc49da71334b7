package vn.maiam.discussion;

import java.util.List;

import vn.maiam.shared.SubjectCard;

/** Where people were called by name. */
public interface Calls {

	/** Posts that call the person present and were neither answered nor given a sign. */
	List<SubjectCard> waiting(int most);

}
