package vn.maiam.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps what must not be read in the database: AES-256-GCM for keeping (12 bytes of
 * nonce, then ciphertext and tag), HMAC-SHA256 as a fingerprint. Both keys are derived
 * from the installation's secret and the purpose, so that what is sealed for one purpose
 * opens for no other.
 */
public final class Seal {

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	private final SecretKeySpec cipherKey;

	private final SecretKeySpec fingerprintKey;

	private final SecureRandom random = new SecureRandom();

	public Seal(Installation installation, String purpose) {
		this.cipherKey = new SecretKeySpec(hmac(installation.key(), purpose + " cipher"), "AES");
		this.fingerprintKey = new SecretKeySpec(hmac(installation.key(), purpose + " fingerprint"), "HmacSHA256");
	}

	public byte[] seal(byte[] plain) {
		try {
			byte[] nonce = new byte[NONCE];
			this.random.nextBytes(nonce);
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, this.cipherKey, new GCMParameterSpec(TAG_BITS, nonce));
			byte[] sealed = cipher.doFinal(plain);
			return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("nothing can be sealed", ex);
		}
	}

	public byte[] open(byte[] sealed) {
		try {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(Cipher.DECRYPT_MODE, this.cipherKey, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
			return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("what was sealed cannot be opened: was the installation's secret changed?",
					ex);
		}
	}

	/** 32 bytes by which equal texts are found and nobody without the secret guesses. */
	public byte[] fingerprint(String text) {
		return hmac(this.fingerprintKey, text);
	}

	private static byte[] hmac(SecretKeySpec key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(key);
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
