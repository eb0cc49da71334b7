package vn.maiam.account.domain;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.AccountOffice.Post;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.Guesses;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/** Rights on offer, as they are kept until they are accepted or over. */
@Component
class Offers {

	private static final Duration GOOD_FOR = Duration.ofDays(14);

	private static final int MOST_A_DAY = 50;

	private static final String USERNAME = "[a-z0-9._-]{3,50}";

	private final AccountScope scope;

	private final UserAccounts accounts;

	private final UnitDirectory units;

	private final Guesses guesses;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Offers(AccountScope scope, UserAccounts accounts, UnitDirectory units, Guesses guesses, CurrentAccount current,
			JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.scope = scope;
		this.accounts = accounts;
		this.units = units;
		this.guesses = guesses;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Offers a right to whoever has that name, if anybody has.
	 * @param lent the right of an absent person that is lent; null when none is
	 * @param post what comes with it; null when nothing does
	 * @return the number of the invitation
	 * @throws vn.maiam.shared.Refused when it is no user name, whether or not it is
	 * somebody's, or the same is on offer already
	 */
	@Transactional
	@Requires(Permission.MANAGE_ACCOUNTS)
	long make(String username, NewGrant grant, @Nullable Lent lent, @Nullable Post post) {
		if (!username.matches(USERNAME)) {
			throw new Refused("account.refused.no-username", username);
		}
		this.scope.requireGivable(grant.grant());
		requireNew(username, grant.grant(), lent);
		this.guesses.count("invitation", MOST_A_DAY, Duration.ofDays(1));
		UUID account = this.accounts.findByUsername(username).map((it) -> it.id().value()).orElse(null);
		long id = this.jdbc
			.sql("""
					insert into invitation (username, account_id, role, unit_id, valid_from, valid_to, decision_no, decision_date, deputy_of,
						lent_grant_id, post, office, invited_at, invited_by, expires_at)
					values (:username, :account, :role, :unit, :from, :until, :no, :date, :absent, :lent, :post, :office, :now, :self, :expires)
					returning id""")
			.param("username", username)
			.param("account", account, Types.OTHER)
			.param("role", grant.grant().role().name())
			.param("unit", grant.grant().unit().id())
			.param("from", grant.from(), Types.DATE)
			.param("until", grant.until(), Types.DATE)
			.param("no", grant.decisionNo(), Types.VARCHAR)
			.param("date", grant.decisionDate(), Types.DATE)
			.param("absent", (lent != null) ? lent.absent().value() : null, Types.OTHER)
			.param("lent", (lent != null) ? lent.grantId() : null, Types.BIGINT)
			.param("post", (post != null) ? post.title() : null, Types.VARCHAR)
			.param("office", (post != null) ? post.office() : null, Types.VARCHAR)
			.param("now", now())
			.param("self", self().value())
			.param("expires", Timestamp.from(this.clock.instant().plus(GOOD_FOR)))
			.query(Long.class)
			.single();
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("account.invited", new SubjectRef("account", username), username, grant.grant().unit().id())
			.with("grant", null, AccountService.said(grant.grant()))
			.because(grant.decisionNo())));
		return id;
	}

	/** One that was declined looks open, here as well. */
	private void requireNew(String username, Grant grant, @Nullable Lent lent) {
		boolean offered = this.jdbc.sql("""
				select exists (select 1 from invitation where username = :username and unit_id = :unit and role = :role
					and (answer is null or answer = 'DECLINED') and expires_at > :now
					and deputy_of is not distinct from :absent::uuid)""")
			.param("username", username)
			.param("unit", grant.unit().id())
			.param("role", grant.role().name())
			.param("now", now())
			.param("absent", (lent != null) ? lent.absent().value() : null, Types.OTHER)
			.query(Boolean.class)
			.single();
		if (offered) {
			throw new Refused("account.refused.offered", username);
		}
	}

	/** An open one of this person. */
	Offer of(long id, UserId account) {
		return this.jdbc.sql(
				"select * from invitation where id = ? and account_id = ? and answer is null and expires_at > ? for update")
			.params(id, account.value(), now())
			.query(Offer.class)
			.optional()
			.orElseThrow(() -> new NotFound("invitation " + id));
	}

	/**
	 * One on the administrator's units that is open, or looks so: that it was declined is
	 * not told.
	 */
	Offer onOwnUnits(long id) {
		Offer offer = this.jdbc.sql(
				"select * from invitation where id = ? and coalesce(answer, 'DECLINED') = 'DECLINED' and expires_at > ? for update")
			.params(id, now())
			.query(Offer.class)
			.optional()
			.orElseThrow(() -> new NotFound("invitation " + id));
		this.scope.requireGivable(new Grant(offer.role(), this.units.require(offer.unitId())));
		return offer;
	}

	void answer(Offer offer, String answer, String action) {
		this.jdbc.sql("update invitation set answer = ?, answered_at = ?, answered_by = ? where id = ?")
			.params(answer, now(), self().value(), offer.id())
			.update();
		this.events.publishEvent(Audited
			.of(Audited.Fact.of(action, new SubjectRef("account", offer.username()), offer.username(), offer.unitId())
				.with("grant", null, offer.role())));
	}

	/** What was offered to somebody whose keys another takes is offered no more. */
	void withdrawAll(UserId account) {
		this.jdbc.sql(
				"update invitation set answer = 'WITHDRAWN', answered_at = ?, answered_by = ? where account_id = ? and answer is null")
			.params(now(), self().value(), account.value())
			.update();
	}

	private UserId self() {
		return this.current.require().id();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	/**
	 * A right that is lent.
	 *
	 * @param absent whose it is
	 */
	record Lent(long grantId, UserId absent) {
	}

	/** What is offered, to whom and by whom. */
	record Offer(long id, String username, @Nullable UUID accountId, Role role, long unitId,
			@Nullable LocalDate validFrom, @Nullable LocalDate validTo, @Nullable String decisionNo,
			@Nullable LocalDate decisionDate, @Nullable UUID deputyOf, @Nullable Long lentGrantId, UUID invitedBy,
			@Nullable String answer) {

		UUID requireAccount() {
			return Objects.requireNonNull(this.accountId);
		}

		LocalDate requireFrom() {
			return Objects.requireNonNull(this.validFrom);
		}

		LocalDate requireUntil() {
			return Objects.requireNonNull(this.validTo);
		}
	}

}
