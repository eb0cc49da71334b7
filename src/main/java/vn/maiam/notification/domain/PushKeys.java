package vn.maiam.notification.domain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Objects;

import nl.martijndwars.webpush.Utils;
import org.bouncycastle.jce.interfaces.ECPublicKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.shared.Installation;
import vn.maiam.shared.Refused;
import vn.maiam.shared.Seal;

/**
 * The pair of keys by which push services know this installation (VAPID, RFC 8292), on
 * the curve P-256. Made once and shared by all instances; the private one is sealed.
 */
@Component
class PushKeys {

	private final Seal seal;

	private final JdbcClient jdbc;

	private final TransactionTemplate own;

	private volatile @Nullable KeyPair pair;

	PushKeys(Installation installation, JdbcClient jdbc, PlatformTransactionManager transactions) {
		this.own = new TransactionTemplate(transactions,
				new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
		this.seal = new Seal(installation, "push-key");
		this.jdbc = jdbc;
		if (java.security.Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
			java.security.Security.addProvider(new BouncyCastleProvider());
		}
	}

	/** Kept once it is certain that the database has it as well. */
	KeyPair pair() {
		KeyPair known = this.pair;
		if (known == null) {
			known = Objects.requireNonNull(this.own.execute((status) -> load()));
			this.pair = known;
		}
		return known;
	}

	private KeyPair load() {
		try {
			if (this.jdbc.sql("select count(*) from push_key").query(Long.class).single() == 0) {
				KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
				generator.initialize(new ECGenParameterSpec("secp256r1"));
				KeyPair made = generator.generateKeyPair();
				this.jdbc
					.sql("insert into push_key (public_key, private_key) values (?, ?) on conflict (one) do nothing")
					.params(made.getPublic().getEncoded(), this.seal.seal(made.getPrivate().getEncoded()))
					.update();
			}
			KeyFactory keys = KeyFactory.getInstance("EC", BouncyCastleProvider.PROVIDER_NAME);
			return this.jdbc.sql("select public_key, private_key from push_key")
				.query((row, number) -> pair(keys, row.getBytes(1), this.seal.open(row.getBytes(2))))
				.single();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("no key for push services can be made", ex);
		}
	}

	private static KeyPair pair(KeyFactory keys, byte[] publicKey, byte[] privateKey) {
		try {
			return new KeyPair(keys.generatePublic(new X509EncodedKeySpec(publicKey)),
					keys.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("the key for push services cannot be read", ex);
		}
	}

	/** A browser's key from its 65 bytes; refused when that is no point of the curve. */
	static ECPublicKey publicKey(byte[] point) {
		try {
			return (ECPublicKey) Utils.loadPublicKey(point);
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw new Refused("notification.refused.push-service");
		}
	}

	/** A public key as an uncompressed point: 4, then both coordinates. */
	static byte[] point(PublicKey key) {
		return ((ECPublicKey) key).getQ().getEncoded(false);
	}

}
