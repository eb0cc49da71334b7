package vn.maiam.household.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes the ledger and keeps what it had come to: for good at the end of a day and at a
 * cut-off, and each quarter of an hour for as long as there is nothing later, so that
 * whoever asks for figures has few lines to add.
 */
@Component
class LedgerClosing {

	private static final long QUARTER_SECONDS = Duration.ofMinutes(15).toSeconds();

	private final JdbcClient jdbc;

	private final TransactionTemplate own;

	private final Clock clock;

	LedgerClosing(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
		this.jdbc = jdbc;
		this.own = new TransactionTemplate(transactions);
		this.clock = clock;
	}

	/**
	 * Closes a day or a week; to be called outside of a transaction.
	 * @return whether it is closed; not when somebody went on writing for too long
	 */
	boolean close(Instant until) {
		boolean closed = this.jdbc.sql("select closed_until >= ? from ledger_closing")
			.param(Timestamp.from(until))
			.query(Boolean.class)
			.single();
		try {
			if (!closed) {
				call("select close_ledger(?)", until);
			}
			fold(until);
			return true;
		}
		catch (ConcurrencyFailureException busy) {
			return false;
		}
	}

	/**
	 * Of the running day. Where somebody is writing at this instant, the next tick does
	 * it.
	 */
	@Scheduled(fixedDelay = 20_000)
	void keepUp() {
		Instant until = Instant
			.ofEpochSecond(this.clock.instant().getEpochSecond() / QUARTER_SECONDS * QUARTER_SECONDS);
		Timestamp moment = Timestamp.from(until);
		boolean behind = this.jdbc.sql("select max(at) < ? from ledger_fold")
			.param(moment)
			.query(Boolean.class)
			.single();
		if (behind && this.jdbc.sql("select try_close_ledger(?)").param(moment).query(Boolean.class).single()) {
			call("select fold_ledger(?, true)", until);
			call("select count_ledger(?)", until);
		}
	}

	/**
	 * Keeps the sums of all days that have become final and of the moment itself, each in
	 * a transaction of its own.
	 */
	private void fold(Instant until) {
		this.jdbc
			.sql("""
					select distinct (date_trunc('day', t.recorded_at at time zone 'Asia/Ho_Chi_Minh') + interval '1 day') at time zone 'Asia/Ho_Chi_Minh' as moment
					from (select recorded_at from household_tally union all select recorded_at from funding_tally) t
					where t.recorded_at >= (select max(at) from ledger_fold where not passing) and t.recorded_at < :until order by 1""")
			.param("until", Timestamp.from(until))
			.query((row, number) -> row.getTimestamp(1).toInstant())
			.list()
			.stream()
			.map((day) -> day.isBefore(until) ? day : until)
			.distinct()
			.forEach((moment) -> call("select fold_ledger(?)", moment));
		call("select count_ledger(?)", until);
	}

	private void call(String function, Instant moment) {
		this.own.executeWithoutResult((status) -> this.jdbc.sql(function).param(Timestamp.from(moment)).query((row) -> {
		}));
	}

}
