package vn.maiam.notification.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

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
import org.springframework.transaction.support.TransactionTemplate;

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

	/** Letters with a code that one account gets within a day, whoever asks. */
	private static final int MOST_CODES = 5;

	private final NoticeReader notices;

	private final AccountRegister accounts;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Outbox(NoticeReader notices, AccountRegister accounts, JdbcClient jdbc, TransactionTemplate transaction,
			Clock clock) {
		this.notices = notices;
		this.accounts = accounts;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** A letter with a code, unless one waits or several have gone this day. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	public void on(CodeWanted wanted) {
		Instant now = this.clock.instant();
		this.jdbc
			.sql("""
					insert into notice_delivery (id, account_id, channel, state, not_before)
					select gen_random_uuid(), :account, 'CODE', 'WAITING', :now
					where (select count(*) from notice_delivery where account_id = :account and channel = 'CODE' and state = 'SENT'
						and ended_at > :since) < :most
					on conflict (account_id) where channel = 'CODE' and state = 'WAITING' do nothing""")
			.param("account", wanted.account().value())
			.param("now", Timestamp.from(now))
			.param("since", Timestamp.from(now.minus(Duration.ofDays(1))))
			.param("most", MOST_CODES)
			.update();
	}

	/**
	 * Takes what has waited longest on these channels, has it sent and notes that, all in
	 * one transaction. What fails leaves nothing of itself but that it is put off.
	 */
	Outcome sendNext(List<String> channels, Carrier carrier) {
		AtomicReference<@Nullable Waiting> taken = new AtomicReference<>();
		try {
			return Objects.requireNonNull(this.transaction.execute((status) -> take(channels).map((waiting) -> {
				taken.set(waiting);
				carry(waiting, carrier);
				return Outcome.DONE;
			}).orElse(Outcome.NOTHING)));
		}
		catch (RuntimeException ex) {
			Waiting waiting = taken.get();
			if (waiting == null) {
				throw ex;
			}
			Throwable why = (ex instanceof Undelivered && ex.getCause() != null) ? ex.getCause() : ex;
			LOG.warn("a {} cannot be sent, attempt {}: {}", waiting.channel(), waiting.attempts() + 1,
					why.getMessage());
			putOff(waiting, String.valueOf(why.getMessage()));
			return Outcome.PUT_OFF;
		}
	}

	/** One person's digest is with one instance, however many parts it has. */
	private Optional<Waiting> take(List<String> channels) {
		return this.jdbc.sql("""
				select d.id, d.account_id, d.channel, d.attempts, a.username, a.email from notice_delivery d
				join user_account a on a.id = d.account_id
				where d.state = 'WAITING' and d.channel = any(:channels) and d.not_before <= :now
					and (d.channel <> 'DIGEST' or pg_try_advisory_xact_lock(hashtext('digest ' || d.account_id)))
				order by d.not_before, d.id limit 1 for update of d skip locked""")
			.param("channels", channels.toArray(String[]::new))
			.param("now", Timestamp.from(this.clock.instant()))
			.query(Waiting.class)
			.optional();
	}

	private void carry(Waiting waiting, Carrier carrier) {
		List<UUID> together = "DIGEST".equals(waiting.channel()) ? digestOf(waiting) : List.of(waiting.id());
		List<NoticeLine> unread = "CODE".equals(waiting.channel()) ? List.of() : asReader(waiting.username(), together);
		try {
			end(together, carrier.carry(waiting, unread) ? "SENT" : "SKIPPED", null);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new Undelivered(ex);
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
	private void putOff(Waiting waiting, String error) {
		int attempts = waiting.attempts() + 1;
		Instant now = this.clock.instant();
		Duration pause = Duration.ofMinutes(1L << Math.min(attempts - 1, 7));
		this.jdbc
			.sql("""
					update notice_delivery set attempts = :attempts, last_error = :error, not_before = :next,
						state = case when :given_up then 'DEAD' else state end, ended_at = case when :given_up then :now::timestamptz end
					where (id = :id or :digest and account_id = :account and channel = 'DIGEST' and not_before <= :now) and state = 'WAITING'""")
			.param("attempts", attempts)
			.param("error", error)
			.param("next", Timestamp.from(now.plus((pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE)))
			.param("given_up", attempts >= MOST_ATTEMPTS)
			.param("digest", "DIGEST".equals(waiting.channel()))
			.param("account", waiting.accountId())
			.param("id", waiting.id())
			.param("now", Timestamp.from(now))
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

	/** It is not there, for a reason that is no fault of the program. */
	private static final class Undelivered extends RuntimeException {

		private static final long serialVersionUID = 1;

		Undelivered(Exception why) {
			super(why);
		}

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
