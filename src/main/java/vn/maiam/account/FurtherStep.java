package vn.maiam.account;

import org.springframework.security.access.AccessDeniedException;

/** Refused until a further step of signing in is taken at the given path. */
public class FurtherStep extends AccessDeniedException {

	private static final long serialVersionUID = 1;

	private final String path;

	public FurtherStep(String path) {
		super("further step: " + path);
		this.path = path;
	}

	public String path() {
		return this.path;
	}

}
