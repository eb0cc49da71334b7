package vn.maiam.account.domain;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.shared.Installation;
import vn.maiam.shared.Seal;
import vn.maiam.shared.UserId;

/**
 * One-time codes that open an account to its owner: on a slip of paper or in a letter.
 * Twelve letters and digits without look-alikes, 60 bits; only their fingerprint is kept.
 */
@Component
class AccessCodes {

	private static final String SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

	private static final int LENGTH = 12;

	private final JdbcClient jdbc;

	private final Seal seal;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	AccessCodes(JdbcClient jdbc, Installation installation, Clock clock) {
		this.jdbc = jdbc;
		this.seal = new Seal(installation, "access-code");
		this.clock = clock;
	}

	/** A code on a slip: the former ones are worthless from now on. */
	@Transactional
	Issued issue(UserId account, UserId by, Duration goodFor) {
		revoke(account);
		return add(account, by, goodFor);
	}

	/**
	 * A code in a letter, which anybody may have asked for: whatever slip its owner has
	 * stays good beside it until one of them is used.
	 */
	@Transactional
	Issued add(UserId account, UserId by, Duration goodFor) {
		StringBuilder code = new StringBuilder();
		this.random.ints(LENGTH, 0, SIGNS.length()).forEach((at) -> code.append(SIGNS.charAt(at)));
		Instant until = this.clock.instant().plus(goodFor);
		this.jdbc.sql(
				"insert into access_code (code_hash, account_id, created_at, created_by, valid_until) values (?, ?, ?, ?, ?)")
			.params(hash(code.toString()), account.value(), Timestamp.from(this.clock.instant()), by.value(),
					Timestamp.from(until))
			.update();
		return new Issued(code.toString(), until);
	}

	@Transactional
	void revoke(UserId account) {
		this.jdbc.sql("update access_code set used_at = ? where account_id = ? and used_at is null")
			.params(Timestamp.from(this.clock.instant()), account.value())
			.update();
	}

	/** Who made the codes of the account that are still good. */
	List<UserId> makers(UserId account) {
		return this.jdbc.sql(
				"select distinct created_by from access_code where account_id = ? and used_at is null and valid_until > ?")
			.params(account.value(), Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.list()
			.stream()
			.map(UserId::new)
			.toList();
	}

	/** The codes of the account that this person has made are worthless. */
	@Transactional
	void revokeOf(UserId account, UserId maker) {
		this.jdbc.sql("update access_code set used_at = ? where account_id = ? and created_by = ? and used_at is null")
			.params(Timestamp.from(this.clock.instant()), account.value(), maker.value())
			.update();
	}

	/** What somebody has made who may make none any more is worthless. */
	@Transactional
	void revokeMadeBy(UserId maker) {
		this.jdbc.sql(
				"update access_code set used_at = ? where created_by = ? and account_id <> created_by and used_at is null")
			.params(Timestamp.from(this.clock.instant()), maker.value())
			.update();
	}

	/** Whose code it is, if it is still good. */
	Optional<UserId> owner(String typed) {
		return this.jdbc
			.sql("select account_id from access_code where code_hash = ? and used_at is null and valid_until > ?")
			.params(hash(tidy(typed)), Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.optional()
			.map(UserId::new);
	}

	/** Who made it. */
	Optional<UserId> maker(String typed) {
		return this.jdbc.sql("select created_by from access_code where code_hash = ?")
			.param(hash(tidy(typed)))
			.query(UUID.class)
			.optional()
			.map(UserId::new);
	}

	/** Uses the code up; false when it was not good any more. */
	@Transactional
	boolean use(String typed) {
		Timestamp now = Timestamp.from(this.clock.instant());
		return this.jdbc
			.sql("update access_code set used_at = ? where code_hash = ? and used_at is null and valid_until > ?")
			.params(now, hash(tidy(typed)), now)
			.update() == 1;
	}

	static String tidy(String typed) {
		return typed.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
	}

	private byte[] hash(String code) {
		return this.seal.fingerprint(code);
	}

	/** A code in clear, shown or printed once. */
	record Issued(String code, Instant validUntil) {

		/** In groups of four, as it is read out. */
		String grouped() {
			return this.code.replaceAll("(.{4})(?!$)", "$1-");
		}

		@Override
		public String toString() {
			return "Issued[until " + this.validUntil + "]";
		}
	}

}
