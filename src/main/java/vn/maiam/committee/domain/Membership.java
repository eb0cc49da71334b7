package vn.maiam.committee.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.committee.Position;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;

/** A person in a post of a committee, from a day to a day. Never deleted: it ends. */
@Entity
class Membership {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	@Version
	private @Nullable Integer version;

	private long committeeId;

	private UUID accountId;

	@Enumerated(EnumType.STRING)
	private Position position;

	private String office;

	private String decisionNo;

	private LocalDate decisionDate;

	private LocalDate fromDay;

	private @Nullable LocalDate toDay;

	private @Nullable String endReason;

	private Instant recordedAt;

	private UUID recordedBy;

	@SuppressWarnings("NullAway.Init")
	protected Membership() {
	}

	Membership(long committeeId, UserId account, NewMembership wanted, UserId by, Instant now) {
		this.committeeId = committeeId;
		this.accountId = account.value();
		this.position = wanted.position();
		this.office = wanted.office();
		this.decisionNo = wanted.decisionNo();
		this.decisionDate = wanted.decisionDate();
		this.fromDay = wanted.from();
		this.recordedAt = now;
		this.recordedBy = by.value();
	}

	void end(LocalDate day, String reason) {
		if (this.toDay != null) {
			throw new Refused("committee.refused.ended");
		}
		if (day.isBefore(this.fromDay)) {
			throw new Refused("committee.refused.end-before-start");
		}
		this.toDay = day;
		this.endReason = reason;
	}

	long committeeId() {
		return this.committeeId;
	}

	UUID accountId() {
		return this.accountId;
	}

	Position position() {
		return this.position;
	}

	@Override
	public String toString() {
		return this.id + ": " + this.accountId + " as " + this.position + " (" + this.office + ") of "
				+ this.committeeId + ", " + this.fromDay + "–" + this.toDay + " by " + this.decisionNo + " of "
				+ this.decisionDate + ", recorded " + this.recordedAt + " by " + this.recordedBy + ", ended: "
				+ this.endReason;
	}

}
