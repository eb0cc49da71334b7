package vn.maiam.household.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

import vn.maiam.household.Halt;
import vn.maiam.household.Obstacle;
import vn.maiam.household.Stage;
import vn.maiam.shared.UserId;

/**
 * One update from the field, written once. It says where the house stands from then on. A
 * correction takes the position of the entry that it corrects.
 */
@Entity
@Immutable
class ProgressEntry implements Persistable<UUID> {

	@Id
	private UUID id;

	private UUID householdId;

	private int position;

	@Enumerated(EnumType.STRING)
	private Stage stage;

	@Enumerated(EnumType.STRING)
	private @Nullable Halt halt;

	private LocalDate reachedOn;

	private @Nullable String note;

	@Enumerated(EnumType.STRING)
	private @Nullable Obstacle obstacle;

	private @Nullable String reason;

	private @Nullable String documentNo;

	private @Nullable UUID correctsId;

	private @Nullable Double latitude;

	private @Nullable Double longitude;

	private @Nullable Integer accuracyMetres;

	private Instant recordedAt;

	@Column(name = "recorded_by")
	private UUID recordedBy;

	@SuppressWarnings("NullAway.Init")
	protected ProgressEntry() {
	}

	ProgressEntry(Household household, int position, RecordProgress progress, UserId by, Instant now) {
		this.id = UUID.randomUUID();
		this.householdId = household.id();
		this.position = position;
		this.stage = progress.stage();
		this.halt = progress.halt();
		this.reachedOn = progress.reachedOn();
		this.note = progress.note();
		this.obstacle = progress.obstacle();
		this.reason = progress.reason();
		this.documentNo = progress.documentNo();
		this.correctsId = progress.corrects();
		this.latitude = progress.latitude();
		this.longitude = progress.longitude();
		this.accuracyMetres = progress.accuracyMetres();
		this.recordedAt = now;
		this.recordedBy = by.value();
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	/** Entries are only ever added. */
	@Override
	public boolean isNew() {
		return true;
	}

	int position() {
		return this.position;
	}

	Stage stage() {
		return this.stage;
	}

	@Nullable Halt halt() {
		return this.halt;
	}

	LocalDate reachedOn() {
		return this.reachedOn;
	}

	@Nullable UUID correctsId() {
		return this.correctsId;
	}

	@Override
	public String toString() {
		return this.stage + " of " + this.householdId + " on " + this.reachedOn + " by " + this.recordedBy + " at "
				+ this.recordedAt + ((this.note != null) ? ": " + this.note : "")
				+ ((this.obstacle != null) ? ", " + this.obstacle : "")
				+ ((this.reason != null) ? ", " + this.reason : "")
				+ ((this.documentNo != null) ? ", " + this.documentNo : "") + ((this.latitude != null)
						? " @" + this.latitude + "," + this.longitude + "±" + this.accuracyMetres : "");
	}

}
