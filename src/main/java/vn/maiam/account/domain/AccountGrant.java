package vn.maiam.account.domain;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

import vn.maiam.account.Role;
import vn.maiam.shared.UserId;

/** A role that an account holds on a unit and all below it. */
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

	@SuppressWarnings("NullAway.Init")
	protected AccountGrant() {
	}

	AccountGrant(UserId account, Role role, long unitId, Instant grantedAt) {
		this.accountId = account.value();
		this.role = role;
		this.unitId = unitId;
		this.grantedAt = grantedAt;
	}

	Role role() {
		return this.role;
	}

	long unitId() {
		return this.unitId;
	}

	@Override
	public String toString() {
		return this.role + " of " + this.accountId + " on " + this.unitId + " since " + this.grantedAt;
	}

}
