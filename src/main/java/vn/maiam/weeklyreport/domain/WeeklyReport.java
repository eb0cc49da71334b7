package vn.maiam.weeklyreport.domain;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;
import vn.maiam.weeklyreport.KeptReport;
import vn.maiam.weeklyreport.Narrative;
import vn.maiam.weeklyreport.ReportState;
import vn.maiam.weeklyreport.ReportingWeek;

/**
 * One unit's report of one week; a correction is another with the next number. Guards its
 * own way: draft → submitted → (returned → submitted)* → accepted, then never again.
 */
@Entity
class WeeklyReport {

	@Id
	private UUID id;

	@Version
	private @Nullable Integer version;

	private long unitId;

	private String week;

	private int number;

	@Enumerated(EnumType.STRING)
	private ReportState state;

	@Embedded
	private @Nullable Narrative narrative;

	private @Nullable String correctionReason;

	private @Nullable Instant firstSubmittedAt;

	private @Nullable Instant submittedAt;

	@Column(name = "submitted_by")
	private @Nullable UUID submittedBy;

	private @Nullable Instant signedAt;

	@Column(name = "signed_by")
	private @Nullable UUID signedBy;

	private @Nullable Instant decidedAt;

	@Column(name = "decided_by")
	private @Nullable UUID decidedBy;

	private @Nullable String returnReason;

	private @Nullable Instant reopenedUntil;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable String kept;

	@SuppressWarnings("NullAway.Init")
	protected WeeklyReport() {
	}

	WeeklyReport(long unitId, ReportingWeek week) {
		this.id = UUID.randomUUID();
		this.unitId = unitId;
		this.week = week.toString();
		this.number = 1;
		this.state = ReportState.DRAFT;
	}

	UUID id() {
		return this.id;
	}

	int version() {
		return (this.version != null) ? this.version : 0;
	}

	long unitId() {
		return this.unitId;
	}

	ReportingWeek week() {
		return ReportingWeek.valueOf(this.week);
	}

	int number() {
		return this.number;
	}

	ReportState state() {
		return this.state;
	}

	Narrative narrative() {
		return (this.narrative != null) ? this.narrative : Narrative.EMPTY;
	}

	@Nullable String correctionReason() {
		return this.correctionReason;
	}

	@Nullable Instant submittedAt() {
		return this.submittedAt;
	}

	@Nullable Instant firstSubmittedAt() {
		return this.firstSubmittedAt;
	}

	@Nullable UUID submittedBy() {
		return this.submittedBy;
	}

	@Nullable Instant signedAt() {
		return this.signedAt;
	}

	@Nullable UUID signedBy() {
		return this.signedBy;
	}

	/** Who answers for it: the unit's leader, and for the top the one who accepted it. */
	@Nullable UUID signer(boolean top) {
		return (top && this.state == ReportState.ACCEPTED) ? this.decidedBy : this.signedBy;
	}

	@Nullable Instant decidedAt() {
		return this.decidedAt;
	}

	@Nullable String returnReason() {
		return this.returnReason;
	}

	@Nullable Instant reopenedUntil() {
		return this.reopenedUntil;
	}

	@Nullable String kept() {
		return this.kept;
	}

	boolean isReopened(Instant now) {
		return this.reopenedUntil != null && now.isBefore(this.reopenedUntil);
	}

	void write(Narrative next) {
		if (!this.state.isOpen()) {
			throw new Refused("weeklyreport.refused.locked");
		}
		this.narrative = next;
	}

	void submit(UserId by, Instant now) {
		if (!this.state.isOpen()) {
			throw new Refused("weeklyreport.refused.already-submitted");
		}
		this.state = ReportState.SUBMITTED;
		this.submittedAt = now;
		this.submittedBy = by.value();
		this.firstSubmittedAt = (this.firstSubmittedAt != null) ? this.firstSubmittedAt : now;
		this.signedAt = null;
		this.signedBy = null;
	}

	void sign(UserId by, Instant now) {
		requireSubmitted();
		if (this.signedAt != null) {
			throw new Refused("weeklyreport.refused.already-signed");
		}
		this.signedAt = now;
		this.signedBy = by.value();
	}

	void giveBack(String reason, UserId by, Instant now) {
		requireSubmitted();
		this.state = ReportState.RETURNED;
		this.returnReason = reason;
		this.signedAt = null;
		this.signedBy = null;
		this.decidedAt = now;
		this.decidedBy = by.value();
	}

	/**
	 * Accepted with what it will keep, by somebody who neither submitted nor signed it.
	 */
	void accept(KeptReport keeps, boolean signatureNeeded, UserId by, Instant now) {
		requireSubmitted();
		if (signatureNeeded && this.signedAt == null) {
			throw new Refused("weeklyreport.refused.unsigned");
		}
		if (by.value().equals(this.submittedBy) || by.value().equals(this.signedBy)) {
			throw new Refused("weeklyreport.refused.second-person");
		}
		this.state = ReportState.ACCEPTED;
		this.kept = keeps.write();
		this.decidedAt = now;
		this.decidedBy = by.value();
	}

	/**
	 * A new version with the same text, to be corrected for a reason. The week was kept
	 * by the first.
	 */
	WeeklyReport correct(String reason) {
		if (this.state != ReportState.ACCEPTED) {
			throw new Refused("weeklyreport.refused.not-accepted");
		}
		WeeklyReport next = new WeeklyReport(this.unitId, week());
		next.number = this.number + 1;
		next.narrative = this.narrative;
		next.firstSubmittedAt = this.firstSubmittedAt;
		next.correctionReason = reason;
		return next;
	}

	/** Lets this unit in after its week was closed. */
	void reopen(Instant until) {
		this.reopenedUntil = until;
	}

	private void requireSubmitted() {
		if (this.state != ReportState.SUBMITTED) {
			throw new Refused("weeklyreport.refused.not-submitted");
		}
	}

	@Override
	public String toString() {
		return this.week + " of " + this.unitId + " no. " + this.number + " " + this.state + " decided by "
				+ this.decidedBy;
	}

}
