package vn.maiam.account.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Guesses;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;

/** Kept in the database, so that it holds over several instances. */
@Component
class CountedGuesses implements Guesses {

	private static final Duration A_DAY = Duration.ofDays(1);

	private static final Duration KEPT = Duration.ofDays(2);

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final Clock clock;

	CountedGuesses(JdbcClient jdbc, CurrentAccount current, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.clock = clock;
	}

	@Override
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public void count(String kind, int most, Duration within) {
		UserId self = this.current.require().id();
		// many at once are not more than many in a row
		this.jdbc.sql("select pg_advisory_xact_lock(hashtext(?))").param(kind + " " + self).query().singleRow();
		require(kind, most, within);
		this.jdbc.sql("insert into guess (account_id, kind, at) values (?, ?, ?)")
			.params(self.value(), kind, Timestamp.from(this.clock.instant()))
			.update();
	}

	@Override
	@Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
	public void require(String kind, int most, Duration within) {
		long asked = this.jdbc.sql("select count(*) from guess where account_id = ? and kind = ? and at > ?")
			.params(this.current.require().id().value(), kind, ago(within))
			.query(Long.class)
			.single();
		if (asked >= most) {
			throw new Refused(
					(within.compareTo(A_DAY) < 0) ? "account.refused.asked-often" : "account.refused.asked-often-today",
					most);
		}
	}

	@Scheduled(cron = "0 19 3 * * *")
	@Transactional
	void sweep() {
		this.jdbc.sql("delete from guess where at < ?").param(ago(KEPT)).update();
	}

	private Timestamp ago(Duration age) {
		return Timestamp.from(this.clock.instant().minus(age));
	}

}
