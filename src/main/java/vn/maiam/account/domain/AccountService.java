package vn.maiam.account.domain;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.AccountRegister;
import vn.maiam.account.Grant;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/** Makes accounts, loads them for sign-in, changes passwords. */
@Service
@Transactional(readOnly = true)
public class AccountService implements AccountRegister, UserDetailsService {

	private final UserAccounts accounts;

	private final AccountGrants grants;

	private final UnitDirectory units;

	private final PasswordEncoder passwords;

	private final LoginThrottle throttle;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	AccountService(UserAccounts accounts, AccountGrants grants, UnitDirectory units, PasswordEncoder passwords,
			LoginThrottle throttle, ApplicationEventPublisher events, Clock clock) {
		this.accounts = accounts;
		this.grants = grants;
		this.units = units;
		this.passwords = passwords;
		this.throttle = throttle;
		this.events = events;
		this.clock = clock;
	}

	@Override
	public boolean isEmpty() {
		return !this.accounts.existsByIdIsNotNull();
	}

	@Override
	@Transactional
	public UserId create(NewAccount wanted) {
		String username = wanted.username().toLowerCase(Locale.ROOT);
		if (this.accounts.findByUsername(username).isPresent()) {
			throw new Refused("account.refused.username-taken", username);
		}
		PasswordRules.check(wanted.password(), username);
		UserAccount account = this.accounts.save(new UserAccount(new UserId(UUID.randomUUID()), username,
				wanted.fullName(), hash(wanted.password()), wanted.mustChangePassword(), this.clock.instant()));
		for (Grant grant : wanted.grants()) {
			this.grants.save(new AccountGrant(account.id(), grant.role(), grant.unit().id(), this.clock.instant()));
		}
		Audited.Fact fact = fact("account.created", account, wanted.grants());
		for (Grant grant : wanted.grants()) {
			fact = fact.with("grant", null, grant.role() + " " + grant.unit().name());
		}
		this.events.publishEvent(Audited.of(fact));
		return account.id();
	}

	@Override
	public Account require(String username) {
		return load(username, false);
	}

	@Override
	public Account loadUserByUsername(String username) {
		return load(username, true);
	}

	/**
	 * Changes the own password; the present one must be right. A wrong one counts as a
	 * failed sign-in.
	 */
	@Transactional(noRollbackFor = Refused.class)
	public Account changePassword(Account self, String present, String next) {
		UserAccount account = this.accounts.findByUsername(self.getUsername()).orElseThrow();
		OptionalLong counted = this.throttle.begin(account.username(), "password change of " + account.username());
		if (counted.isEmpty()) {
			throw new Refused("account.login.throttled");
		}
		if (!this.passwords.matches(present, account.passwordHash())) {
			throw new Refused("account.refused.wrong-password");
		}
		this.throttle.callGood(counted.getAsLong());
		if (present.equals(next)) {
			throw new Refused("account.refused.same-password");
		}
		PasswordRules.check(next, account.username());
		account.changePassword(hash(next), this.clock.instant());
		this.events.publishEvent(Audited.of(fact("account.password-changed", account, self.grants())));
		return load(self.getUsername(), false);
	}

	private String hash(String password) {
		String hash = this.passwords.encode(password);
		if (hash == null) {
			throw new IllegalStateException("no hash was made");
		}
		return hash;
	}

	private Account load(String username, boolean withHash) {
		UserAccount account = this.accounts.findByUsername(username.toLowerCase(Locale.ROOT))
			.orElseThrow(() -> new UsernameNotFoundException("no such account"));
		List<Grant> held = this.grants.findByAccountIdOrderById(account.id().value())
			.stream()
			.map((grant) -> new Grant(grant.role(), this.units.require(grant.unitId())))
			.toList();
		return new Account(account.id(), account.username(), account.fullName(),
				withHash ? account.passwordHash() : null, held, account.enabled(), account.mustChangePassword());
	}

	private static Audited.Fact fact(String action, UserAccount account, List<Grant> grants) {
		Long unitId = grants.isEmpty() ? null : grants.get(0).unit().id();
		return Audited.Fact.of(action, new SubjectRef("account", account.username()), account.fullName(), unitId);
	}

}
