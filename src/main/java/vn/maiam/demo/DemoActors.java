package vn.maiam.demo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

import vn.maiam.account.Account;
import vn.maiam.account.AccountRegister;

/** Lets the demonstration act as one of its people. */
@Component
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
class DemoActors {

	/** The official of each district. */
	static final Map<String, String> OFFICERS = Map.of("164", "thainguyen", "165", "songcong", "172", "phoyen", "167",
			"dinhhoa", "168", "phuluong", "169", "donghy", "170", "vonhai", "171", "daitu", "173", "phubinh");

	private final AccountRegister accounts;

	private final Map<String, Account> known = new ConcurrentHashMap<>();

	DemoActors(AccountRegister accounts) {
		this.accounts = accounts;
	}

	void actAs(String username) {
		Account account = this.known.computeIfAbsent(username, this.accounts::require);
		SecurityContextHolder.getContext()
			.setAuthentication(
					UsernamePasswordAuthenticationToken.authenticated(account, null, account.getAuthorities()));
	}

}
