package vn.maiam.subject;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.shared.SubjectRef;

/** Who has looked at what, for the first and for the last time. */
@Component
public class Readings {

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final Clock clock;

	Readings(JdbcClient jdbc, CurrentAccount current, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.clock = clock;
	}

	/** Notes that the person present has the thing before them. */
	@Transactional
	public void note(SubjectRef subject) {
		this.jdbc.sql("""
				insert into subject_reading (subject_kind, subject_id, account_id, first_at, last_at)
				values (:kind, :id, :account, :now, :now)
				on conflict (subject_kind, subject_id, account_id) do update set last_at = excluded.last_at""")
			.param("kind", subject.kind())
			.param("id", subject.id())
			.param("account", this.current.require().id().value())
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
	}

	/** Who has read it, the first first. */
	@Transactional(readOnly = true)
	public List<Reading> of(SubjectRef subject, int most) {
		return this.jdbc
			.sql("""
					select a.full_name, r.first_at, r.last_at from subject_reading r join user_account a on a.id = r.account_id
					where r.subject_kind = ? and r.subject_id = ? order by r.first_at, a.name_sort limit ?""")
			.params(subject.kind(), subject.id(), most)
			.query(Reading.class)
			.list();
	}

	/** A person's first and last look. */
	public record Reading(String fullName, Instant firstAt, Instant lastAt) {
	}

}
