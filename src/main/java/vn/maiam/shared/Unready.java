package vn.maiam.shared;

/**
 * The installation cannot start as it is set up. Says what is wrong and what to do, in
 * Vietnamese and English, since no page can be shown yet.
 */
public class Unready extends RuntimeException {

	private final String advice;

	public Unready(String what, String advice) {
		super(what);
		this.advice = advice;
	}

	/** What to do about it. */
	public String advice() {
		return this.advice;
	}

}
