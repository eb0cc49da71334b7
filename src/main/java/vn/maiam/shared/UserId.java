package vn.maiam.shared;

import java.io.Serializable;
import java.util.UUID;

/** Identity of an account. */
public record UserId(UUID value) implements Serializable {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
