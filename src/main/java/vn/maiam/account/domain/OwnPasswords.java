package vn.maiam.account.domain;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.Grant;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/**
 * What a person does with the own password: set it with a one-time code, change it, show
 * it again.
 */
@Service
@Transactional(readOnly = true)
public class OwnPasswords {

	private final UserAccounts accounts;

	private final AccountReader reader;

	private final AccountScope scope;

	private final AccessCodes codes;

	private final Passwords passwords;

	private final LoginThrottle throttle;

	private final SessionRegister sessions;

	private final TrustedDevices devices;

	private final Passkeys passkeys;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	OwnPasswords(UserAccounts accounts, AccountReader reader, AccountScope scope, AccessCodes codes,
			Passwords passwords, LoginThrottle throttle, SessionRegister sessions, TrustedDevices devices,
			Passkeys passkeys, ApplicationEventPublisher events, Clock clock) {
		this.accounts = accounts;
		this.reader = reader;
		this.scope = scope;
		this.codes = codes;
		this.passwords = passwords;
		this.throttle = throttle;
		this.sessions = sessions;
		this.devices = devices;
		this.passkeys = passkeys;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Whom a one-time code lets in; empty when it is not good. Wrong codes from an
	 * address are slowed as wrong passwords are.
	 */
	@Transactional(noRollbackFor = Refused.class)
	public Optional<Invited> invited(String code, String address) {
		OptionalLong counted = this.throttle.begin("code " + address, address);
		if (counted.isEmpty()) {
			throw new Refused("account.login.throttled");
		}
		Optional<Invited> invited = owner(code)
			.map((account) -> new Invited(account.username(), account.person().fullName(), account.person().phone(),
					account.person().email(), account.isActivated()));
		if (invited.isPresent()) {
			this.throttle.callGood(counted.getAsLong());
		}
		else {
			this.events.publishEvent(Audited
				.of(Audited.Fact.of("account.code-refused", new SubjectRef("access-code", address), address, null)));
		}
		return invited;
	}

	/** Refuses a new password that is too weak for this person. */
	public void check(Invited invited, String password) {
		PasswordRules.check(password, invited.username(), invited.fullName());
	}

	/**
	 * Sets the own password with a one-time code, which is used up, and lets all sessions
	 * end.
	 */
	@Transactional
	public Account activate(String code, String password, @Nullable String phone, @Nullable String email) {
		UserAccount account = owner(code).orElseThrow(() -> new Refused("account.refused.access-code"));
		PasswordRules.check(password, account.username(), account.person().fullName());
		if (!this.codes.use(code)) {
			throw new Refused("account.refused.access-code");
		}
		this.codes.revoke(account.id());
		boolean first = !account.isActivated();
		account.setPassword(this.passwords.hash(password), this.clock.instant());
		if (first) {
			account.readNotice(phone, email, this.clock.instant());
		}
		this.sessions.endAllBut(account.username());
		if (!first) {
			// whoever may have come in before with other keys has none of them left
			this.devices.forgetAll(account.id());
			this.passkeys.forgetAll(account.username());
		}
		Account owner = load(account.username());
		publish(first ? "account.activated" : "account.password-reset", owner);
		return owner;
	}

	/**
	 * Changes the own password; the present one must be right. A wrong one counts as a
	 * failed sign-in.
	 */
	@Transactional(noRollbackFor = Refused.class)
	public void change(Account self, String present, String next) {
		UserAccount account = check(self, present);
		if (present.equals(next)) {
			throw new Refused("account.refused.same-password");
		}
		PasswordRules.check(next, account.username(), account.person().fullName());
		account.setPassword(this.passwords.hash(next), this.clock.instant());
		this.devices.forgetAll(account.id());
		publish("account.password-changed", self);
	}

	/** Shows again, in the middle of a session, who sits there. */
	@Transactional(noRollbackFor = Refused.class)
	public void show(Account self, String password) {
		check(self, password);
		publish("account.confirmed", self);
	}

	private UserAccount check(Account self, String password) {
		UserAccount account = this.accounts.findByUsername(self.getUsername()).orElseThrow();
		OptionalLong counted = this.throttle.beginInside(account.username(), "password change");
		if (counted.isEmpty()) {
			throw new Refused("account.login.throttled");
		}
		if (!this.passwords.matches(password, account.passwordHash())) {
			publish("account.confirm-failed", self);
			throw new Refused("account.refused.wrong-password");
		}
		this.throttle.callGood(counted.getAsLong());
		return account;
	}

	private Optional<UserAccount> owner(String code) {
		return this.codes.owner(code)
			.flatMap((id) -> this.accounts.findById(id.value()))
			.filter((account) -> !account.isLocked())
			.filter((account) -> this.codes.maker(code).filter((maker) -> mayStill(maker, account)).isPresent());
	}

	/** A code opens no more than whoever made it could open today. */
	private boolean mayStill(UserId maker, UserAccount account) {
		return maker.equals(account.id()) || this.scope.mayManage(maker, account)
				|| (maker.equals(account.emailBy()) && this.scope.mayWrite(account));
	}

	private Account load(String username) {
		return this.reader.find(username).orElseThrow().account(false, false);
	}

	private void publish(String action, Account account) {
		Long unitId = account.grants().stream().findFirst().map(Grant::unit).map((unit) -> unit.id()).orElse(null);
		this.events.publishEvent(Audited
			.of(Audited.Fact.of(action, new SubjectRef("account", account.getUsername()), account.fullName(), unitId)));
	}

	/** Who comes in with a code. */
	public record Invited(String username, String fullName, @Nullable String phone, @Nullable String email,
			boolean returning) {
	}

}
