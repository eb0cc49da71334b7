package vn.maiam.account.domain;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.account.Account;
import vn.maiam.account.AccountOffice;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.Permission;
import vn.maiam.account.Role;
import vn.maiam.account.domain.Administrator.Held;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/**
 * Which accounts the present administrator finds, and which he may do something with.
 * What {@link Administrator} does not allow is refused; what lies outside does not exist.
 */
@Component
class AccountScope {

	private final UserAccounts accounts;

	private final AccountGrants grants;

	private final AccountReader reader;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	AccountScope(UserAccounts accounts, AccountGrants grants, AccountReader reader, UnitDirectory units,
			CurrentAccount current, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.accounts = accounts;
		this.grants = grants;
		this.reader = reader;
		this.units = units;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** An installation without an administrator could never be helped again. */
	void requireAnAdmin() {
		// two administrators must not end each other's rights at the same moment
		this.jdbc.sql("select pg_advisory_xact_lock(hashtext('last-admin'))").query().singleRow();
		this.grants.flush();
		boolean any = this.jdbc.sql("""
				select exists (select 1 from account_grant g join user_account a on a.id = g.account_id
				where g.role = 'ADMIN' and g.ended_at is null and g.valid_from <= :today
						and (g.valid_to is null or g.valid_to >= :today)
					and a.locked_at is null and a.activated_at is not null)""")
			.param("today", LocalDate.now(this.clock))
			.query(Boolean.class)
			.single();
		if (!any) {
			throw new Refused("account.refused.last-admin");
		}
	}

	void requireGivable(Grant grant) {
		Administrator administrator = administrator();
		if (administrator.own().stream().noneMatch((own) -> liesIn(grant.unit().id(), own.unit().id()))) {
			throw new NotFound("unit " + grant.unit().id());
		}
		if (!administrator.mayGive(grant.role(), grant.unit().id())) {
			throw new Refused("account.refused.role");
		}
		// what an ADMIN sets holds for the whole installation
		if (grant.role() == Role.ADMIN && grant.unit().parentId() != null) {
			throw new Refused("account.refused.admin-unit");
		}
	}

	/**
	 * An account whose keys the administrator may hold: never the own, never one that
	 * reaches further.
	 */
	UserAccount managed(String username) {
		UserAccount account = mine(username);
		if (account.id().equals(self().id())) {
			throw new Refused("account.refused.self");
		}
		if (!administrator().mayManage(held(account))) {
			throw new Refused("account.refused.beyond");
		}
		return account;
	}

	/**
	 * All rights, the former ones too: an account that once reached further may reach
	 * further again, and whoever held its keys in between would come with it.
	 */
	private List<Held> held(UserAccount account) {
		return rights(account).stream().map((right) -> new Held(right.role(), right.unitId())).toList();
	}

	/** A local administrator gives himself nothing: what he is he was made by others. */
	void requireOther(UserAccount account) {
		if (account.id().equals(self().id()) && !administrator().isAdmin()) {
			throw new Refused("account.refused.self-grant");
		}
	}

	boolean isAdmin(UserAccount account) {
		LocalDate today = LocalDate.now(this.clock);
		return rights(account).stream().anyMatch((right) -> right.role() == Role.ADMIN && right.isLive(today));
	}

	List<AccountGrant> rights(UserAccount account) {
		return this.grants.findByAccountIdOrderById(account.id().value());
	}

	AccountGrant right(UserAccount account, long grantId) {
		return this.grants.findById(grantId)
			.filter((right) -> right.accountId().equals(account.id().value()))
			.orElseThrow(() -> new NotFound("grant " + grantId));
	}

	/** One of his own accounts; a stranger's is as unknown as none at all. */
	UserAccount mine(String username) {
		return find(username).orElseThrow(() -> new NotFound("account " + username));
	}

	Optional<UserAccount> find(String username) {
		return this.accounts.lockByUsername(username).filter((account) -> isMine(account.id().value()));
	}

	boolean isMine(UUID account) {
		this.grants.flush();
		return this.jdbc
			.sql("select exists (select 1 from user_account a where a.id = :account and " + AccountOffice.ADMINISTERED
					+ ")")
			.param("account", account)
			.param("scope", self().scopeIds(Permission.MANAGE_ACCOUNTS))
			.query(Boolean.class)
			.single();
	}

	/**
	 * Whether a letter to the account's e-mail address opens no more than whoever has
	 * entered the address could open today. One who is not known here any more has handed
	 * the account over.
	 */
	boolean mayWrite(UserAccount account) {
		UserId by = account.emailBy();
		return by.equals(account.id()) || this.accounts.findById(by.value()).isEmpty() || mayManage(by, account);
	}

	/** Whether somebody who once made a code for the account could make it today. */
	boolean mayManage(UserId maker, UserAccount account) {
		return this.accounts.findById(maker.value())
			.flatMap((it) -> this.reader.find(it.username()))
			.filter((it) -> !it.locked())
			.map((it) -> administrator(it.account(true, false)).mayManage(held(account)))
			.orElse(false);
	}

	Administrator administrator() {
		return administrator(self());
	}

	Administrator administrator(Account account) {
		return Administrator.of(account, this::liesIn);
	}

	private boolean liesIn(long unitId, long rootId) {
		return this.units.within(unitId, List.of(rootId));
	}

	Account self() {
		return this.current.require();
	}

	Audited.Fact fact(String action, UserAccount account) {
		Long unitId = rights(account).stream().findFirst().map(AccountGrant::unitId).orElse(null);
		return Audited.Fact.of(action, new SubjectRef("account", account.username()), account.person().fullName(),
				unitId);
	}

	void publish(Audited.Fact fact) {
		this.events.publishEvent(Audited.of(fact));
	}

}
