package vn.maiam.household.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.household.Eligibility;
import vn.maiam.household.Evidence;
import vn.maiam.household.Halt;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.HouseholdDetails.Dwelling;
import vn.maiam.household.domain.HouseholdDetails.Householder;
import vn.maiam.household.domain.HouseholdDetails.Listing;
import vn.maiam.household.domain.HouseholdDetails.Plan;
import vn.maiam.household.domain.HouseholdDetails.Remarks;
import vn.maiam.household.domain.HouseholdDetails.Residence;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;
import vn.maiam.shared.VietnameseText;

/**
 * A family and its house. Where the house stands on its track follows from its progress
 * entries alone.
 */
@Entity
class Household {

	@Id
	private UUID id;

	@Version
	private @Nullable Integer version;

	private String code;

	@Embedded
	private Householder householder;

	private String nameSort;

	private byte @Nullable [] citizenIdCipher;

	private byte @Nullable [] citizenIdFingerprint;

	private @Nullable String citizenIdMasked;

	@Embedded
	private Residence residence;

	@Embedded
	private @Nullable Dwelling dwelling;

	@Embedded
	private Plan plan;

	@Embedded
	private Listing listing;

	@Embedded
	private @Nullable Remarks remarks;

	@Embedded
	private Standing standing;

	@Enumerated(EnumType.STRING)
	private Stage stage;

	@Enumerated(EnumType.STRING)
	private @Nullable Halt halt;

	private @Nullable LocalDate reachedOn;

	private @Nullable LocalDate startedOn;

	private @Nullable LocalDate completedOn;

	private @Nullable Instant progressAt;

	@Enumerated(EnumType.STRING)
	private Evidence evidence;

	private Instant createdAt;

	private Instant recordedAt;

	@Column(name = "recorded_by")
	private UUID recordedBy;

	@SuppressWarnings("NullAway.Init")
	protected Household() {
	}

	Household(HouseholdCode code, HouseholdDetails details, Standing standing, UserId by, Instant now) {
		this.id = UUID.randomUUID();
		this.code = code.value();
		this.householder = details.householder();
		this.nameSort = VietnameseText.nameOrder(details.householder().fullName());
		this.residence = details.residence();
		this.dwelling = details.dwelling();
		this.plan = details.plan();
		this.listing = details.listing();
		this.remarks = details.remarks();
		this.standing = standing;
		this.stage = Stage.NOT_STARTED;
		this.evidence = Evidence.NONE;
		this.createdAt = now;
		this.recordedAt = now;
		this.recordedBy = by.value();
	}

	UUID id() {
		return this.id;
	}

	int version() {
		return (this.version != null) ? this.version : 0;
	}

	HouseholdCode code() {
		return new HouseholdCode(this.code);
	}

	String fullName() {
		return this.householder.fullName();
	}

	long unitId() {
		return this.residence.unitId();
	}

	SupportKind kind() {
		return this.plan.kind();
	}

	HouseholdDetails details() {
		return new HouseholdDetails(this.householder, this.residence,
				(this.dwelling != null) ? this.dwelling : Dwelling.UNKNOWN, this.plan, this.listing,
				(this.remarks != null) ? this.remarks : Remarks.NONE);
	}

	Standing standing() {
		return this.standing;
	}

	Stage stage() {
		return this.stage;
	}

	@Nullable Halt halt() {
		return this.halt;
	}

	@Nullable LocalDate reachedOn() {
		return this.reachedOn;
	}

	@Nullable LocalDate startedOn() {
		return this.startedOn;
	}

	@Nullable LocalDate completedOn() {
		return this.completedOn;
	}

	@Nullable Instant progressAt() {
		return this.progressAt;
	}

	Evidence evidence() {
		return this.evidence;
	}

	Instant recordedAt() {
		return this.recordedAt;
	}

	UserId recordedBy() {
		return new UserId(this.recordedBy);
	}

	byte @Nullable [] citizenIdCipher() {
		return this.citizenIdCipher;
	}

	@Nullable String citizenIdMasked() {
		return this.citizenIdMasked;
	}

	/**
	 * Replaces the details; field → [old, new] for the trail. A house that has begun
	 * keeps its kind.
	 */
	Map<String, List<@Nullable String>> edit(HouseholdDetails next, UserId by, Instant now) {
		if (next.plan().kind() != kind() && this.stage.isStarted()) {
			throw new Refused("household.refused.kind-begun");
		}
		Map<String, List<@Nullable String>> changes = details().changesTo(next);
		this.householder = next.householder();
		this.nameSort = VietnameseText.nameOrder(next.householder().fullName());
		this.residence = next.residence();
		this.dwelling = next.dwelling();
		this.plan = next.plan();
		this.listing = next.listing();
		this.remarks = next.remarks();
		touch(by, now);
		return changes;
	}

	boolean identify(CitizenId citizenId, CitizenIdVault vault) {
		byte[] fingerprint = vault.fingerprint(citizenId);
		if (Arrays.equals(fingerprint, this.citizenIdFingerprint)) {
			return false;
		}
		this.citizenIdCipher = vault.seal(citizenId);
		this.citizenIdFingerprint = fingerprint;
		this.citizenIdMasked = citizenId.masked();
		return true;
	}

	/** A recorded decision changes what the household is entitled to. */
	void decide(Standing next, UserId by, Instant now) {
		this.standing = next;
		touch(by, now);
	}

	/** Stands where its entries say; see {@link Progress}. */
	void standAt(Progress progress, UserId by, Instant now) {
		if (this.standing.eligibility() == Eligibility.REMOVED
				|| this.standing.eligibility() == Eligibility.DECLINED_THIS_YEAR) {
			throw new Refused("household.refused.off-list");
		}
		this.stage = progress.stage();
		this.halt = progress.halt();
		this.reachedOn = progress.reachedOn();
		this.startedOn = progress.startedOn();
		this.completedOn = progress.completedOn();
		this.progressAt = now;
		touch(by, now);
	}

	/** How well its stage is proven, as a review has found. */
	void grade(Evidence found) {
		this.evidence = found;
	}

	void touch(UserId by, Instant now) {
		this.recordedAt = now;
		this.recordedBy = by.value();
	}

	@Override
	public String toString() {
		return this.code + " " + this.nameSort + " since " + this.createdAt
				+ ((this.citizenIdFingerprint != null) ? "" : ", without id");
	}

}
