package vn.maiam.account;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * What a session remembers of how its owner signed in.
 *
 * @param username whose state it is: somebody else who signs in over it starts anew
 * @param startedAt when the session was first used signed in
 * @param address from where
 * @param agent with which browser
 * @param secondFactorAt when the second factor was shown; null while it was not
 * @param confirmedAt when the person last showed who they are
 */
public record SignInState(String username, Instant startedAt, String address, String agent,
		@Nullable Instant secondFactorAt, Instant confirmedAt) implements Serializable {

	/** How long a confirmation holds for a page that asks for one. */
	public static final Duration FRESH = Duration.ofMinutes(15);

	public static final String NAME = "maiam.sign-in";

	/** The one-time code that a visitor has typed, until a password is set with it. */
	public static final String ACCESS_CODE = "maiam.access-code";

	private static final String WANTED = "maiam.wanted";

	public static @Nullable SignInState of(@Nullable HttpSession session) {
		return (session != null && session.getAttribute(NAME) instanceof SignInState state) ? state : null;
	}

	/**
	 * The state of exactly this person's session; none when the session is somebody
	 * else's or there is none.
	 */
	public static Optional<SignInState> of(@Nullable HttpSession session, Account self) {
		return Optional.ofNullable(of(session)).filter((state) -> state.username().equals(self.getUsername()));
	}

	/** What waited in the session waited for whoever signed in before. */
	public static void forgetWanted(HttpSession session) {
		session.removeAttribute(WANTED);
		session.removeAttribute(ACCESS_CODE);
		WantedForm.forget(session);
	}

	/** Where the person wanted to go before a further step came between. */
	public static String takeWanted(HttpSession session) {
		Object wanted = session.getAttribute(WANTED);
		session.removeAttribute(WANTED);
		return (wanted instanceof String path) ? path : "/";
	}

	/**
	 * Remembers a page of ours, never an address from outside; a form is shown where it
	 * is sent to.
	 */
	static void rememberWanted(HttpServletRequest request) {
		String query = "GET".equals(request.getMethod()) ? request.getQueryString() : null;
		request.getSession().setAttribute(WANTED, request.getRequestURI() + ((query != null) ? "?" + query : ""));
	}

	public void keepIn(HttpSession session) {
		session.setAttribute(NAME, this);
	}

	public SignInState secondFactorShown(Instant now) {
		return new SignInState(this.username, this.startedAt, this.address, this.agent, now, now);
	}

	public SignInState confirmed(Instant now) {
		return new SignInState(this.username, this.startedAt, this.address, this.agent, this.secondFactorAt, now);
	}

	/** As if it began now: after the password was changed. */
	public SignInState renewed(Instant now) {
		return new SignInState(this.username, now, this.address, this.agent, this.secondFactorAt, now);
	}

	/** With a passkey shown at that moment, which counts as both. */
	public SignInState passkeyShown(Instant at) {
		return at.isAfter(this.confirmedAt) || this.secondFactorAt == null ? secondFactorShown(at) : this;
	}

	public boolean isFresh(Instant now) {
		return this.confirmedAt.plus(FRESH).isAfter(now);
	}

}
