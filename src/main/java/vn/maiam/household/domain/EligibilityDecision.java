package vn.maiam.household.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

import vn.maiam.shared.UserId;

/** A decision as it was recorded; written once. */
@Entity
@Immutable
class EligibilityDecision implements Persistable<UUID> {

	@Id
	private UUID id;

	private UUID householdId;

	@Embedded
	private Standing standing;

	private String documentNo;

	private LocalDate documentDate;

	private @Nullable String note;

	private Instant recordedAt;

	@Column(name = "recorded_by")
	private UUID recordedBy;

	@SuppressWarnings("NullAway.Init")
	protected EligibilityDecision() {
	}

	EligibilityDecision(UUID householdId, Decision decision, UserId by, Instant now) {
		this.id = UUID.randomUUID();
		this.householdId = householdId;
		this.standing = decision.standing();
		this.documentNo = decision.documentNo();
		this.documentDate = decision.documentDate();
		this.note = decision.note();
		this.recordedAt = now;
		this.recordedBy = by.value();
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	@Override
	public boolean isNew() {
		return true;
	}

	@Override
	public String toString() {
		return this.standing + " of " + this.householdId + " by " + this.documentNo + " of " + this.documentDate
				+ ", recorded by " + this.recordedBy + " at " + this.recordedAt
				+ ((this.note != null) ? ": " + this.note : "");
	}

}
