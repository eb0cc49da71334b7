package vn.maiam.notification.domain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import vn.maiam.account.CodeLetters;
import vn.maiam.account.CodeLetters.Letter;
import vn.maiam.notification.domain.Outbox.Outcome;
import vn.maiam.notification.domain.Outbox.Waiting;
import vn.maiam.shared.Installation;
import vn.maiam.shared.UserId;
import vn.maiam.shared.web.Show;

/**
 * Sends the letters that wait. A letter that was sent but not marked goes again under the
 * same Message-ID, by which mail servers and readers show it once.
 */
@Component
public class SendMail {

	private static final Locale WRITTEN_IN = Locale.forLanguageTag("vi");

	private static final List<String> CHANNELS = List.of("MAIL", "DIGEST", "CODE");

	private static final int MOST_IN_A_ROUND = 200;

	private static final int MOST_IN_DIGEST = 60;

	private final ObjectProvider<JavaMailSender> mail;

	private final String from;

	private final Outbox outbox;

	private final NoticeWords words;

	private final CodeLetters codes;

	private final Show show;

	private final Installation installation;

	SendMail(ObjectProvider<JavaMailSender> mail, @Value("${maiam.mail-from}") String from, Outbox outbox,
			NoticeWords words, CodeLetters codes, Show show, Installation installation) {
		this.mail = mail;
		this.from = from;
		this.outbox = outbox;
		this.words = words;
		this.codes = codes;
		this.show = show;
		this.installation = installation;
	}

	@Scheduled(fixedDelay = 3_000, initialDelay = 5_000)
	public void sendAll() {
		if (this.mail.getIfAvailable() == null) {
			return;
		}
		int sent = 0;
		// with the first that cannot be sent the round ends: the server may be away
		while (sent < MOST_IN_A_ROUND && this.outbox.sendNext(CHANNELS, this::carry) == Outcome.DONE) {
			sent++;
		}
	}

	private boolean carry(Waiting waiting, List<NoticeLine> unread) throws MessagingException {
		MimeMessage message = "CODE".equals(waiting.channel()) ? this.codes.write(new UserId(waiting.accountId()))
			.map((letter) -> invitation(waiting, letter))
			.orElse(null) : (unread.isEmpty() || waiting.email() == null) ? null : notices(waiting, unread);
		if (message != null) {
			this.mail.getObject().send(message);
		}
		return message != null;
	}

	private MimeMessage notices(Waiting waiting, List<NoticeLine> lines) {
		boolean digest = "DIGEST".equals(waiting.channel());
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
		return message(waiting, Objects.requireNonNull(waiting.email()),
				digest ? this.words.get("notification.mail.digest", WRITTEN_IN, lines.size()) : "Mái Ấm: " + first,
				text.toString());
	}

	private MimeMessage invitation(Waiting waiting, Letter letter) {
		String kind = letter.returning() ? "returning" : "invited";
		return message(waiting, letter.email(), this.words.get("notification.code." + kind + ".subject", WRITTEN_IN),
				this.words.get("notification.code." + kind, WRITTEN_IN, letter.fullName(), letter.username(),
						letter.link(), letter.grouped(), this.show.time(letter.validUntil())));
	}

	private MimeMessage message(Waiting waiting, String to, String subject, String text) {
		try {
			MimeMessage message = this.mail.getObject().createMimeMessage();
			MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
			helper.setFrom(this.from);
			helper.setTo(to);
			helper.setSubject(subject);
			helper.setText(text);
			// each letter with a code has another code, so it is another letter
			String again = "CODE".equals(waiting.channel()) ? "." + waiting.attempts() : "";
			message.setHeader("Message-ID",
					"<" + waiting.id() + again + "@" + this.installation.address().getHost() + ">");
			message.setHeader("Auto-Submitted", "auto-generated");
			return message;
		}
		catch (MessagingException ex) {
			throw new IllegalArgumentException("a letter cannot be written", ex);
		}
	}

}
