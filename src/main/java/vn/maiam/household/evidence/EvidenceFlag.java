package vn.maiam.household.evidence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.household.PlausibilityRule;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;

/**
 * A doubt that was raised, with its answer. It settles by itself when its cause is gone.
 */
@Entity
class EvidenceFlag {

	@Id
	private UUID id;

	@Version
	private @Nullable Integer version;

	private UUID householdId;

	private @Nullable UUID entryId;

	@Enumerated(EnumType.STRING)
	private PlausibilityRule rule;

	private String[] arguments;

	private @Nullable String reason;

	@Enumerated(EnumType.STRING)
	private State state;

	private Instant raisedAt;

	@Column(name = "raised_by")
	private UUID raisedBy;

	private @Nullable Instant decidedAt;

	@Column(name = "decided_by")
	private @Nullable UUID decidedBy;

	private @Nullable String note;

	@SuppressWarnings("NullAway.Init")
	protected EvidenceFlag() {
	}

	EvidenceFlag(UUID householdId, Doubt doubt, @Nullable String reason, UserId by, Instant now) {
		this.id = UUID.randomUUID();
		this.householdId = householdId;
		this.entryId = doubt.entryId();
		this.rule = doubt.rule();
		this.arguments = doubt.arguments().toArray(String[]::new);
		this.reason = reason;
		this.state = State.OPEN;
		this.raisedAt = now;
		this.raisedBy = by.value();
	}

	PlausibilityRule rule() {
		return this.rule;
	}

	UUID householdId() {
		return this.householdId;
	}

	@Nullable UUID entryId() {
		return this.entryId;
	}

	/**
	 * Whether it already speaks of a doubt: still open, or confirmed just as it is. What
	 * was settled, or has grown since it was confirmed, is raised again.
	 */
	boolean answers(Doubt doubt) {
		return doubt.isAbout(this.rule, this.entryId)
				&& (isOpen() || (isConfirmed() && doubt.arguments().equals(List.of(this.arguments))));
	}

	boolean isOpen() {
		return this.state == State.OPEN || this.state == State.RETURNED;
	}

	boolean isConfirmed() {
		return this.state == State.CONFIRMED;
	}

	/** The cause is gone: corrected, or proven since. */
	void settle(Instant now) {
		this.state = State.SETTLED;
		this.decidedAt = now;
	}

	/** Somebody else has looked: it is so, because. */
	void confirm(String note, UserId by, Instant now) {
		decide(State.CONFIRMED, note, by, now);
	}

	/** Somebody else has looked: it is not proven, because. */
	void giveBack(String note, UserId by, Instant now) {
		decide(State.RETURNED, note, by, now);
	}

	private void decide(State next, String words, UserId by, Instant now) {
		if (!isOpen()) {
			throw new Refused("household.refused.flag-decided");
		}
		if (this.raisedBy.equals(by.value())) {
			throw new Refused("household.refused.second-person");
		}
		this.state = next;
		this.note = words;
		this.decidedBy = by.value();
		this.decidedAt = now;
	}

	@Override
	public String toString() {
		return this.rule + " " + List.of(this.arguments) + " of " + this.householdId + " " + this.state + " since "
				+ this.raisedAt + ((this.reason != null) ? ": " + this.reason : "")
				+ ((this.note != null) ? "; " + this.note + " by " + this.decidedBy + " at " + this.decidedAt : "");
	}

	/** Chờ xác nhận, bị trả lại, đã xác nhận, đã hết nghi vấn. */
	enum State {

		OPEN, RETURNED, CONFIRMED, SETTLED

	}

}
