package vn.maiam.account;

/** What others offer to the present person. */
public interface Invited {

	/** How many rights wait for the person to accept or decline them. */
	int waiting();

}
