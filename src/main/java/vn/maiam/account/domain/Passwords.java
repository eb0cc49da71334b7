package vn.maiam.account.domain;

import java.security.SecureRandom;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes and compares passwords. */
@Component
class Passwords {

	private final PasswordEncoder encoder;

	private volatile @Nullable String unusable;

	Passwords(PasswordEncoder encoder) {
		this.encoder = encoder;
	}

	String hash(String password) {
		String hash = this.encoder.encode(password);
		if (hash == null) {
			throw new IllegalStateException("no hash was made");
		}
		return hash;
	}

	/**
	 * The hash of a password that nobody knows: who was invited and has not come yet is
	 * refused as slowly as everybody else.
	 */
	String unusableHash() {
		String hash = this.unusable;
		if (hash == null) {
			byte[] random = new byte[24];
			new SecureRandom().nextBytes(random);
			hash = hash(HexFormat.of().formatHex(random));
			this.unusable = hash;
		}
		return hash;
	}

	boolean matches(String typed, String hash) {
		return this.encoder.matches(typed, hash);
	}

}
