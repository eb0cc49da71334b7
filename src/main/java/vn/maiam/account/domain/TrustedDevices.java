package vn.maiam.account.domain;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.domain.AccountReader.Policy;
import vn.maiam.shared.Installation;
import vn.maiam.shared.Seal;
import vn.maiam.shared.UserId;

/**
 * Devices that showed the second factor once and need not show it again for some days.
 */
@Service
@Transactional(readOnly = true)
public class TrustedDevices {

	private final JdbcClient jdbc;

	private final AccountReader accounts;

	private final Seal seal;

	private final String cookie;

	private final boolean secure;

	private final Clock clock;

	TrustedDevices(JdbcClient jdbc, AccountReader accounts, Installation installation, Clock clock) {
		this.jdbc = jdbc;
		this.accounts = accounts;
		this.seal = new Seal(installation, "trusted-device");
		this.cookie = installation.cookie("maiam-device");
		this.secure = installation.isSecure();
		this.clock = clock;
	}

	/** For how many days this account may trust a device; 0 for never. */
	public int days(Account self) {
		return this.accounts.find(self.getUsername()).map((present) -> present.policy().trustedDays()).orElse(0);
	}

	/** Trusts the device that gets this cookie. */
	@Transactional
	public ResponseCookie trust(Account self, String agent) {
		byte[] random = new byte[24];
		new SecureRandom().nextBytes(random);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
		Duration days = Duration.ofDays(days(self));
		Instant now = this.clock.instant();
		this.jdbc.sql(
				"insert into trusted_device (id, account_id, token_hash, agent, created_at, valid_until) values (?, ?, ?, ?, ?, ?)")
			.params(UUID.randomUUID(), self.id().value(), hash(token), agent, Timestamp.from(now),
					Timestamp.from(now.plus(days)))
			.update();
		return ResponseCookie.from(this.cookie, token)
			.httpOnly(true)
			.secure(this.secure)
			.sameSite("Lax")
			.path("/")
			.maxAge(days)
			.build();
	}

	/** The devices that an account trusts now, the latest first. */
	public List<Device> of(Account self) {
		return this.jdbc.sql(
				"select id, agent, created_at, valid_until from trusted_device where account_id = ? and valid_until > ? "
						+ "order by created_at desc limit 20")
			.params(self.id().value(), now())
			.query((row, number) -> new Device(row.getObject("id", UUID.class), row.getString("agent"),
					row.getTimestamp("created_at").toInstant(), row.getTimestamp("valid_until").toInstant()))
			.list();
	}

	@Transactional
	public void forget(Account self, UUID id) {
		this.jdbc.sql("delete from trusted_device where id = ? and account_id = ?")
			.params(id, self.id().value())
			.update();
	}

	@Transactional
	void forgetAll(UserId account) {
		this.jdbc.sql("delete from trusted_device where account_id = ?").param(account.value()).update();
	}

	/**
	 * Whether the policy of today still trusts the device, however long it was promised.
	 */
	boolean trusts(UserId account, Policy policy, HttpServletRequest request) {
		Cookie[] cookies = request.getCookies();
		return cookies != null && Stream.of(cookies)
			.filter((cookie) -> this.cookie.equals(cookie.getName()))
			.anyMatch((cookie) -> this.jdbc.sql(
					"select exists (select 1 from trusted_device where account_id = ? and token_hash = ? and valid_until > ? and created_at > ?)")
				.params(account.value(), hash(cookie.getValue()), now(),
						Timestamp.from(this.clock.instant().minus(Duration.ofDays(policy.trustedDays()))))
				.query(Boolean.class)
				.single());
	}

	@Scheduled(cron = "0 23 3 * * *")
	@Transactional
	void sweep() {
		this.jdbc.sql("delete from trusted_device where valid_until < ?").param(now()).update();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	private byte[] hash(String token) {
		return this.seal.fingerprint(token);
	}

	/** A trusted device. */
	public record Device(UUID id, String agent, Instant since, Instant until) {
	}

}
