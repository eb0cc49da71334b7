package vn.maiam.committee.domain;

import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.committee.CommitteeKind;

/** A committee of a unit, set up by a decision. */
@Entity
class Committee {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	@Version
	private @Nullable Integer version;

	private long unitId;

	@Enumerated(EnumType.STRING)
	private CommitteeKind kind;

	private String decisionNo;

	private LocalDate decisionDate;

	private LocalDate validFrom;

	private @Nullable LocalDate validTo;

	@SuppressWarnings("NullAway.Init")
	protected Committee() {
	}

	Committee(long unitId, CommitteeKind kind, String decisionNo, LocalDate decisionDate) {
		this.unitId = unitId;
		this.kind = kind;
		this.decisionNo = decisionNo;
		this.decisionDate = decisionDate;
		this.validFrom = decisionDate;
	}

	long id() {
		if (this.id == null) {
			throw new IllegalStateException("not yet stored");
		}
		return this.id;
	}

	long unitId() {
		return this.unitId;
	}

	CommitteeKind kind() {
		return this.kind;
	}

	@Override
	public String toString() {
		return this.kind + " of " + this.unitId + " by " + this.decisionNo + " of " + this.decisionDate + ", "
				+ this.validFrom + "–" + this.validTo;
	}

}
