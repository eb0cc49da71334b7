package vn.maiam.notification.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.notification.NoticeKind;
import vn.maiam.notification.NoticeKind.Mail;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/** How one wants to be told, and what could not be sent to anybody. */
@Service
@Transactional
public class NoticeSettings {

	private static final int MOST_DEAD = 200;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	NoticeSettings(CurrentAccount current, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** How each kind comes. */
	@Transactional(readOnly = true)
	public Map<NoticeKind, Ways> ways() {
		Map<NoticeKind, Ways> chosen = new EnumMap<>(NoticeKind.class);
		for (NoticeKind kind : NoticeKind.values()) {
			chosen.put(kind, new Ways(kind.mail(), kind.isPushed()));
		}
		this.jdbc.sql("select kind, mail, push from notice_preference where account_id = ?")
			.param(self())
			.query((row) -> {
				chosen.put(NoticeKind.valueOf(row.getString("kind")),
						new Ways(Mail.valueOf(row.getString("mail")), row.getBoolean("push")));
			});
		return chosen;
	}

	/** From when to when nothing but orders and security is sent. */
	@Transactional(readOnly = true)
	public Quiet quiet() {
		return this.jdbc.sql("select quiet_from, quiet_to from notice_quiet where account_id = ?")
			.param(self())
			.query(Quiet.class)
			.optional()
			.orElse(Quiet.USUAL);
	}

	public void choose(Map<NoticeKind, Ways> chosen, Quiet quiet) {
		chosen.forEach((kind, ways) -> {
			if (kind.isAlways() && (ways.mail() != kind.mail() || !ways.push())) {
				throw new Refused("notification.refused.always");
			}
			this.jdbc.sql("""
					insert into notice_preference (account_id, kind, mail, push) values (?, ?, ?, ?)
					on conflict (account_id, kind) do update set mail = excluded.mail, push = excluded.push""")
				.params(self(), kind.name(), ways.mail().name(), ways.push())
				.update();
		});
		this.jdbc
			.sql("""
					insert into notice_quiet (account_id, quiet_from, quiet_to) values (?, ?, ?)
					on conflict (account_id) do update set quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to""")
			.params(self(), quiet.quietFrom(), quiet.quietTo())
			.update();
	}

	/** Letters that were given up, the newest first. */
	@Requires(Permission.MANAGE_PROGRAMME)
	@Transactional(readOnly = true)
	public List<Dead> dead() {
		return this.jdbc.sql("""
				select d.id, a.full_name, d.channel, n.kind, d.attempts, d.last_error, d.ended_at from notice_delivery d
				join user_account a on a.id = d.account_id left join notice n on n.id = d.notice_id
				where d.state = 'DEAD' order by d.ended_at desc limit ?""").param(MOST_DEAD).query(Dead.class).list();
	}

	/** Gives all that was given up another round. */
	@Requires(Permission.MANAGE_PROGRAMME)
	public int tryAgain() {
		int again = this.jdbc.sql(
				"update notice_delivery set state = 'WAITING', attempts = 0, not_before = ?, ended_at = null where state = 'DEAD' and channel <> 'CODE'")
			.param(Timestamp.from(this.clock.instant()))
			.update();
		this.events.publishEvent(Audited
			.of(Audited.Fact.of("notification.tried-again", new SubjectRef("programme", "mail"), "mail", null)
				.with("letters", null, again)));
		return again;
	}

	private UUID self() {
		return this.current.require().id().value();
	}

	/** Whether and when something comes by mail, and whether telephones are told. */
	public record Ways(Mail mail, boolean push) {
	}

	/** Hours without mail and telephone; the same twice means none. */
	public record Quiet(LocalTime quietFrom, LocalTime quietTo) {

		/** Nobody is written to at night unless they say so. */
		public static final Quiet USUAL = new Quiet(LocalTime.of(21, 0), LocalTime.of(6, 0));

		public static final Quiet NONE = new Quiet(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

		public boolean isNone() {
			return this.quietFrom.equals(this.quietTo);
		}

	}

	/** A letter that was given up. */
	public record Dead(UUID id, String fullName, String channel, @Nullable NoticeKind kind, int attempts,
			@Nullable String lastError, Instant endedAt) {
	}

}
