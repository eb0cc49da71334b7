package vn.maiam.account.domain;

import java.util.Locale;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Sign-in by user name and password, by page and by HTTP Basic alike, slowed by
 * {@link LoginThrottle}. That an account is locked is told only to who knows its
 * password.
 */
@Component
class ThrottledSignIn implements AuthenticationProvider {

	private final DaoAuthenticationProvider passwords;

	private final LoginThrottle throttle;

	ThrottledSignIn(AccountService accounts, PasswordEncoder encoder, LoginThrottle throttle) {
		this.passwords = new DaoAuthenticationProvider(accounts);
		this.passwords.setPasswordEncoder(encoder);
		this.passwords.setPreAuthenticationChecks((account) -> {
		});
		this.passwords.setPostAuthenticationChecks((account) -> {
			if (!account.isEnabled()) {
				throw new DisabledException("locked by an administrator");
			}
		});
		this.throttle = throttle;
	}

	@Override
	public @Nullable Authentication authenticate(Authentication attempt) {
		String name = attempt.getName().toLowerCase(Locale.ROOT);
		String username = name.substring(0, Math.min(name.length(), 100));
		String address = (attempt.getDetails() instanceof WebAuthenticationDetails details) ? details.getRemoteAddress()
				: "";
		if (username.indexOf(0) >= 0) {
			throw new BadCredentialsException("no such account");
		}
		OptionalLong counted = this.throttle.begin(username, address);
		if (counted.isEmpty()) {
			throw new LockedException("too many attempts");
		}
		Authentication done = this.passwords.authenticate(attempt);
		this.throttle.callGood(counted.getAsLong());
		return done;
	}

	@Override
	public boolean supports(Class<?> type) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
	}

}
