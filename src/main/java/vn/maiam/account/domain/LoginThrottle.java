package vn.maiam.account.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slows guessing without giving a stranger the power to lock somebody out. Within a
 * quarter of an hour a pair of account and address may fail 5 times, an address 50 times,
 * and an account 30 times from addresses it never signed in from; its owner's own address
 * goes on working. Kept in the database, so it holds over several instances.
 */
@Component
class LoginThrottle {

	private static final Duration WINDOW = Duration.ofMinutes(15);

	private static final Duration KNOWN = Duration.ofDays(60);

	private static final int PER_PAIR = 5;

	/**
	 * From where the account has signed in before; an agency's machine may call many
	 * times at once.
	 */
	private static final int PER_KNOWN_PAIR = 20;

	private static final int PER_ADDRESS = 50;

	private static final int PER_ACCOUNT = 30;

	private final JdbcClient jdbc;

	private final Clock clock;

	LoginThrottle(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Counts the attempt as failed before the password is looked at, one attempt of a
	 * pair after the other, so that many at once are not more than many in a row.
	 * @return the attempt, to be called good afterwards; empty when it is refused
	 */
	@Transactional
	OptionalLong begin(String username, String address) {
		return begin(username, address, false);
	}

	/**
	 * As {@link #begin}, of somebody who has signed in: what strangers try outside closes
	 * nothing inside.
	 * @param deed what is to be confirmed
	 */
	@Transactional
	OptionalLong beginInside(String username, String deed) {
		return begin(username, deed + " of " + username, true);
	}

	private OptionalLong begin(String username, String address, boolean inside) {
		this.jdbc.sql("select pg_advisory_xact_lock(hashtext(?))").param(username + " " + address).query().singleRow();
		if (refuses(username, address, inside)) {
			return OptionalLong.empty();
		}
		return OptionalLong.of(this.jdbc
			.sql("insert into login_attempt (username, address, at, succeeded) values (?, ?, ?, false) returning id")
			.params(username, address, Timestamp.from(this.clock.instant()))
			.query(Long.class)
			.single());
	}

	@Transactional
	void callGood(long attempt) {
		this.jdbc.sql("update login_attempt set succeeded = true where id = ?").param(attempt).update();
	}

	private boolean refuses(String username, String address, boolean inside) {
		Failures failures = this.jdbc
			.sql("""
					select
						(select count(*) from login_attempt where username = :username and address = :address and not succeeded
							and at > greatest(:since, coalesce((select max(at) from login_attempt
								where username = :username and address = :address and succeeded), :since))) as pair,
						(select count(*) from login_attempt where address = :address and not succeeded and at > :since) as address,
						(select count(*) from login_attempt where username = :username and not succeeded and at > :since) as account,
						exists (select 1 from login_attempt
							where username = :username and address = :address and succeeded and at > :knownSince) as known""")
			.param("username", username)
			.param("address", address)
			.param("since", before(WINDOW))
			.param("knownSince", before(KNOWN))
			.query(Failures.class)
			.single();
		return failures.pair() >= (failures.known() ? PER_KNOWN_PAIR : PER_PAIR)
				|| (failures.address() >= PER_ADDRESS && !failures.known())
				|| (failures.account() >= PER_ACCOUNT && !failures.known() && !inside);
	}

	@Scheduled(cron = "0 17 3 * * *")
	@Transactional
	void sweep() {
		this.jdbc
			.sql("delete from login_attempt where (at < ? and not succeeded) or (at < ? and id not in (select max(id) "
					+ "from login_attempt where succeeded group by username))")
			.params(before(WINDOW.multipliedBy(4)), before(KNOWN))
			.update();
	}

	private Timestamp before(Duration age) {
		return Timestamp.from(Instant.now(this.clock).minus(age));
	}

	private record Failures(long pair, long address, long account, boolean known) {
	}

}
