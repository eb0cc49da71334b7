package vn.maiam.audit;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

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
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)""";

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

	private static Audited.Fact fact(String action, String username, @Nullable Account account) {
		Unit unit = (account != null && !account.grants().isEmpty()) ? account.grants().get(0).unit() : null;
		return Audited.Fact.of(action, new SubjectRef("account", username),
				(account != null) ? account.fullName() : username, (unit != null) ? unit.id() : null);
	}

	private void write(List<Audited.Fact> facts, @Nullable Account actor, @Nullable Authentication attempt) {
		Timestamp now = Timestamp.from(this.clock.instant());
		String address = address(attempt);
		String agent = request().map((it) -> it.getHeader("User-Agent"))
			.map((it) -> it.substring(0, Math.min(200, it.length())))
			.orElse(null);
		this.jdbc.batchUpdate(INSERT, facts, 500, (row, fact) -> {
			row.setTimestamp(1, now);
			row.setObject(2, (actor != null) ? actor.id().value() : null);
			row.setString(3, (actor != null) ? actor.fullName() : "");
			row.setString(4, address);
			row.setString(5, agent);
			row.setString(6, fact.action());
			row.setString(7, fact.subject().kind());
			row.setString(8, fact.subject().id());
			row.setString(9, fact.label());
			row.setObject(10, fact.unitId());
			row.setString(11, this.json.writeValueAsString(fact.changes()));
			row.setString(12, fact.note());
		});
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

}
