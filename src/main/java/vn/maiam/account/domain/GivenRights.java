package vn.maiam.account.domain;

import java.time.Clock;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;

/** Writes rights down, after it is known that they may be given or were accepted. */
@Component
class GivenRights {

	private final AccountScope scope;

	private final AccountGrants grants;

	private final AccessCodes codes;

	private final Clock clock;

	GivenRights(AccountScope scope, AccountGrants grants, AccessCodes codes, Clock clock) {
		this.scope = scope;
		this.grants = grants;
		this.codes = codes;
		this.clock = clock;
	}

	/**
	 * @param absent in whose place the right is held; null when in nobody's
	 */
	void add(UserAccount account, NewGrant wanted, @Nullable UserId absent, UserId givenBy) {
		LocalDate from = (wanted.from() != null) ? wanted.from() : LocalDate.now(this.clock);
		boolean held = this.scope.rights(account)
			.stream()
			.anyMatch((right) -> right.role() == wanted.grant().role() && right.unitId() == wanted.grant().unit().id()
					&& right.overlaps(from, wanted.until()));
		if (held) {
			throw new Refused("account.refused.held");
		}
		AccountGrant grant = new AccountGrant(account.id(), wanted, from, givenBy, this.clock.instant());
		this.grants.save((absent != null) ? grant.inPlaceOf(absent) : grant);
		// a code must not open more than whoever made it could open today
		for (UserId maker : this.codes.makers(account.id())) {
			if (!maker.equals(account.id()) && !this.scope.mayManage(maker, account)) {
				this.codes.revokeOf(account.id(), maker);
			}
		}
		this.scope.publish(this.scope.fact((absent != null) ? "account.deputized" : "account.granted", account)
			.with("grant", null, AccountService.said(wanted.grant()))
			.with("valid_from", null, from)
			.with("valid_to", null, wanted.until())
			.because(wanted.decisionNo()));
	}

	/** Whether a right that was to be lent for these days still covers them. */
	boolean isLendable(long grantId, LocalDate from, LocalDate until) {
		return this.grants.findById(grantId).filter((right) -> right.covers(from, until)).isPresent();
	}

}
