package vn.maiam.notification.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

import vn.maiam.account.CurrentAccount;
import vn.maiam.notification.NoticeKind;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/**
 * Writes notices, and with them what must go out by mail, in the transaction of what they
 * tell of: both are there, or neither. As long as a notice is unread the same matter
 * counts up instead of coming again.
 */
@Component
class Notices {

	private static final LocalTime DIGEST_AT = LocalTime.of(7, 0);

	/** Nobody is written to at night unless they say so. */
	private static final LocalTime QUIET_FROM = LocalTime.of(21, 0);

	private static final LocalTime QUIET_TO = LocalTime.of(6, 0);

	private static final String TELL = """
			with told as (
				insert into notice (account_id, kind, subject_kind, subject_id, arguments, first_at, last_at)
				select distinct w.account_id, :kind, :subjectKind, :subjectId, :arguments::text[], :now::timestamptz, :now::timestamptz
				from (%s) w join user_account u on u.id = w.account_id and u.locked_at is null
				where w.account_id is distinct from :self::uuid order by 1
				on conflict (account_id, kind, subject_kind, subject_id) where read_at is null do update
					set count = notice.count + 1, last_at = excluded.last_at, arguments = excluded.arguments
				returning id, account_id, count)
			insert into notice_delivery (id, account_id, notice_id, channel, state, not_before)
			select gen_random_uuid(), t.account_id, t.id, case when :always or m.mail = 'NOW' then 'MAIL' else 'DIGEST' end, 'WAITING',
				case when :always then :now::timestamptz when m.mail = 'DIGEST' then :digest::timestamptz
					when in_quiet_hours(:local::time, m.quiet_from, m.quiet_to) then next_at(:now::timestamptz, m.quiet_to) else :now::timestamptz end
			from told t join user_account a on a.id = t.account_id
			left join notice_preference p on p.account_id = t.account_id and p.kind = :kind
			left join notice_quiet q on q.account_id = t.account_id
			cross join lateral (select coalesce(p.mail, :mail) as mail, coalesce(q.quiet_from, :quietFrom::time) as quiet_from,
				coalesce(q.quiet_to, :quietTo::time) as quiet_to) m
			where (t.count = 1 or :insists and not exists (select 1 from notice_delivery o where o.notice_id = t.id and o.state = 'WAITING'))
				and :mailing and a.email is not null and (:always or m.mail <> 'OFF')
			""";

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final boolean mailing;

	private final Clock clock;

	Notices(JdbcClient jdbc, CurrentAccount current, ObjectProvider<JavaMailSender> mail, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.mailing = mail.getIfAvailable() != null;
		this.clock = clock;
	}

	/**
	 * Tells everybody whom the query names, except whoever did it.
	 * @param who a query of {@code account_id}
	 * @param values the query's own parameters
	 */
	void tell(NoticeKind kind, SubjectRef subject, List<String> arguments, String who, Map<String, ?> values) {
		write(kind, subject, arguments, who, values,
				this.current.find().map((self) -> self.id().toString()).orElse(null));
	}

	/** As {@link #tell}, also whoever did it: of one's own account one is told. */
	void tellAll(NoticeKind kind, SubjectRef subject, List<String> arguments, String who, Map<String, ?> values) {
		write(kind, subject, arguments, who, values, null);
	}

	private void write(NoticeKind kind, SubjectRef subject, List<String> arguments, String who, Map<String, ?> values,
			@Nullable String self) {
		Instant now = this.clock.instant();
		ZonedDateTime here = now.atZone(Show.ZONE);
		ZonedDateTime digest = here.with(DIGEST_AT);
		this.jdbc.sql(TELL.formatted(who))
			.params(values)
			.param("kind", kind.name())
			.param("subjectKind", subject.kind())
			.param("subjectId", subject.id())
			.param("arguments", arguments.toArray(String[]::new))
			.param("now", Timestamp.from(now))
			.param("self", self)
			.param("always", kind.isAlways())
			.param("insists", kind.insists())
			.param("mail", kind.mail().name())
			.param("mailing", this.mailing)
			.param("local", here.toLocalTime().toString())
			.param("digest", Timestamp.from((digest.isAfter(here) ? digest : digest.plusDays(1)).toInstant()))
			.param("quietFrom", QUIET_FROM.toString())
			.param("quietTo", QUIET_TO.toString())
			.update();
	}

}
