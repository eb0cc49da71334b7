package vn.maiam.account.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.AccountRegister;
import vn.maiam.account.AccountRegister.NewAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.Role;
import vn.maiam.area.Unit;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;

/**
 * The way into an empty installation: a link, printed once in the log, good for a day and
 * for one administrator.
 */
@Component
public class FirstAdmin {

	private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);

	private static final Duration GOOD_FOR = Duration.ofDays(1);

	private final AccountRegister accounts;

	private final JdbcClient jdbc;

	private final Clock clock;

	FirstAdmin(AccountRegister accounts, JdbcClient jdbc, Clock clock) {
		this.accounts = accounts;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@EventListener
	@Transactional
	void offer(WebServerInitializedEvent started) {
		if (started.getWebServer().getPort() < 0
				|| "management".equals(started.getApplicationContext().getServerNamespace()) || hasAdmin()) {
			return;
		}
		byte[] random = new byte[24];
		new SecureRandom().nextBytes(random);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
		this.jdbc.sql("delete from first_admin_link").update();
		this.jdbc.sql("insert into first_admin_link (token_hash, created_at) values (?, ?)")
			.params(hash(token), Timestamp.from(this.clock.instant()))
			.update();
		LOG.warn(
				"Chưa có tài khoản nào. Mở liên kết một lần này để lập quản trị viên đầu tiên / no account yet, open once: "
						+ "http://localhost:{}/welcome#{}",
				started.getWebServer().getPort(), token);
	}

	/** Where somebody administers already there is no such page. */
	@Transactional(readOnly = true)
	public void requireWanted() {
		if (hasAdmin()) {
			throw new NotFound("first admin link");
		}
	}

	/** A link that was used, has aged or never was is refused in the same words. */
	@Transactional
	public void create(String token, String username, String fullName, String password, Unit unit) {
		requireWanted();
		int used = this.jdbc.sql(
				"update first_admin_link set used_at = :now where token_hash = :hash and used_at is null and created_at > :then")
			.param("now", Timestamp.from(this.clock.instant()))
			.param("hash", hash(token))
			.param("then", Timestamp.from(this.clock.instant().minus(GOOD_FOR)))
			.update();
		if (used != 1) {
			throw new Refused("account.refused.welcome");
		}
		PasswordRules.check(password, username, fullName);
		this.accounts.create(new NewAccount(username, fullName, password, new Grant(Role.ADMIN, unit)));
	}

	/**
	 * An installation that was loaded from a pack has accounts and nobody who administers
	 * it.
	 */
	private boolean hasAdmin() {
		return this.jdbc.sql("""
				select exists (select 1 from account_grant g join user_account a on a.id = g.account_id
				where g.role = 'ADMIN' and g.ended_at is null and a.locked_at is null)""")
			.query(Boolean.class)
			.single();
	}

	private static byte[] hash(String token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
