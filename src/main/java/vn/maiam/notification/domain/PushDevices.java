package vn.maiam.notification.domain;

import java.net.URI;
import java.security.KeyPair;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/**
 * The telephones and browsers on which a person wants to be told. Only push services that
 * the settings name are ever called, so no address that somebody makes up.
 */
@Service
@Transactional
public class PushDevices {

	/** After one of these a device may be in other hands. */
	private static final Set<String> KEYS_CHANGED = Set.of("account.locked", "account.password-changed",
			"account.password-reset", "account.code-issued", "account.sessions-ended", "account.own-sessions-ended",
			"account.second-factor-set", "account.second-factor-reset");

	private static final int MOST = 10;

	private static final int LONGEST_ENDPOINT = 1000;

	private static final int POINT = 65;

	private static final int SECRET = 16;

	private static final int LONGEST_AGENT = 300;

	private final Pattern services;

	private final PushKeys keys;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	PushDevices(@Value("${maiam.push-services}") Pattern services, PushKeys keys, CurrentAccount current,
			JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.services = services;
		this.keys = keys;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** The installation's public key, as browsers want it: 65 bytes in base64url. */
	public String key() {
		KeyPair pair = this.keys.pair();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(PushKeys.point(pair.getPublic()));
	}

	/** One's own devices, the newest first. */
	@Transactional(readOnly = true)
	public List<Device> own() {
		return this.jdbc
			.sql("select id, agent, added_at, told_at from push_device where account_id = ? order by added_at desc")
			.param(self())
			.query(Device.class)
			.list();
	}

	/**
	 * Tells this browser from now on; one that told somebody else before, and shows that
	 * it is the same, tells the present person.
	 * @param endpoint where its push service takes messages
	 * @param publicKey its key, 65 bytes in base64url
	 * @param secret its authentication secret, 16 bytes in base64url
	 */
	public void add(@Nullable String endpoint, @Nullable String publicKey, @Nullable String secret, String agent) {
		byte[] point = bytes(publicKey, POINT);
		byte[] shared = bytes(secret, SECRET);
		if (endpoint == null || endpoint.length() > LONGEST_ENDPOINT || !isAddress(endpoint)
				|| !this.services.matcher(endpoint).matches()) {
			throw new Refused("notification.refused.push-service");
		}
		PushKeys.publicKey(point);
		// before the device is there: the others are told, it is not
		Account self = this.current.require();
		this.events.publishEvent(Audited.of(Audited.Fact.of("account.device-added",
				new SubjectRef("account", self.getUsername()), self.fullName(), null)));
		int added = this.jdbc
			.sql("""
					insert into push_device (id, account_id, endpoint, public_key, secret, agent, added_at) values (?, ?, ?, ?, ?, ?, ?)
					on conflict (endpoint) do update set account_id = excluded.account_id, public_key = excluded.public_key, secret = excluded.secret,
						agent = excluded.agent, added_at = excluded.added_at, told_at = null
					where push_device.account_id = excluded.account_id or push_device.secret = excluded.secret""")
			.params(UUID.randomUUID(), self(), endpoint, point, shared,
					agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)), Timestamp.from(this.clock.instant()))
			.update();
		if (added == 0) {
			throw new Refused("notification.refused.push-service");
		}
		this.jdbc.sql("""
				delete from push_device where account_id = :self and id not in (
					select id from push_device where account_id = :self order by added_at desc, id limit :most)""")
			.param("self", self())
			.param("most", MOST)
			.update();
	}

	/** Stops telling a browser that says who it is: its owner signs out there. */
	public void forget(String endpoint) {
		this.jdbc.sql("delete from push_device where endpoint = ? and account_id = ?")
			.params(endpoint, self())
			.update();
	}

	public void remove(UUID id) {
		if (this.jdbc.sql("delete from push_device where id = ? and account_id = ?").params(id, self()).update() == 0) {
			throw new NotFound("device " + id);
		}
	}

	@EventListener
	void on(Audited audited) {
		audited.facts()
			.stream()
			.filter((fact) -> KEYS_CHANGED.contains(fact.action()))
			.forEach((fact) -> this.jdbc
				.sql("delete from push_device where account_id = (select id from user_account where username = ?)")
				.param(fact.subject().id())
				.update());
	}

	private static boolean isAddress(String endpoint) {
		try {
			return URI.create(endpoint).getHost() != null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static byte[] bytes(@Nullable String text, int length) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode((text != null) ? text : "");
			if (bytes.length == length) {
				return bytes;
			}
		}
		catch (IllegalArgumentException ex) {
			// said below
		}
		throw new Refused("notification.refused.push-service");
	}

	private UUID self() {
		return this.current.require().id().value();
	}

	/** A browser that is told. */
	public record Device(UUID id, String agent, Instant addedAt, @Nullable Instant toldAt) {
	}

}
