package vn.maiam.account.domain;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import dev.samstevens.totp.code.CodeGenerator;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import dev.samstevens.totp.secret.DefaultSecretGenerator;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Installation;
import vn.maiam.shared.Refused;
import vn.maiam.shared.Seal;
import vn.maiam.shared.SubjectRef;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Codes of an authenticator application (TOTP, RFC 6238: six digits, thirty seconds, one
 * step of tolerance either way) and recovery codes for the day the phone is lost. Each
 * code works once; wrong ones are slowed as wrong passwords are.
 */
@Service
@Transactional(readOnly = true)
public class SecondFactors {

	private static final int SECONDS = 30;

	private static final int TOLERANCE = 1;

	private static final int RECOVERY_CODES = 10;

	private static final String RECOVERY_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

	private static final int RECOVERY_LENGTH = 10;

	private final UserAccounts accounts;

	private final LoginThrottle throttle;

	private final JdbcClient jdbc;

	private final Seal seal;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final CodeGenerator codes = new DefaultCodeGenerator();

	SecondFactors(UserAccounts accounts, LoginThrottle throttle, JdbcClient jdbc, Installation installation,
			ApplicationEventPublisher events, Clock clock) {
		this.accounts = accounts;
		this.throttle = throttle;
		this.jdbc = jdbc;
		this.seal = new Seal(installation, "second-factor");
		this.events = events;
		this.clock = clock;
	}

	/**
	 * A secret in base 32 for an authenticator application; not in use until it is
	 * {@link #confirm confirmed}.
	 */
	public String newSecret() {
		return new DefaultSecretGenerator(32).generate();
	}

	public boolean hasTotp(Account self) {
		return this.accounts.findByUsername(self.getUsername()).orElseThrow().totpSecret() != null;
	}

	public long recoveryCodesLeft(Account self) {
		return this.jdbc.sql("select count(*) from recovery_code where account_id = ? and used_at is null")
			.param(self.id().value())
			.query(Long.class)
			.single();
	}

	/**
	 * Takes the secret into use after the application has shown a right code for it.
	 * @return the recovery codes, shown this once
	 */
	@Transactional
	public List<String> confirm(Account self, String secret, String code) {
		OptionalLong step = matchingStep(secret, code, 0);
		if (step.isEmpty()) {
			throw new Refused("account.refused.code");
		}
		UserAccount account = this.accounts.findByUsername(self.getUsername()).orElseThrow();
		account.useTotp(this.seal.seal(secret.getBytes(UTF_8)), step.getAsLong(), this.clock.instant());
		this.events.publishEvent(Audited.of(fact("account.second-factor-set", self)));
		return newRecoveryCodes(self);
	}

	/** Ten fresh recovery codes; the former ones no longer work. */
	@Transactional
	public List<String> newRecoveryCodes(Account self) {
		this.events.publishEvent(Audited.of(fact("account.recovery-codes-made", self)));
		this.jdbc.sql("delete from recovery_code where account_id = ?").param(self.id().value()).update();
		SecureRandom random = new SecureRandom();
		List<String> fresh = new ArrayList<>();
		while (fresh.size() < RECOVERY_CODES) {
			StringBuilder code = new StringBuilder();
			random.ints(RECOVERY_LENGTH, 0, RECOVERY_SIGNS.length())
				.forEach((at) -> code.append(RECOVERY_SIGNS.charAt(at)));
			this.jdbc.sql("insert into recovery_code (account_id, code_hash) values (?, ?)")
				.params(self.id().value(), recoveryHash(self, code.toString()))
				.update();
			fresh.add(code.insert(RECOVERY_LENGTH / 2, '-').toString());
		}
		return fresh;
	}

	/** Takes a code of the application or a recovery code; refuses with a reason. */
	@Transactional(noRollbackFor = Refused.class)
	public void show(Account self, String typed) {
		OptionalLong counted = this.throttle.beginInside(self.getUsername(), "second factor");
		if (counted.isEmpty()) {
			throw new Refused("account.login.throttled");
		}
		if (!takeTotp(self, typed) && !takeRecovery(self, typed)) {
			this.events.publishEvent(Audited.of(fact("login.second-factor-failed", self)));
			throw new Refused("account.refused.code");
		}
		this.throttle.callGood(counted.getAsLong());
		this.events.publishEvent(Audited.of(fact("login.second-factor-shown", self)));
	}

	/**
	 * Without a second factor again; where a role asks for one, a new one is set up at
	 * once.
	 */
	@Transactional
	public void drop(Account owner) {
		UserAccount account = this.accounts.findByUsername(owner.getUsername()).orElseThrow();
		account.dropTotp();
		this.jdbc.sql("delete from recovery_code where account_id = ?").param(owner.id().value()).update();
		this.jdbc.sql("delete from trusted_device where account_id = ?").param(owner.id().value()).update();
		this.events.publishEvent(Audited.of(fact("account.second-factor-dropped", owner)));
	}

	private boolean takeTotp(Account self, String typed) {
		UserAccount account = this.accounts.lockByUsername(self.getUsername()).orElseThrow();
		byte[] sealed = account.totpSecret();
		if (sealed == null || !typed.strip().matches("\\d{3} ?\\d{3}")) {
			return false;
		}
		OptionalLong step = matchingStep(new String(this.seal.open(sealed), UTF_8), typed, account.totpLastStep());
		step.ifPresent(account::totpUsed);
		return step.isPresent();
	}

	private boolean takeRecovery(Account self, String typed) {
		String tidy = typed.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
		boolean used = this.jdbc
			.sql("update recovery_code set used_at = ? where account_id = ? and code_hash = ? and used_at is null")
			.params(Timestamp.from(this.clock.instant()), self.id().value(), recoveryHash(self, tidy))
			.update() == 1;
		if (used) {
			this.events.publishEvent(Audited.of(fact("account.recovery-code-used", self)));
		}
		return used;
	}

	private OptionalLong matchingStep(String secret, String typed, long after) {
		byte[] code = typed.replace(" ", "").getBytes(UTF_8);
		long now = this.clock.instant().getEpochSecond() / SECONDS;
		for (long step = Math.max(after + 1, now - TOLERANCE); step <= now + TOLERANCE; step++) {
			try {
				if (MessageDigest.isEqual(this.codes.generate(secret, step).getBytes(UTF_8), code)) {
					return OptionalLong.of(step);
				}
			}
			catch (CodeGenerationException ex) {
				throw new IllegalStateException("no code can be computed", ex);
			}
		}
		return OptionalLong.empty();
	}

	private byte[] recoveryHash(Account self, String code) {
		return this.seal.fingerprint(self.id() + " " + code);
	}

	private static Audited.Fact fact(String action, Account account) {
		Long unitId = account.grants().isEmpty() ? null : account.grants().get(0).unit().id();
		return Audited.Fact.of(action, new SubjectRef("account", account.getUsername()), account.fullName(), unitId);
	}

}
