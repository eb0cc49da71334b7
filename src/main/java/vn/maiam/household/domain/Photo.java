package vn.maiam.household.domain;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

import vn.maiam.household.photo.Picture;

/**
 * A picture of a house at a stage. Capture time and place live here only; the file that
 * is served has none.
 */
@Entity
@Immutable
class Photo implements Persistable<UUID> {

	@Id
	private UUID id;

	private UUID householdId;

	private UUID entryId;

	private String storageKey;

	private byte[] sha256;

	private @Nullable Long likeness;

	private int bytes;

	private int width;

	private int height;

	private @Nullable LocalDateTime takenAt;

	private @Nullable Double latitude;

	private @Nullable Double longitude;

	private Instant uploadedAt;

	@SuppressWarnings("NullAway.Init")
	protected Photo() {
	}

	Photo(ProgressEntry entry, Household household, Picture picture, Instant now) {
		this.id = UUID.randomUUID();
		this.householdId = household.id();
		this.entryId = entry.getId();
		this.storageKey = "photos/%s/%s".formatted(this.id.toString().substring(0, 2), this.id);
		this.sha256 = picture.sha256();
		this.likeness = picture.likeness();
		this.bytes = picture.jpeg().length;
		this.width = picture.width();
		this.height = picture.height();
		this.takenAt = picture.takenAt();
		this.latitude = picture.latitude();
		this.longitude = picture.longitude();
		this.uploadedAt = now;
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	String storageKey() {
		return this.storageKey;
	}

	@Override
	public boolean isNew() {
		return true;
	}

	@Override
	public String toString() {
		return this.storageKey + " " + this.width + "×" + this.height + ", " + this.bytes + " bytes of " + this.entryId
				+ "/" + this.householdId + " at " + this.uploadedAt
				+ ((this.takenAt != null) ? ", taken " + this.takenAt : "")
				+ ((this.latitude != null) ? " @" + this.latitude + "," + this.longitude : "") + " #"
				+ this.sha256.length + "/" + this.likeness;
	}

}
