package vn.maiam.account.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.nulabinc.zxcvbn.Zxcvbn;

import vn.maiam.shared.Refused;
import vn.maiam.shared.VietnameseText;

/**
 * Length over rules: ten characters or more and not guessed among the first million
 * tries, where the owner's own names and what a Vietnamese office would think of first
 * are tried first. No signs are asked for, nothing runs out.
 */
final class PasswordRules {

	static final int SHORTEST = 10;

	/** bcrypt reads no more than 72 bytes. */
	static final int LONGEST_BYTES = 72;

	/** zxcvbn's scale from 0 to 4; 2 is more than a million guesses. */
	private static final int STRONG_ENOUGH = 2;

	private static final List<String> OBVIOUS = List.of("matkhau", "thainguyen", "vietnam", "maiam", "mai am",
			"xoanhatam", "nhatam", "nhadotnat", "banchidao", "togiupviec", "ubnd", "anhyeuem", "emyeuanh", "hanoi",
			"backan", "congan", "quocgia", "hochiminh", "doclap", "tudo", "hanhphuc", "matkhaumoi", "quantri");

	/** What is strong by then is strong; the meter takes seconds for what is longer. */
	private static final int MEASURED = 32;

	private static final Zxcvbn METER = new Zxcvbn();

	private PasswordRules() {
	}

	static void check(String password, String username, String fullName) {
		if (password.length() < SHORTEST) {
			throw new Refused("account.refused.password-short", SHORTEST);
		}
		if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
			throw new Refused("account.refused.password-long", LONGEST_BYTES);
		}
		String bareName = VietnameseText.bare(fullName);
		List<String> first = new ArrayList<>(OBVIOUS);
		first.addAll(List.of(username, bareName, bareName.replace(" ", "")));
		String bare = VietnameseText.bare(password);
		if (bare.contains(username) || METER.measure(bare.substring(0, Math.min(bare.length(), MEASURED)), first)
			.getScore() < STRONG_ENOUGH) {
			throw new Refused("account.refused.password-obvious");
		}
	}

}
