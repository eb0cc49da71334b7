package vn.maiam.notification.domain;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.account.Account;
import vn.maiam.account.AccountRegister;
import vn.maiam.shared.Installation;

/**
 * Sends what waits. The row of a letter is locked while it is sent and marked in the same
 * transaction: whoever dies in between leaves it to the next, and no two instances hold
 * the same one. A letter that was sent but not marked goes again under the same
 * Message-ID, by which mail servers and readers show it once. What the receiver has read
 * in the meantime, or may no longer see, is not sent.
 */
@Component
public class SendMail {

	private static final Logger LOG = LoggerFactory.getLogger(SendMail.class);

	private static final Locale WRITTEN_IN = Locale.forLanguageTag("vi");

	private static final int MOST_IN_A_ROUND = 200;

	private static final int MOST_ATTEMPTS = 12;

	private static final Duration LONGEST_PAUSE = Duration.ofHours(2);

	private static final int MOST_IN_DIGEST = 60;

	private final ObjectProvider<JavaMailSender> mail;

	private final String from;

	private final NoticeReader notices;

	private final NoticeWords words;

	private final AccountRegister accounts;

	private final Installation installation;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	SendMail(ObjectProvider<JavaMailSender> mail, @Value("${maiam.mail-from}") String from, NoticeReader notices,
			NoticeWords words, AccountRegister accounts, Installation installation, JdbcClient jdbc,
			TransactionTemplate transaction, Clock clock) {
		this.mail = mail;
		this.from = from;
		this.notices = notices;
		this.words = words;
		this.accounts = accounts;
		this.installation = installation;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 3_000, initialDelay = 5_000)
	public void sendAll() {
		if (this.mail.getIfAvailable() == null) {
			return;
		}
		int sent = 0;
		// with the first that cannot be sent the round ends: the server may be away
		while (sent < MOST_IN_A_ROUND && Boolean.TRUE.equals(this.transaction.execute((status) -> sendNext()))) {
			sent++;
		}
	}

	/** Sends one letter; false when nothing waits or it could not be sent. */
	private boolean sendNext() {
		Optional<Letter> next = this.jdbc.sql("""
				select d.id, d.account_id, d.channel, d.attempts, a.username, a.email from notice_delivery d
				join user_account a on a.id = d.account_id
				where d.state = 'WAITING' and d.channel in ('MAIL', 'DIGEST') and d.not_before <= :now
				order by d.not_before, d.id limit 1 for update of d skip locked""")
			.param("now", Timestamp.from(this.clock.instant()))
			.query(Letter.class)
			.optional();
		return next.isPresent() && send(next.get());
	}

	private boolean send(Letter letter) {
		List<UUID> together = "DIGEST".equals(letter.channel()) ? digestOf(letter) : List.of(letter.id());
		try {
			List<NoticeLine> lines = asReader(letter.username(), together);
			if (lines.isEmpty() || letter.email() == null) {
				end(together, "SKIPPED", null);
				return true;
			}
			JavaMailSender sender = this.mail.getObject();
			sender.send(message(sender, letter, lines));
			end(together, "SENT", null);
			return true;
		}
		catch (RuntimeException | MessagingException ex) {
			LOG.warn("a letter cannot be sent, attempt {}: {}", letter.attempts() + 1, ex.getMessage());
			putOff(together, letter.attempts() + 1, String.valueOf(ex.getMessage()));
			return false;
		}
	}

	/** All of the receiver's digest that nobody else holds. */
	private List<UUID> digestOf(Letter letter) {
		return this.jdbc
			.sql("""
					select d.id from notice_delivery d where d.account_id = ? and d.channel = 'DIGEST' and d.state = 'WAITING' and d.not_before <= ?
					order by d.id for update skip locked""")
			.params(letter.accountId(), Timestamp.from(this.clock.instant()))
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
				.param("ids", deliveries.stream().map(UUID::toString).toArray(String[]::new))
				.query(NoticeReader::line)
				.list();
			return this.notices.seen(unread).stream().filter((line) -> line.path() != null).toList();
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	private MimeMessage message(JavaMailSender sender, Letter letter, List<NoticeLine> lines)
			throws MessagingException {
		boolean digest = "DIGEST".equals(letter.channel());
		String first = this.words.say(lines.get(0), WRITTEN_IN);
		StringBuilder text = new StringBuilder();
		for (NoticeLine line : lines.subList(0, Math.min(lines.size(), MOST_IN_DIGEST))) {
			text.append("• ")
				.append(this.words.say(line, WRITTEN_IN))
				.append("\n  ")
				.append(this.installation.address())
				.append("/notifications/")
				.append(line.id())
				.append("\n\n");
		}
		if (lines.size() > MOST_IN_DIGEST) {
			text.append(this.words.get("notification.mail.more", WRITTEN_IN, lines.size() - MOST_IN_DIGEST))
				.append("\n\n");
		}
		text.append(this.words.get("notification.mail.foot", WRITTEN_IN,
				this.installation.address() + "/account/notifications"));
		MimeMessage message = sender.createMimeMessage();
		MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
		helper.setFrom(this.from);
		helper.setTo(Objects.requireNonNull(letter.email()));
		helper.setSubject(
				digest ? this.words.get("notification.mail.digest", WRITTEN_IN, lines.size()) : "Mái Ấm: " + first);
		helper.setText(text.toString());
		message.setHeader("Message-ID", "<" + letter.id() + "@" + this.installation.address().getHost() + ">");
		message.setHeader("Auto-Submitted", "auto-generated");
		return message;
	}

	private void end(List<UUID> deliveries, String state, @Nullable String error) {
		this.jdbc.sql("""
				update notice_delivery set state = :state, ended_at = :now, last_error = :error, attempts = attempts + 1
				where id = any(:ids::uuid[])""")
			.param("state", state)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("error", error)
			.param("ids", deliveries.stream().map(UUID::toString).toArray(String[]::new))
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
			.param("ids", deliveries.stream().map(UUID::toString).toArray(String[]::new))
			.update();
	}

	private record Letter(UUID id, UUID accountId, String channel, int attempts, String username,
			@Nullable String email) {
	}

}
