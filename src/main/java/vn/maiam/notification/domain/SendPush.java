package vn.maiam.notification.domain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import nl.martijndwars.webpush.AbstractPushService;
import nl.martijndwars.webpush.Encoding;
import nl.martijndwars.webpush.Notification;
import nl.martijndwars.webpush.Urgency;
import org.jose4j.lang.JoseException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import vn.maiam.notification.domain.Outbox.Outcome;
import vn.maiam.notification.domain.Outbox.Waiting;
import vn.maiam.shared.Installation;

/**
 * Tells telephones (Web Push). What is said is encrypted for the one browser (RFC 8291),
 * so its push service carries it without reading it. A browser that its service no longer
 * knows is forgotten.
 */
@Component
public class SendPush {

	private static final Locale WRITTEN_IN = Locale.forLanguageTag("vi");

	private static final List<String> CHANNELS = List.of("PUSH");

	private static final int MOST_IN_A_ROUND = 200;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int KEPT_SECONDS = 24 * 60 * 60;

	private static final int LONGEST = 300;

	/** The browser is not there any more (RFC 8030, section 7.3). */
	private static final Set<Integer> GONE = Set.of(404, 410);

	private final Outbox outbox;

	private final PushKeys keys;

	private final NoticeWords words;

	private final Installation installation;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final Clock clock;

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

	SendPush(Outbox outbox, PushKeys keys, NoticeWords words, Installation installation, JdbcClient jdbc,
			JsonMapper json, Clock clock) {
		this.outbox = outbox;
		this.keys = keys;
		this.words = words;
		this.installation = installation;
		this.jdbc = jdbc;
		this.json = json;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 2_000, initialDelay = 5_000)
	public void sendAll() {
		int sent = 0;
		// what is put off does not come again in this round
		while (sent < MOST_IN_A_ROUND && this.outbox.sendNext(CHANNELS, this::carry) != Outcome.NOTHING) {
			sent++;
		}
	}

	/**
	 * It is told when one device has it; put off when none has and one may have it later.
	 */
	private boolean carry(Waiting waiting, List<NoticeLine> unread) throws IOException {
		if (unread.isEmpty()) {
			return false;
		}
		byte[] message = message(unread.get(0));
		boolean urgent = unread.get(0).kind().isAlways();
		int told = 0;
		IOException away = null;
		for (Device device : devices(waiting.accountId(), message, urgent)) {
			try {
				if (tell(device)) {
					told++;
				}
			}
			catch (IOException ex) {
				away = ex;
			}
			catch (GeneralSecurityException | JoseException ex) {
				away = new IOException("a message cannot be sealed", ex);
			}
		}
		if (told == 0 && away != null) {
			throw away;
		}
		return told > 0;
	}

	private byte[] message(NoticeLine line) {
		String said = this.words.say(line, WRITTEN_IN);
		return this.json
			.writeValueAsString(Map.of("text", said.substring(0, Math.min(said.length(), LONGEST)), "path",
					"/notifications/" + line.id(), "tag", line.subject().kind() + " " + line.subject().id()))
			.getBytes(StandardCharsets.UTF_8);
	}

	private List<Device> devices(UUID account, byte[] message, boolean urgent) {
		return this.jdbc.sql("select id, endpoint, public_key, secret from push_device where account_id = ?")
			.param(account)
			.query((row, number) -> new Device(row.getObject("id", UUID.class),
					new Notification(row.getString("endpoint"), PushKeys.publicKey(row.getBytes("public_key")),
							row.getBytes("secret"), message, KEPT_SECONDS, urgent ? Urgency.HIGH : Urgency.NORMAL,
							null)))
			.list();
	}

	private boolean tell(Device device) throws GeneralSecurityException, JoseException, IOException {
		int status = send(new Envelope(this.keys.pair(), this.installation).write(device.letter()));
		if (status / 100 == 2) {
			this.jdbc.sql("update push_device set told_at = ? where id = ?")
				.params(Timestamp.from(this.clock.instant()), device.id())
				.update();
			return true;
		}
		if (!GONE.contains(status)) {
			// a fault of ours, or of the service: an administrator sees it when it stays
			throw new IOException("the push service answers " + status);
		}
		this.jdbc.sql("delete from push_device where id = ?").param(device.id()).update();
		return false;
	}

	private int send(nl.martijndwars.webpush.HttpRequest written) throws IOException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(written.getUrl()))
			.timeout(PATIENCE)
			.POST(HttpRequest.BodyPublishers.ofByteArray(written.getBody()));
		written.getHeaders().forEach(request::header);
		try {
			return this.http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("stopped", ex);
		}
	}

	private record Device(UUID id, Notification letter) {
	}

	/** The library's encryption and signature, without its HTTP client. */
	private static final class Envelope extends AbstractPushService<Envelope> {

		Envelope(KeyPair pair, Installation installation) {
			super(pair, installation.origin());
		}

		nl.martijndwars.webpush.HttpRequest write(Notification notification)
				throws GeneralSecurityException, JoseException, IOException {
			return prepareRequest(notification, Encoding.AES128GCM);
		}

	}

}
