package vn.maiam.directive.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;

/**
 * An order as it was issued. It is never edited; a wrong one is withdrawn with a reason.
 */
@Entity
class Directive {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	@Version
	private @Nullable Integer version;

	private long unitId;

	private @Nullable String number;

	private String title;

	private String text;

	private @Nullable LocalDate dueOn;

	private Instant issuedAt;

	private UUID issuedBy;

	private @Nullable Instant withdrawnAt;

	private @Nullable String withdrawalReason;

	@SuppressWarnings("NullAway.Init")
	protected Directive() {
	}

	Directive(NewDirective order, UserId by, Instant now) {
		this.unitId = order.unitId();
		this.number = order.number();
		this.title = order.title();
		this.text = order.text();
		this.dueOn = order.dueOn();
		this.issuedAt = now;
		this.issuedBy = by.value();
	}

	void withdraw(String reason, Instant now) {
		requireStanding();
		this.withdrawnAt = now;
		this.withdrawalReason = reason;
	}

	void requireStanding() {
		if (this.withdrawnAt != null) {
			throw new Refused("directive.refused.withdrawn");
		}
	}

	long id() {
		if (this.id == null) {
			throw new IllegalStateException("not yet stored");
		}
		return this.id;
	}

	int version() {
		return (this.version != null) ? this.version : 0;
	}

	long unitId() {
		return this.unitId;
	}

	String title() {
		return this.title;
	}

	String text() {
		return this.text;
	}

	@Nullable LocalDate dueOn() {
		return this.dueOn;
	}

	@Override
	public String toString() {
		return this.number + " " + this.title + " of " + this.issuedAt + " by " + this.issuedBy + ", withdrawn "
				+ this.withdrawnAt + ": " + this.withdrawalReason;
	}

}
