package vn.maiam.account;

import java.util.Optional;

import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The account on whose behalf the present thread works. */
@Component
public class CurrentAccount {

	public Optional<Account> find() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof Account account)
				? Optional.of(account) : Optional.empty();
	}

	public Account require() {
		return find().orElseThrow(() -> new AuthenticationCredentialsNotFoundException("nobody has signed in"));
	}

}
