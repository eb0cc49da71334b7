package vn.maiam.account.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.Role;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;

/**
 * A role that an account holds on a unit and all below it, for a time. Never deleted: it
 * runs out, or somebody ends it and says why.
 */
@Entity
class AccountGrant {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private UUID accountId;

	@Enumerated(EnumType.STRING)
	private Role role;

	private long unitId;

	private Instant grantedAt;

	private @Nullable UUID grantedBy;

	private LocalDate validFrom;

	private @Nullable LocalDate validTo;

	private @Nullable String decisionNo;

	private @Nullable LocalDate decisionDate;

	private @Nullable UUID deputyOf;

	private @Nullable Instant endedAt;

	private @Nullable UUID endedBy;

	private @Nullable String endReason;

	@SuppressWarnings("NullAway.Init")
	protected AccountGrant() {
	}

	AccountGrant(UserId account, NewGrant wanted, LocalDate from, @Nullable UserId by, Instant now) {
		this.accountId = account.value();
		this.role = wanted.grant().role();
		this.unitId = wanted.grant().unit().id();
		this.validFrom = from;
		this.validTo = wanted.until();
		this.decisionNo = wanted.decisionNo();
		this.decisionDate = wanted.decisionDate();
		this.grantedBy = (by != null) ? by.value() : null;
		this.grantedAt = now;
		if (this.validTo != null && this.validTo.isBefore(from)) {
			throw new Refused("account.refused.period");
		}
	}

	/** Held in the place of somebody who is away. */
	AccountGrant inPlaceOf(UserId absent) {
		this.deputyOf = absent.value();
		return this;
	}

	void end(UserId by, String reason, Instant now) {
		if (this.endedAt != null) {
			throw new Refused("account.refused.grant-ended");
		}
		this.endedAt = now;
		this.endedBy = by.value();
		this.endReason = reason;
	}

	long id() {
		if (this.id == null) {
			throw new IllegalStateException("not yet stored");
		}
		return this.id;
	}

	UUID accountId() {
		return this.accountId;
	}

	Role role() {
		return this.role;
	}

	long unitId() {
		return this.unitId;
	}

	/** Whether it is held on any of these days; until may be open. */
	boolean overlaps(LocalDate from, @Nullable LocalDate until) {
		return this.endedAt == null && (this.validTo == null || !this.validTo.isBefore(from))
				&& (until == null || !this.validFrom.isAfter(until));
	}

	/** Whether it holds on all of these days, so that it can be lent for them. */
	boolean covers(LocalDate from, LocalDate until) {
		return this.endedAt == null && !this.validFrom.isAfter(from)
				&& (this.validTo == null || !this.validTo.isBefore(until));
	}

	/** Neither ended nor run out; it may begin later. */
	boolean isLive(LocalDate today) {
		return this.endedAt == null && (this.validTo == null || !this.validTo.isBefore(today));
	}

	@Override
	public String toString() {
		return this.id + ": " + this.role + " of " + this.accountId + " on " + this.unitId + ", " + this.validFrom + "–"
				+ this.validTo + ", given " + this.grantedAt + " by " + this.grantedBy + " (" + this.decisionNo + ", "
				+ this.decisionDate + "), for " + this.deputyOf + ", ended by " + this.endedBy + ": " + this.endReason;
	}

}
