package vn.maiam.household.domain;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gathers what writers have left for the counts of the watch into their sums. The counts
 * are right without it; they are read quicker with it.
 */
@Component
class GatherWatch {

	private final JdbcClient jdbc;

	GatherWatch(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Scheduled(fixedDelay = 20_000)
	@Transactional
	void gather() {
		this.jdbc.sql("select gather_watch()").query((row) -> {
		});
	}

}
