package vn.maiam.account.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;

import vn.maiam.account.SignInState;

/** Where an account is signed in, over all instances, and how that ends. */
@Service
public class SessionRegister {

	private final FindByIndexNameSessionRepository<? extends Session> sessions;

	SessionRegister(FindByIndexNameSessionRepository<? extends Session> sessions) {
		this.sessions = sessions;
	}

	/** The sessions of an account, the latest used first. */
	public List<Open> of(String username, String here) {
		return this.sessions.findByPrincipalName(username)
			.values()
			.stream()
			.filter((session) -> !session.isExpired())
			.flatMap((session) -> Open.of(session, here).stream())
			.sorted(Comparator.comparing(Open::lastUsed).reversed())
			.toList();
	}

	/** Ends one session of the account; another's is not found among them. */
	public void end(String username, String key) {
		this.sessions.findByPrincipalName(username)
			.keySet()
			.stream()
			.filter((id) -> key(id).equals(key))
			.forEach(this.sessions::deleteById);
	}

	/** Ends all sessions of the account but those named. */
	public void endAllBut(String username, String... kept) {
		List<String> keep = List.of(kept);
		Map<String, ? extends Session> all = this.sessions.findByPrincipalName(username);
		all.keySet().stream().filter((id) -> !keep.contains(id)).forEach(this.sessions::deleteById);
	}

	/** A name for a session that opens nothing. */
	private static String key(String id) {
		return Integer.toHexString(id.hashCode());
	}

	/**
	 * A session as its owner sees it.
	 *
	 * @param key names it towards {@link #end}, without being its secret id
	 * @param here whether it is the one that asks
	 */
	public record Open(String key, String agent, String address, Instant startedAt, Instant lastUsed, boolean here) {

		static Optional<Open> of(Session session, String here) {
			SignInState state = session.getAttribute(SignInState.NAME);
			return Optional.ofNullable(state)
				.map((it) -> new Open(SessionRegister.key(session.getId()), it.agent(), it.address(), it.startedAt(),
						session.getLastAccessedTime(), session.getId().equals(here)));
		}
	}

}
