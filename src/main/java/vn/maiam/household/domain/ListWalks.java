package vn.maiam.household.domain;

import java.time.Clock;
import java.time.LocalDate;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.shared.RightWanted;
import vn.maiam.shared.UserId;

/**
 * How many lines of the list somebody without the right to export it has read today: one
 * who looks for a family reads some, one who takes the register with them reads all.
 */
@Component
class ListWalks {

	static final int MOST_A_DAY = 500;

	private final JdbcClient jdbc;

	private final Clock clock;

	ListWalks(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Transactional(propagation = Propagation.REQUIRES_NEW, noRollbackFor = RightWanted.class)
	public void count(UserId reader, int rows) {
		long today = this.jdbc.sql("""
				insert into list_walk (account_id, day, rows) values (?, ?, ?)
				on conflict (account_id, day) do update set rows = list_walk.rows + excluded.rows returning rows""")
			.params(reader.value(), LocalDate.now(this.clock), rows)
			.query(Long.class)
			.single();
		if (today > MOST_A_DAY) {
			throw new RightWanted("household.refused.walk", MOST_A_DAY);
		}
	}

	@Scheduled(cron = "0 21 3 * * *")
	@Transactional
	void sweep() {
		this.jdbc.sql("delete from list_walk where day < ?").param(LocalDate.now(this.clock).minusDays(7)).update();
	}

}
