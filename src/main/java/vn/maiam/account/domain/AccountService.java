package vn.maiam.account.domain;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.AccountOffice;
import vn.maiam.account.AccountRegister;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Grant;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;
import vn.maiam.shared.VietnameseText;

/** Makes accounts and loads them for sign-in. */
@Service
@Transactional(readOnly = true)
public class AccountService implements AccountRegister, UserDetailsService {

	private static final int LONGEST_USERNAME = 40;

	private final UserAccounts accounts;

	private final AccountGrants grants;

	private final AccountReader reader;

	private final Passwords passwords;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	AccountService(UserAccounts accounts, AccountGrants grants, AccountReader reader, Passwords passwords,
			CurrentAccount current, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.accounts = accounts;
		this.grants = grants;
		this.reader = reader;
		this.passwords = passwords;
		this.current = current;
		this.jdbc = jdbc;
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
		UserId id = new UserId(UUID.randomUUID());
		UserId by = this.current.find().map(Account::id).orElse(null);
		// what is wrong with the rights is said before the name is looked up
		List<AccountGrant> grants = wanted.grants()
			.stream()
			.map((grant) -> new AccountGrant(id, grant,
					(grant.from() != null) ? grant.from() : LocalDate.now(this.clock), by, this.clock.instant()))
			.toList();
		// two who want the same name at the same moment
		this.jdbc.sql("select pg_advisory_xact_lock(hashtext('username ' || ?))").param(username).query().singleRow();
		if (this.accounts.findByUsername(username).isPresent()) {
			throw new Refused("account.refused.username-taken", username);
		}
		UserAccount account = new UserAccount(id, username, wanted.person(), by, this.passwords.unusableHash(),
				this.clock.instant());
		if (wanted.password() != null) {
			account.setPassword(this.passwords.hash(wanted.password()), this.clock.instant());
		}
		this.accounts.save(account);
		grants.forEach(this.grants::save);
		Long unitId = wanted.grants().stream().map((grant) -> grant.grant().unit().id()).findFirst().orElse(null);
		List<String> given = wanted.grants().stream().map((grant) -> said(grant.grant())).toList();
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("account.created", new SubjectRef("account", username), wanted.person().fullName(), unitId)
			.with("grant", null, String.join(", ", given))));
		return account.id();
	}

	@Override
	public Account require(String username) {
		return this.reader.find(username).orElseThrow(() -> new NotFound("account " + username)).account(true, false);
	}

	@Override
	public Account loadUserByUsername(String username) {
		return this.reader.find(username)
			.orElseThrow(() -> new UsernameNotFoundException("no such account"))
			.account(false, true);
	}

	@Override
	public List<String> proposeUsernames(List<String> fullNames, List<Long> below) {
		return propose(fullNames, " and " + AccountOffice.ADMINISTERED, below);
	}

	@Override
	public List<String> freeUsernames(List<String> fullNames) {
		return propose(fullNames, "", List.of(-1L));
	}

	private List<String> propose(List<String> fullNames, String whose, List<Long> below) {
		List<String> bases = fullNames.stream().map(AccountService::base).toList();
		Set<String> taken = new HashSet<>();
		if (!bases.isEmpty()) {
			taken.addAll(this.jdbc
				.sql("select a.username from user_account a where regexp_replace(a.username, '[0-9]+$', '') in (:bases)"
						+ whose)
				.param("bases", bases)
				.param("scope", below)
				.query(String.class)
				.list());
		}
		List<String> proposed = new ArrayList<>();
		for (String base : bases) {
			String name = base;
			for (int number = 2; !taken.add(name); number++) {
				name = base + number;
			}
			proposed.add(name);
		}
		return proposed;
	}

	private static String base(String fullName) {
		String letters = VietnameseText.bare(fullName).replaceAll("[^a-z]", "");
		String padded = (letters.length() < 3) ? letters + "canbo" : letters;
		return padded.substring(0, Math.min(LONGEST_USERNAME, padded.length()));
	}

	static String said(Grant grant) {
		return grant.role() + " " + grant.unit().name();
	}

}
