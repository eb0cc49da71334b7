package vn.maiam.account.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

import vn.maiam.account.Account;
import vn.maiam.account.SignInState;
import vn.maiam.shared.UserId;
import vn.maiam.shared.web.RequestMark;

/**
 * A session remembers who signed in; what they may do is read afresh at each request. So
 * a right that was taken, a lock, a right that ran out at midnight hold from the next
 * request on, on every instance.
 */
@Component
class PresentAccounts implements SecurityContextRepository {

	private static final int LONGEST_AGENT = 200;

	private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

	private final AccountReader accounts;

	private final TrustedDevices devices;

	private final Clock clock;

	PresentAccounts(AccountReader accounts, TrustedDevices devices, Clock clock) {
		this.accounts = accounts;
		this.devices = devices;
		this.clock = clock;
	}

	@Override
	public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
		DeferredSecurityContext stored = this.sessions.loadDeferredContext(request);
		return new DeferredSecurityContext() {

			private @Nullable SecurityContext context;

			@Override
			public SecurityContext get() {
				SecurityContext present = this.context;
				if (present == null) {
					present = present(stored.get(), request);
					this.context = present;
				}
				return present;
			}

			@Override
			public boolean isGenerated() {
				return stored.isGenerated();
			}
		};
	}

	@Override
	@SuppressWarnings("deprecation") // the interface still asks for it
	public SecurityContext loadContext(
			org.springframework.security.web.context.HttpRequestResponseHolder requestResponse) {
		return loadDeferredContext(requestResponse.getRequest()).get();
	}

	@Override
	public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
		this.sessions.saveContext(context, request, response);
	}

	@Override
	public boolean containsContext(HttpServletRequest request) {
		return this.sessions.containsContext(request);
	}

	private SecurityContext present(SecurityContext stored, HttpServletRequest request) {
		Authentication signedIn = stored.getAuthentication();
		HttpSession session = request.getSession(false);
		if (signedIn == null || session == null || signedIn instanceof AnonymousAuthenticationToken) {
			return stored;
		}
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		Optional<AccountReader.Present> found = this.accounts.find(signedIn.getName()).filter((it) -> !it.locked());
		if (found.isEmpty()) {
			return context;
		}
		AccountReader.Present present = found.get();
		SignInState state = SignInState.of(session);
		if (state == null || !state.username().equals(present.username()) || isNewer(signedIn, state)) {
			state = begin(present, session, request);
		}
		SignInState shown = passkeyAt(signedIn).map(state::passkeyShown).orElse(state);
		if (!shown.equals(state)) {
			shown.keepIn(session);
		}
		if (shown.startedAt().plus(Duration.ofHours(present.policy().sessionHours())).isBefore(this.clock.instant())) {
			session.invalidate();
			return context;
		}
		if (shown.startedAt().isBefore(present.passwordChangedAt())) {
			session.invalidate(); // whoever sat in a session with the former password is
									// out
			return context;
		}
		if (session.getMaxInactiveInterval() != present.policy().idleMinutes() * 60) {
			session.setMaxInactiveInterval(present.policy().idleMinutes() * 60);
		}
		this.accounts.active(present);
		MDC.put(RequestMark.USER, present.id().toString());
		context.setAuthentication(authentication(present.account(shown.secondFactorAt() != null, false), signedIn));
		return context;
	}

	private SignInState begin(AccountReader.Present present, HttpSession session, HttpServletRequest request) {
		Instant now = this.clock.instant();
		String agent = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
		SignInState state = new SignInState(present.username(), now, request.getRemoteAddr(),
				agent.substring(0, Math.min(LONGEST_AGENT, agent.length())), null, now);
		if (this.devices.trusts(new UserId(present.id()), present.policy(), request)) {
			state = state.secondFactorShown(now);
		}
		SignInState.forgetWanted(session);
		state.keepIn(session);
		return state;
	}

	private static Authentication authentication(Account account, Authentication signedIn) {
		List<GrantedAuthority> authorities = new ArrayList<>(account.getAuthorities());
		signedIn.getAuthorities().stream().filter(FactorGrantedAuthority.class::isInstance).forEach(authorities::add);
		UsernamePasswordAuthenticationToken present = UsernamePasswordAuthenticationToken.authenticated(account, null,
				authorities);
		present.setDetails(signedIn.getDetails());
		return present;
	}

	/**
	 * Signing in again in the same session begins anew, with a second of grace for two
	 * clocks.
	 */
	private static boolean isNewer(Authentication signedIn, SignInState state) {
		return factorAt(signedIn, FactorGrantedAuthority.PASSWORD_AUTHORITY)
			.filter((at) -> at.isAfter(state.startedAt().plusSeconds(1)))
			.isPresent();
	}

	private static Optional<Instant> passkeyAt(Authentication authentication) {
		return factorAt(authentication, FactorGrantedAuthority.WEBAUTHN_AUTHORITY);
	}

	private static Optional<Instant> factorAt(Authentication authentication, String factor) {
		return authentication.getAuthorities()
			.stream()
			.filter((it) -> factor.equals(it.getAuthority()))
			.filter(FactorGrantedAuthority.class::isInstance)
			.map((it) -> ((FactorGrantedAuthority) it).getIssuedAt())
			.findFirst();
	}

}
