package vn.maiam.account.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Guesses;
import vn.maiam.account.AccountOffice;
import vn.maiam.account.AccountRegister.NewAccount;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.shared.Refused;
import vn.maiam.shared.Observed;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/** Invites people, hands out their one-time codes, locks and unlocks, ends sessions. */
@Service
@Transactional
@Requires(Permission.MANAGE_ACCOUNTS)
public class AccountAdministration implements AccountOffice {

	private static final String TAKEN = "username-taken";

	private static final int MOST_TAKEN = 20;

	private final AccountScope scope;

	private final AccountService register;

	private final RightsService rights;

	private final Offers offers;

	private final AccessCodes codes;

	private final SecondFactors factors;

	private final TrustedDevices devices;

	private final Passwords passwords;

	private final SessionRegister sessions;

	private final Passkeys passkeys;

	private final Guesses guesses;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	AccountAdministration(AccountScope scope, AccountService register, RightsService rights, Offers offers,
			AccessCodes codes, SecondFactors factors, TrustedDevices devices, Passwords passwords,
			SessionRegister sessions, Passkeys passkeys, Guesses guesses, ApplicationEventPublisher events,
			Clock clock) {
		this.scope = scope;
		this.register = register;
		this.rights = rights;
		this.offers = offers;
		this.codes = codes;
		this.factors = factors;
		this.devices = devices;
		this.passwords = passwords;
		this.sessions = sessions;
		this.passkeys = passkeys;
		this.guesses = guesses;
		this.events = events;
		this.clock = clock;
	}

	@Override
	public Set<Role> grantableRoles() {
		return this.scope.administrator().roles();
	}

	@Override
	public UserId invite(String username, Person person, NewGrant grant) {
		this.scope.requireGivable(grant.grant());
		this.guesses.require(TAKEN, MOST_TAKEN, Duration.ofDays(1));
		try {
			return this.register.create(new NewAccount(username, person, null, List.of(grant)));
		}
		catch (Refused refused) {
			if ("account.refused.username-taken".equals(refused.key())) {
				this.guesses.count(TAKEN, MOST_TAKEN + 1, Duration.ofDays(1));
				this.events.publishEvent(new Observed("account.name-taken", new SubjectRef("account", username),
						username, grant.grant().unit().id()));
			}
			throw refused;
		}
	}

	@Override
	public Optional<UserId> find(String username) {
		return this.scope.find(username).map(UserAccount::id);
	}

	@Override
	public OptionalLong drawIn(String username, NewGrant grant, @Nullable Post post) {
		if (this.scope.find(username).isEmpty()) {
			return OptionalLong.of(this.offers.make(username, grant, null, post));
		}
		boolean held = this.register.require(username)
			.grants()
			.stream()
			.anyMatch((own) -> own.role() == grant.grant().role() && own.unit().id() == grant.grant().unit().id());
		boolean own = this.scope.self().getUsername().equals(username) && !this.scope.administrator().isAdmin();
		if (!held && !own) {
			this.rights.grant(username, grant);
		}
		return OptionalLong.empty();
	}

	@Override
	public void endGrants(String username, long unitId, String reason) {
		this.rights.endAllOn(username, unitId, reason);
	}

	public void lock(String username, String reason) {
		UserAccount account = this.scope.managed(username);
		account.lock(reason, this.clock.instant());
		if (this.scope.isAdmin(account)) {
			this.scope.requireAnAdmin();
		}
		this.codes.revoke(account.id());
		this.codes.revokeMadeBy(account.id());
		this.devices.forgetAll(account.id());
		this.sessions.endAllBut(username);
		this.scope.publish(this.scope.fact("account.locked", account).because(reason));
	}

	public void unlock(String username, String reason) {
		UserAccount account = this.scope.managed(username);
		account.unlock();
		this.scope.publish(this.scope.fact("account.unlocked", account).because(reason));
	}

	/** A new one-time code; nobody comes in with the former password any more. */
	public Slip slip(String username, int days) {
		UserAccount account = this.scope.managed(username);
		if (account.isLocked()) {
			throw new Refused("account.refused.locked", username);
		}
		if (account.isActivated()) {
			account.forgetPassword(this.passwords.unusableHash(), this.clock.instant());
			this.sessions.endAllBut(username);
			// whoever may have come in with the former keys has none of them left
			this.devices.forgetAll(account.id());
			this.passkeys.forgetAll(username);
		}
		// whoever holds the code could accept what was offered to its owner
		this.offers.withdrawAll(account.id());
		AccessCodes.Issued code = this.codes.issue(account.id(), this.scope.self().id(), Duration.ofDays(days));
		this.scope.publish(this.scope.fact("account.code-issued", account));
		return new Slip(account.username(), account.person().fullName(), code.code(), code.grouped(),
				code.validUntil());
	}

	/** For who has lost the phone and the recovery codes. */
	public void dropSecondFactor(String username, String reason) {
		UserAccount account = this.scope.managed(username);
		this.factors.drop(this.register.require(username));
		this.passkeys.forgetAll(username);
		this.sessions.endAllBut(username);
		this.scope.publish(this.scope.fact("account.second-factor-reset", account).because(reason));
	}

	public void endSessions(String username) {
		UserAccount account = this.scope.managed(username);
		this.sessions.endAllBut(username);
		this.scope.publish(this.scope.fact("account.sessions-ended", account));
	}

	/** Puts right how a person is called and reached. */
	public void describe(String username, Person person, int seenVersion) {
		UserAccount account = this.scope.managed(username);
		if (account.version() != seenVersion) {
			throw new Refused("account.refused.changed-meanwhile", account.person().fullName());
		}
		Person before = account.person();
		account.describe(person, this.scope.self().id());
		this.scope.publish(this.scope.fact("account.edited", account)
			.with("full_name", before.fullName(), person.fullName())
			.with("phone", before.phone(), person.phone())
			.with("email", before.email(), person.email()));
	}

	/**
	 * What is printed for a person to come in with.
	 *
	 * @param code as an address carries it
	 * @param grouped as a person types it
	 */
	public record Slip(String username, String fullName, String code, String grouped, java.time.Instant validUntil) {

		@Override
		public String toString() {
			return "Slip[" + this.username + "]";
		}
	}

}
