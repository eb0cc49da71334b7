package vn.maiam.account.domain;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CodeLetters;
import vn.maiam.account.CodeWanted;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Installation;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/**
 * One-time codes by letter: to those who are invited, and to those who have forgotten
 * their password and ask for it themselves. Who asks learns nothing of who has an
 * account; the letter goes to the address that the account has, and nowhere else.
 */
@Service
@Transactional
public class CodesByLetter implements CodeLetters {

	private static final Duration TO_COME_IN = Duration.ofDays(14);

	private static final Duration TO_RETURN = Duration.ofHours(2);

	/** No user name begins like this. */
	private static final String ASKED = "\u0001 forgotten ";

	private static final int LONGEST_NAME = 100;

	private final UserAccounts accounts;

	private final AccountScope scope;

	private final Offers offers;

	private final AccessCodes codes;

	private final LoginThrottle throttle;

	private final Installation installation;

	private final boolean mailing;

	private final ApplicationEventPublisher events;

	CodesByLetter(UserAccounts accounts, AccountScope scope, Offers offers, AccessCodes codes, LoginThrottle throttle,
			Installation installation, @Value("${spring.mail.host:}") String mailHost,
			ApplicationEventPublisher events) {
		this.accounts = accounts;
		this.scope = scope;
		this.offers = offers;
		this.codes = codes;
		this.throttle = throttle;
		this.installation = installation;
		this.mailing = !mailHost.isBlank();
		this.events = events;
	}

	/** Whether there is a mail server at all. */
	@Transactional(propagation = Propagation.SUPPORTS)
	public boolean isPossible() {
		return this.mailing;
	}

	/**
	 * Sends each of these who has an e-mail address a letter to come in by. What they may
	 * sign in with now stays good until they have set a new password.
	 * @return how many are written to
	 */
	@Requires(Permission.MANAGE_ACCOUNTS)
	public int send(List<String> usernames) {
		if (!this.mailing) {
			throw new Refused("account.refused.no-mail");
		}
		int sent = 0;
		for (String username : usernames) {
			UserAccount account = this.scope.managed(username);
			if (account.isLocked()) {
				throw new Refused("account.refused.locked", username);
			}
			if (account.person().email() != null) {
				this.offers.withdrawAll(account.id());
				this.events.publishEvent(new CodeWanted(account.id()));
				this.scope.publish(this.scope.fact("account.code-mailed", account));
				sent++;
			}
		}
		return sent;
	}

	/**
	 * Somebody has forgotten the password of this account. Asking counts as a failed
	 * attempt of its own, so that nobody is flooded with letters.
	 */
	@Transactional(noRollbackFor = Refused.class)
	public void forgotten(String typed, String address) {
		String username = typed.substring(0, Math.min(typed.length(), LONGEST_NAME)).toLowerCase(Locale.ROOT);
		OptionalLong counted = this.throttle.begin(ASKED + username, address);
		if (counted.isEmpty()) {
			throw new Refused("account.login.throttled");
		}
		this.accounts.findByUsername(username)
			.filter((account) -> this.mailing && account.isActivated() && !account.isLocked()
					&& account.person().email() != null && this.scope.mayWrite(account))
			.ifPresent((account) -> {
				this.events.publishEvent(new CodeWanted(account.id()));
				this.events.publishEvent(Audited.of(Audited.Fact.of("account.code-asked",
						new SubjectRef("account", username), account.person().fullName(), null)));
			});
	}

	@Override
	public Optional<Letter> write(UserId id) {
		UserAccount account = this.accounts.findById(id.value()).orElse(null);
		if (account == null || account.isLocked() || account.person().email() == null
				|| !this.scope.mayWrite(account)) {
			return Optional.empty();
		}
		AccessCodes.Issued code = this.codes.add(id, account.emailBy(), account.isActivated() ? TO_RETURN : TO_COME_IN);
		return Optional.of(new Letter(account.username(), account.person().fullName(), account.person().email(),
				URI.create(this.installation.address() + "/activate#" + code.code()), code.grouped(), code.validUntil(),
				account.isActivated()));
	}

}
