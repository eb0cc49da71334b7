package vn.maiam.shared;

import java.io.Serializable;
import java.util.List;

/**
 * A rule of the field says no. Carries the message key and its arguments, so that the
 * form it came from can say why in the reader's language.
 */
public class Refused extends RuntimeException {

	private final String key;

	private final List<? extends Serializable> arguments;

	public Refused(String key, Serializable... arguments) {
		super(key);
		this.key = key;
		this.arguments = List.of(arguments);
	}

	public String key() {
		return this.key;
	}

	public Object[] arguments() {
		return this.arguments.toArray();
	}

}
