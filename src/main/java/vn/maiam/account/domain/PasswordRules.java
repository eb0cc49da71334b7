package vn.maiam.account.domain;

import java.util.Locale;
import java.util.Set;

import vn.maiam.shared.Refused;

/**
 * Length over rules: ten characters or more, not the user name, not one of the first that
 * anybody would try.
 */
final class PasswordRules {

	static final int SHORTEST = 10;

	/** bcrypt reads no more than 72 bytes. */
	static final int LONGEST_BYTES = 72;

	private static final Set<String> OBVIOUS = Set.of("1234567890", "0123456789", "0987654321", "123456789a",
			"1111111111", "matkhau123", "matkhau1234", "password123", "thainguyen", "thainguyen1", "thainguyen20",
			"xoanhatam123", "abcd123456", "qwertyuiop", "anhyeuem123", "vietnam123", "vietnam1945");

	private PasswordRules() {
	}

	static void check(String password, String username) {
		if (password.length() < SHORTEST) {
			throw new Refused("account.refused.password-short", SHORTEST);
		}
		if (password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_BYTES) {
			throw new Refused("account.refused.password-long", LONGEST_BYTES);
		}
		String small = password.toLowerCase(Locale.ROOT);
		if (OBVIOUS.contains(small) || small.contains(username)) {
			throw new Refused("account.refused.password-obvious");
		}
	}

}
