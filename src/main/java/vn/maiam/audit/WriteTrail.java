package vn.maiam.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import vn.maiam.account.Account;
import vn.maiam.account.AccountRegister;
import vn.maiam.account.CurrentAccount;
import vn.maiam.area.Unit;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;

/** Writes the trail in the transaction of the deed: with it or not at all. */
@Component
class WriteTrail {

	private static final String INSERT = """
			insert into audit_entry
				(at, actor_id, actor_name, address, agent, action, subject_kind, subject_id, subject_label, unit_id, changes, note)
			select ?, ?::uuid, ?, ?, ?, f.action, f.kind, f.id, f.label, f.unit_id, f.changes::jsonb, f.note
			from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[]) with ordinality
				as f (action, kind, id, label, unit_id, changes, note, place)
			order by f.place""";

	private static final int CHUNK = 500;

	private final JdbcTemplate jdbc;

	private final CurrentAccount current;

	private final AccountRegister accounts;

	private final JsonMapper json;

	private final Clock clock;

	WriteTrail(JdbcTemplate jdbc, CurrentAccount current, AccountRegister accounts, JsonMapper json, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.accounts = accounts;
		this.json = json;
		this.clock = clock;
	}

	@EventListener
	@Transactional
	void on(Audited audited) {
		write(audited.facts(), this.current.find().orElse(null), null);
	}

	/** By password, passkey or the province's issuer: the name is an account's. */
	@EventListener
	@Transactional
	void on(AuthenticationSuccessEvent event) {
		Authentication signedIn = event.getAuthentication();
		Account account = (signedIn.getPrincipal() instanceof Account own) ? own
				: this.accounts.require(signedIn.getName());
		write(List.of(fact("login.succeeded", account.getUsername(), account)
			.because((signedIn.getPrincipal() instanceof Account) ? null : signedIn.getClass().getSimpleName())),
				account, signedIn);
	}

	@EventListener
	@Transactional
	void on(AbstractAuthenticationFailureEvent event) {
		String typed = event.getAuthentication().getName();
		// a password typed into the wrong field must not stand in the trail for ever
		String username = typed.matches("[A-Za-z0-9._-]{3,50}") ? typed : "?";
		write(List.of(fact("login.failed", username, null).because(event.getException().getClass().getSimpleName())),
				null, event.getAuthentication());
	}

	@EventListener
	@Transactional
	void on(LogoutSuccessEvent event) {
		if (event.getAuthentication().getPrincipal() instanceof Account account) {
			write(List.of(fact("login.ended", account.getUsername(), account)), account, event.getAuthentication());
		}
	}

	/** One line of the trail by itself, whatever transaction is under way. */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public void write(Audited.Fact fact, Actor actor) {
		write(List.of(fact), Timestamp.from(this.clock.instant()), actor);
	}

	/** Who is at work in the present request, and from where. */
	Actor present() {
		return actor(this.current.find().orElse(null), null);
	}

	private static Audited.Fact fact(String action, String username, @Nullable Account account) {
		Unit unit = (account != null && !account.grants().isEmpty()) ? account.grants().get(0).unit() : null;
		return Audited.Fact.of(action, new SubjectRef("account", username),
				(account != null) ? account.fullName() : username, (unit != null) ? unit.id() : null);
	}

	private void write(List<Audited.Fact> facts, @Nullable Account account, @Nullable Authentication attempt) {
		Timestamp now = Timestamp.from(this.clock.instant());
		Actor actor = actor(account, attempt);
		for (int from = 0; from < facts.size(); from += CHUNK) {
			write(facts.subList(from, Math.min(from + CHUNK, facts.size())), now, actor);
		}
	}

	/** In one statement: the head of the chain is taken once. */
	private void write(List<Audited.Fact> facts, Timestamp now, Actor actor) {
		this.jdbc.update(INSERT, (statement) -> {
			Connection connection = statement.getConnection();
			statement.setTimestamp(1, now);
			statement.setObject(2, actor.id(), Types.OTHER);
			statement.setString(3, actor.name());
			statement.setString(4, actor.address());
			statement.setString(5, actor.agent());
			statement.setArray(6, array(connection, "text", facts, Audited.Fact::action));
			statement.setArray(7, array(connection, "text", facts, (fact) -> fact.subject().kind()));
			statement.setArray(8, array(connection, "text", facts, (fact) -> fact.subject().id()));
			statement.setArray(9, array(connection, "text", facts, Audited.Fact::label));
			statement.setArray(10, array(connection, "bigint", facts, Audited.Fact::unitId));
			statement.setArray(11,
					array(connection, "text", facts, (fact) -> this.json.writeValueAsString(fact.changes())));
			statement.setArray(12, array(connection, "text", facts, Audited.Fact::note));
		});
	}

	private static Actor actor(@Nullable Account account, @Nullable Authentication attempt) {
		String agent = request().map((it) -> it.getHeader("User-Agent"))
			.map((it) -> it.substring(0, Math.min(200, it.length())))
			.orElse(null);
		Long unitId = (account != null) ? account.grants().stream().findFirst().map((it) -> it.unit().id()).orElse(null)
				: null;
		return new Actor((account != null) ? account.id().value() : null, (account != null) ? account.fullName() : "",
				address(attempt), agent, unitId);
	}

	private static Array array(Connection connection, String type, List<Audited.Fact> facts,
			Function<Audited.Fact, @Nullable Object> value) throws SQLException {
		return connection.createArrayOf(type, facts.stream().map(value).toArray());
	}

	private static @Nullable String address(@Nullable Authentication attempt) {
		if (attempt != null && attempt.getDetails() instanceof WebAuthenticationDetails details) {
			return details.getRemoteAddress();
		}
		return request().map(HttpServletRequest::getRemoteAddr).orElse(null);
	}

	private static Optional<HttpServletRequest> request() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? Optional.of(attributes.getRequest()) : Optional.empty();
	}

	/**
	 * Who did it.
	 *
	 * @param id null for somebody who has not signed in
	 * @param unitId where he works; null for who has no right
	 */
	record Actor(@Nullable UUID id, String name, @Nullable String address, @Nullable String agent,
			@Nullable Long unitId) {
	}

}
