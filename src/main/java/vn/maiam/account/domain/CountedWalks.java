package vn.maiam.account.domain;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.ListWalks;
import vn.maiam.shared.RightWanted;

/** Kept in the database, so that it holds over several instances. */
@Component
class CountedWalks implements ListWalks {

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final Clock clock;

	CountedWalks(JdbcClient jdbc, CurrentAccount current, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.clock = clock;
	}

	@Override
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public int count(String list, Collection<?> lines, int most) {
		if (lines.isEmpty()) {
			return UNBOUNDED;
		}
		int today = this.jdbc.sql("""
				insert into list_walk (account_id, list, day, seen) values (:reader, :list, :day, :lines)
				on conflict (account_id, list, day) do update set seen =
					(select array_agg(distinct line) from unnest(list_walk.seen || excluded.seen) line)
				returning rows + cardinality(seen)""")
			.param("reader", this.current.require().id().value())
			.param("list", list)
			.param("day", LocalDate.now(this.clock))
			.param("lines", lines.stream().map(String::valueOf).toArray(String[]::new))
			.query(Integer.class)
			.single();
		if (today > most) {
			throw new RightWanted("account.refused.walk", most);
		}
		return most - today;
	}

	@Scheduled(cron = "0 21 3 * * *")
	@Transactional
	void sweep() {
		this.jdbc.sql("delete from list_walk where day < ?").param(LocalDate.now(this.clock).minusDays(7)).update();
	}

}
