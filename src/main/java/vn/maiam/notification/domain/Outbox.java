package vn.maiam.notification.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.AccountRegister;
import vn.maiam.account.CodeWanted;

/**
 * What waits to be sent. A row is locked while it is sent and marked in the same
 * transaction: whoever dies in between leaves it to the next, and no two instances hold
 * the same one. What the receiver has read in the meantime, or may no longer see, is not
 * sent.
 */
@Component
class Outbox {

	private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

	private static final int MOST_ATTEMPTS = 12;

	private static final Duration LONGEST_PAUSE = Duration.ofHours(2);

	/** Letters with a code that one account gets within an hour, whoever asks. */
	private static final int MOST_CODES = 3;

	private final NoticeReader notices;

	private final AccountRegister accounts;

	private final JdbcClient jdbc;

	private final Clock clock;

	Outbox(NoticeReader notices, AccountRegister accounts, JdbcClient jdbc, Clock clock) {
		this.notices = notices;
		this.accounts = accounts;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** A letter with a code, unless one waits or several have just gone. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	public void on(CodeWanted wanted) {
		Instant now = this.clock.instant();
		this.jdbc
			.sql("""
					insert into notice_delivery (id, account_id, channel, state, not_before)
					select gen_random_uuid(), :account, 'CODE', 'WAITING', :now
					where (select count(*) from notice_delivery where account_id = :account and channel = 'CODE'
						and (state = 'WAITING' or ended_at > :since)) < :most
						and not exists (select 1 from notice_delivery where account_id = :account and channel = 'CODE' and state = 'WAITING')""")
			.param("account", wanted.account().value())
			.param("now", Timestamp.from(now))
			.param("since", Timestamp.from(now.minus(Duration.ofHours(1))))
			.param("most", MOST_CODES)
			.update();
	}

	/**
	 * Takes what has waited longest on these channels, has it sent and notes how that
	 * went, all in one transaction.
	 */
	@Transactional
	public Outcome sendNext(List<String> channels, Carrier carrier) {
		Optional<Waiting> next = this.jdbc.sql("""
				select d.id, d.account_id, d.channel, d.attempts, a.username, a.email from notice_delivery d
				join user_account a on a.id = d.account_id
				where d.state = 'WAITING' and d.channel = any(:channels) and d.not_before <= :now
				order by d.not_before, d.id limit 1 for update of d skip locked""")
			.param("channels", channels.toArray(String[]::new))
			.param("now", Timestamp.from(this.clock.instant()))
			.query(Waiting.class)
			.optional();
		if (next.isEmpty()) {
			return Outcome.NOTHING;
		}
		Waiting waiting = next.get();
		List<UUID> together = "DIGEST".equals(waiting.channel()) ? digestOf(waiting) : List.of(waiting.id());
		try {
			end(together,
					carrier.carry(waiting,
							"CODE".equals(waiting.channel()) ? List.of() : asReader(waiting.username(), together))
									? "SENT" : "SKIPPED",
					null);
			return Outcome.DONE;
		}
		catch (Exception ex) {
			LOG.warn("a {} cannot be sent, attempt {}: {}", waiting.channel(), waiting.attempts() + 1, ex.getMessage());
			putOff(together, waiting.attempts() + 1, String.valueOf(ex.getMessage()));
			return Outcome.PUT_OFF;
		}
	}

	/** All of the receiver's digest that nobody else holds. */
	private List<UUID> digestOf(Waiting waiting) {
		return this.jdbc
			.sql("""
					select d.id from notice_delivery d where d.account_id = ? and d.channel = 'DIGEST' and d.state = 'WAITING' and d.not_before <= ?
					order by d.id for update skip locked""")
			.params(waiting.accountId(), Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.list();
	}

	/** What is still unread, as the receiver sees it at this moment. */
	private List<NoticeLine> asReader(String username, List<UUID> deliveries) {
		Account reader = this.accounts.require(username);
		SecurityContextHolder.getContext()
			.setAuthentication(
					UsernamePasswordAuthenticationToken.authenticated(reader, null, reader.getAuthorities()));
		try {
			List<NoticeLine> unread = this.jdbc
				.sql("""
						select n.id, n.kind, n.subject_kind, n.subject_id, n.arguments, n.count, n.last_at, n.read_at
						from notice n where n.read_at is null and n.id in (select d.notice_id from notice_delivery d where d.id = any(:ids::uuid[]))
						order by n.last_at desc""")
				.param("ids", strings(deliveries))
				.query(NoticeReader::line)
				.list();
			return this.notices.seen(unread).stream().filter((line) -> line.path() != null).toList();
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	private void end(List<UUID> deliveries, String state, @Nullable String error) {
		this.jdbc.sql("""
				update notice_delivery set state = :state, ended_at = :now, last_error = :error, attempts = attempts + 1
				where id = any(:ids::uuid[])""")
			.param("state", state)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("error", error)
			.param("ids", strings(deliveries))
			.update();
	}

	/**
	 * After 1, 2, 4, 8 … minutes, two hours at most; then it is for the administrators.
	 */
	private void putOff(List<UUID> deliveries, int attempts, String error) {
		if (attempts >= MOST_ATTEMPTS) {
			end(deliveries, "DEAD", error);
			return;
		}
		Duration pause = Duration.ofMinutes(1L << Math.min(attempts - 1, 7));
		Instant next = this.clock.instant().plus((pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE);
		this.jdbc
			.sql("""
					update notice_delivery set attempts = :attempts, not_before = :next, last_error = :error where id = any(:ids::uuid[])""")
			.param("attempts", attempts)
			.param("next", Timestamp.from(next))
			.param("error", error)
			.param("ids", strings(deliveries))
			.update();
	}

	private static String[] strings(List<UUID> ids) {
		return ids.stream().map(UUID::toString).toArray(String[]::new);
	}

	/** How a round went on. */
	enum Outcome {

		NOTHING, DONE, PUT_OFF

	}

	/** What waits, and for whom. */
	record Waiting(UUID id, UUID accountId, String channel, int attempts, String username, @Nullable String email) {
	}

	/** Carries something to its receiver. */
	interface Carrier {

		/**
		 * Carries what is still unread.
		 * @return false when there was nothing to carry, or nowhere to
		 */
		boolean carry(Waiting waiting, List<NoticeLine> unread) throws Exception;

	}

}
