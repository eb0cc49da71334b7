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
import vn.maiam.notification.domain.NoticeSettings.Quiet;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/**
 * Writes notices, and with them what must go out, in the transaction of what they tell
 * of: both are there, or neither. As long as a notice is unread the same matter counts up
 * instead of coming again.
 */
@Component
class Notices {

	private static final LocalTime DIGEST_AT = LocalTime.of(7, 0);

	private static final String TELL = """
			with told as (
				insert into notice (account_id, kind, subject_kind, subject_id, arguments, first_at, last_at)
				select distinct w.account_id, :kind, :subjectKind, :subjectId, :arguments::text[], :now::timestamptz, :now::timestamptz
				from (%s) w join user_account u on u.id = w.account_id and u.locked_at is null
				where w.account_id is distinct from :self::uuid order by 1
				on conflict (account_id, kind, subject_kind, subject_id) where read_at is null do update
					set count = notice.count + 1, last_at = excluded.last_at, arguments = excluded.arguments
				returning id, account_id, count),
			due as (
				select t.id, t.account_id, a.email, w.mail, w.push, case when not :always and in_quiet_hours(:local::time, w.quiet_from, w.quiet_to)
					then next_at(:now::timestamptz, w.quiet_to) else :now::timestamptz end as awake
				from told t join user_account a on a.id = t.account_id
				left join notice_preference p on p.account_id = t.account_id and p.kind = :kind
				left join notice_quiet q on q.account_id = t.account_id
				cross join lateral (select case when :always then 'NOW' else coalesce(p.mail, :mail) end as mail, :always or coalesce(p.push, :push) as push,
					coalesce(q.quiet_from, :quietFrom::time) as quiet_from, coalesce(q.quiet_to, :quietTo::time) as quiet_to) w
				where t.count = 1 or :insists and not exists (select 1 from notice_delivery o where o.notice_id = t.id and o.state = 'WAITING'))
			insert into notice_delivery (id, account_id, notice_id, channel, state, not_before)
			select gen_random_uuid(), account_id, id, case when mail = 'NOW' then 'MAIL' else 'DIGEST' end, 'WAITING',
				case when mail = 'NOW' then awake else :digest::timestamptz end
			from due where :mailing and email is not null and mail <> 'OFF'
			union all
			select gen_random_uuid(), account_id, id, 'PUSH', 'WAITING', awake
			from due where push and exists (select 1 from push_device d where d.account_id = due.account_id)
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
			.param("push", kind.isPushed())
			.param("mailing", this.mailing)
			.param("local", here.toLocalTime().toString())
			.param("digest", Timestamp.from((digest.isAfter(here) ? digest : digest.plusDays(1)).toInstant()))
			.param("quietFrom", Quiet.USUAL.quietFrom().toString())
			.param("quietTo", Quiet.USUAL.quietTo().toString())
			.update();
	}

}
