package vn.maiam.household.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.stereotype.Component;

import vn.maiam.household.Installation;

/**
 * Seals citizen ids: AES-256-GCM for keeping (12 bytes of nonce, then ciphertext and
 * tag), HMAC-SHA256 as a fingerprint by which equal ids are found. Both keys are derived
 * from the installation's secret.
 */
@Component
public class CitizenIdVault {

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	private final SecretKeySpec cipherKey;

	private final SecretKeySpec fingerprintKey;

	private final SecureRandom random = new SecureRandom();

	CitizenIdVault(Installation installation) {
		this.cipherKey = new SecretKeySpec(hmac(installation.key(), "citizen-id cipher"), "AES");
		this.fingerprintKey = new SecretKeySpec(hmac(installation.key(), "citizen-id fingerprint"), "HmacSHA256");
	}

	public byte[] seal(CitizenId id) {
		return seal(id.digits().getBytes(StandardCharsets.US_ASCII));
	}

	CitizenId open(byte[] sealed) {
		return new CitizenId(new String(unseal(sealed), StandardCharsets.US_ASCII));
	}

	/** Seals any bytes that hold citizen ids, as an uploaded workbook. */
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

	public byte[] unseal(byte[] sealed) {
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

	public byte[] fingerprint(CitizenId id) {
		return hmac(this.fingerprintKey, id.digits());
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
