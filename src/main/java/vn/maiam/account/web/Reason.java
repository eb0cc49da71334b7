package vn.maiam.account.web;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.Refused;

/** Why somebody does a dangerous thing: never empty. */
final class Reason {

	private static final int LONGEST = 500;

	private Reason() {
	}

	static String of(@Nullable String typed) {
		if (typed == null || typed.isBlank() || typed.length() > LONGEST) {
			throw new Refused("account.refused.reason");
		}
		return typed.strip();
	}

}
