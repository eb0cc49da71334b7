package vn.maiam.shared;

import java.io.Serializable;

/** Refused until the caller is given a further right: 403 with the reason. */
public class RightWanted extends Refused {

	private static final long serialVersionUID = 1;

	public RightWanted(String key, Serializable... arguments) {
		super(key, arguments);
	}

}
