package vn.maiam.account.domain;

import java.time.Clock;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.Grant;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;

/**
 * Gives rights by decision, for a time or in somebody's place, and ends them with a
 * reason.
 */
@Service
@Transactional
@Requires(Permission.MANAGE_ACCOUNTS)
public class RightsService {

	private final AccountScope scope;

	private final AccountGrants grants;

	private final AccessCodes codes;

	private final SessionRegister sessions;

	private final UnitDirectory units;

	private final Clock clock;

	RightsService(AccountScope scope, AccountGrants grants, AccessCodes codes, SessionRegister sessions,
			UnitDirectory units, Clock clock) {
		this.scope = scope;
		this.grants = grants;
		this.codes = codes;
		this.sessions = sessions;
		this.units = units;
		this.clock = clock;
	}

	/** Gives a further right by a decision. */
	public void grant(String username, NewGrant wanted) {
		UserAccount account = this.scope.find(username);
		this.scope.requireGivable(wanted.grant());
		this.scope.requireOther(account);
		add(account, wanted, null);
	}

	/**
	 * Lets somebody stand in for the holder of a right, for a time. The deputy gets the
	 * same role on the same unit, no longer than the right itself lasts.
	 */
	public void deputize(String username, long grantId, String deputy, LocalDate from, LocalDate until,
			@Nullable String decisionNo) {
		UserAccount absent = this.scope.find(username);
		AccountGrant right = this.scope.right(absent, grantId);
		if (!right.covers(from, until)) {
			throw new Refused("account.refused.not-lendable");
		}
		UserAccount standIn = this.scope.find(deputy);
		if (standIn.id().equals(absent.id())) {
			throw new Refused("account.refused.own-deputy");
		}
		Grant grant = new Grant(right.role(), this.units.require(right.unitId()));
		this.scope.requireGivable(grant);
		this.scope.requireOther(standIn);
		add(standIn, new NewGrant(grant, from, until, decisionNo, null), absent.id());
	}

	/** Ends a right, at once and with a reason; whoever sits in a session loses it. */
	public void endGrant(String username, long grantId, String reason) {
		UserAccount account = this.scope.find(username);
		AccountGrant right = this.scope.right(account, grantId);
		this.scope.requireGivable(new Grant(right.role(), this.units.require(right.unitId())));
		right.end(this.scope.self().id(), reason, this.clock.instant());
		this.grants.save(right);
		endDeputies(right, account, reason);
		if (right.role() == Role.ADMIN) {
			this.scope.requireAnAdmin();
		}
		this.sessions.endAllBut(username);
		this.scope.publish(this.scope.fact("account.grant-ended", account)
			.with("grant", AccountService.said(new Grant(right.role(), this.units.require(right.unitId()))), null)
			.because(reason));
	}

	/** What was lent of a right ends with it. */
	private void endDeputies(AccountGrant right, UserAccount absent, String reason) {
		LocalDate today = LocalDate.now(this.clock);
		for (AccountGrant lent : this.grants.findByDeputyOfAndRoleAndUnitId(absent.id().value(), right.role(),
				right.unitId())) {
			if (lent.isLive(today)) {
				lent.end(this.scope.self().id(), reason, this.clock.instant());
				this.grants.save(lent);
			}
		}
	}

	/**
	 * Ends all rights that the account holds on exactly this unit and that he may end.
	 */
	public void endAllOn(String username, long unitId, String reason) {
		LocalDate today = LocalDate.now(this.clock);
		for (AccountGrant right : this.scope.rights(this.scope.find(username))) {
			if (right.unitId() == unitId && right.isLive(today)) {
				endGrant(username, right.id(), reason);
			}
		}
	}

	private void add(UserAccount account, NewGrant wanted, @Nullable UserId absent) {
		LocalDate from = (wanted.from() != null) ? wanted.from() : LocalDate.now(this.clock);
		boolean held = this.scope.rights(account)
			.stream()
			.anyMatch((right) -> right.role() == wanted.grant().role() && right.unitId() == wanted.grant().unit().id()
					&& right.overlaps(from, wanted.until()));
		if (held) {
			throw new Refused("account.refused.held");
		}
		AccountGrant grant = new AccountGrant(account.id(), wanted, from, this.scope.self().id(), this.clock.instant());
		this.grants.save((absent != null) ? grant.inPlaceOf(absent) : grant);
		// a code that somebody made before must not open what the account may do now
		this.codes.revoke(account.id());
		this.scope.publish(this.scope.fact((absent != null) ? "account.deputized" : "account.granted", account)
			.with("grant", null, AccountService.said(wanted.grant()))
			.with("valid_from", null, from)
			.with("valid_to", null, wanted.until())
			.because(wanted.decisionNo()));
	}

}
