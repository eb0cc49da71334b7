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

	private final GivenRights given;

	private final AccessCodes codes;

	private final SessionRegister sessions;

	private final UnitDirectory units;

	private final Offers offers;

	private final Clock clock;

	RightsService(AccountScope scope, AccountGrants grants, GivenRights given, AccessCodes codes,
			SessionRegister sessions, UnitDirectory units, Offers offers, Clock clock) {
		this.scope = scope;
		this.grants = grants;
		this.given = given;
		this.codes = codes;
		this.sessions = sessions;
		this.units = units;
		this.offers = offers;
		this.clock = clock;
	}

	/** Gives a further right by a decision. */
	public void grant(String username, NewGrant wanted) {
		UserAccount account = this.scope.mine(username);
		this.scope.requireGivable(wanted.grant());
		this.scope.requireOther(account);
		this.given.add(account, wanted, null, this.scope.self().id());
	}

	/**
	 * Lets somebody stand in for the holder of a right, for a time. The deputy gets the
	 * same role on the same unit, no longer than the right itself lasts. One who is not
	 * among the administrator's own accounts is invited.
	 * @return whether the deputy is invited and has to accept
	 */
	public boolean deputize(String username, long grantId, String deputy, LocalDate from, LocalDate until,
			@Nullable String decisionNo) {
		UserAccount absent = this.scope.mine(username);
		AccountGrant right = this.scope.right(absent, grantId);
		if (!right.covers(from, until)) {
			throw new Refused("account.refused.not-lendable");
		}
		if (deputy.equals(absent.username())) {
			throw new Refused("account.refused.own-deputy");
		}
		Grant grant = new Grant(right.role(), this.units.require(right.unitId()));
		this.scope.requireGivable(grant);
		NewGrant wanted = new NewGrant(grant, from, until, decisionNo, null);
		UserAccount standIn = this.scope.find(deputy).orElse(null);
		if (standIn == null) {
			this.offers.make(deputy, wanted, new Offers.Lent(grantId, absent.id()), null);
			return true;
		}
		this.scope.requireOther(standIn);
		this.given.add(standIn, wanted, absent.id(), this.scope.self().id());
		return false;
	}

	/**
	 * Ends a right, at once and with a reason: rights are read anew at each request. Who
	 * has none left is signed out.
	 */
	public void endGrant(String username, long grantId, String reason) {
		UserAccount account = this.scope.mine(username);
		AccountGrant right = this.scope.right(account, grantId);
		this.scope.requireGivable(new Grant(right.role(), this.units.require(right.unitId())));
		right.end(this.scope.self().id(), reason, this.clock.instant());
		this.grants.save(right);
		endDeputies(right, account, reason);
		if (right.role() == Role.ADMIN) {
			this.scope.requireAnAdmin();
		}
		if (right.role().may(Permission.MANAGE_ACCOUNTS)) {
			this.codes.revokeMadeBy(account.id());
		}
		LocalDate today = LocalDate.now(this.clock);
		if (this.scope.rights(account).stream().noneMatch((it) -> it.isLive(today))) {
			this.sessions.endAllBut(username);
		}
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
		this.scope.find(username).ifPresent((account) -> {
			for (AccountGrant right : this.scope.rights(account)) {
				if (right.unitId() == unitId && right.isLive(today)) {
					endGrant(username, right.id(), reason);
				}
			}
		});
	}

}
