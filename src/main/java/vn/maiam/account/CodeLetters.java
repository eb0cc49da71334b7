package vn.maiam.account;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

import vn.maiam.shared.UserId;

/** Makes the one-time code of a letter at the moment in which the letter is written. */
public interface CodeLetters {

	/**
	 * A fresh code, good beside those that are there until one of them is used.
	 * @return empty when the account is not to be written to any more
	 */
	Optional<Letter> write(UserId account);

	/**
	 * What the letter says.
	 *
	 * @param link where the code is typed already
	 * @param grouped the code as a person types it
	 * @param returning whether the person has been here before
	 */
	record Letter(String username, String fullName, String email, URI link, String grouped, Instant validUntil,
			boolean returning) {

		@Override
		public String toString() {
			return "Letter[" + this.username + "]";
		}
	}

}
