package vn.maiam.committee.intake;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Uploaded lists are personal data: they are thrown away after a month. */
@Component
class ForgetMemberFiles {

	private final JdbcClient jdbc;

	private final Clock clock;

	ForgetMemberFiles(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Scheduled(cron = "0 47 3 * * *")
	@Transactional
	void sweep() {
		this.jdbc.sql("update member_import set file = null where created_at < ? and file is not null")
			.param(Timestamp.from(this.clock.instant().minus(Duration.ofDays(30))))
			.update();
	}

}
