package vn.maiam.document.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.document.DocumentKind;
import vn.maiam.document.domain.DocumentFields.Reach;
import vn.maiam.shared.UserId;
import vn.maiam.shared.web.Show;

/** A document of a unit's library. Its files are its versions, the newest holds. */
@Entity
class Document {

	@Id
	private UUID id;

	@Version
	private @Nullable Integer version;

	private long unitId;

	@Enumerated(EnumType.STRING)
	private Reach reach;

	@Enumerated(EnumType.STRING)
	private DocumentKind kind;

	private @Nullable String number;

	private @Nullable LocalDate issuedOn;

	private @Nullable String issuer;

	private @Nullable String signer;

	private String summary;

	private String tags;

	private int year;

	private Instant recordedAt;

	private UUID recordedBy;

	private Instant changedAt;

	private @Nullable Instant removedAt;

	private @Nullable UUID removedBy;

	private @Nullable String removalReason;

	@SuppressWarnings("NullAway.Init")
	protected Document() {
	}

	@SuppressWarnings("NullAway.Init")
	Document(DocumentFields fields, UserId by, Instant now) {
		this.id = UUID.randomUUID();
		this.unitId = fields.unitId();
		this.recordedAt = now;
		this.recordedBy = by.value();
		describe(fields, now);
	}

	/** Everything but the unit, which a document never leaves. */
	final void describe(DocumentFields fields, Instant now) {
		this.changedAt = now;
		this.reach = fields.reach();
		this.kind = fields.kind();
		this.number = fields.number();
		this.issuedOn = fields.issuedOn();
		this.issuer = fields.issuer();
		this.signer = fields.signer();
		this.summary = fields.summary();
		this.tags = fields.tags();
		this.year = (fields.issuedOn() != null) ? fields.issuedOn().getYear()
				: this.recordedAt.atZone(Show.ZONE).getYear();
	}

	void remove(String reason, UserId by, Instant now) {
		this.removedAt = now;
		this.removedBy = by.value();
		this.removalReason = reason;
	}

	DocumentFields fields() {
		return new DocumentFields(this.unitId, this.reach, this.kind, this.number, this.issuedOn, this.issuer,
				this.signer, this.summary, this.tags);
	}

	UUID id() {
		return this.id;
	}

	int version() {
		return (this.version != null) ? this.version : 0;
	}

	boolean isRecordedBy(UserId person) {
		return this.recordedBy.equals(person.value());
	}

	@Override
	public String toString() {
		return this.kind + " " + this.number + " of " + this.year + ", changed " + this.changedAt + ", removed "
				+ this.removedAt + " by " + this.removedBy + ": " + this.removalReason;
	}

}
