package vn.maiam.account;

/** What still stands between signing in and working. */
public enum EntryStep {

	/** The second factor that the account has. */
	SHOW_SECOND_FACTOR("/login/second"),
	/** A second factor that the account's role asks for and that it has not yet. */
	SET_UP_SECOND_FACTOR("/account/second-factor");

	private final String path;

	EntryStep(String path) {
		this.path = path;
	}

	public String path() {
		return this.path;
	}

}
