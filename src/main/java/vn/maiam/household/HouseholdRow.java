package vn.maiam.household;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A household as a line of the list. The citizen id is masked. */
public record HouseholdRow(UUID id, String code, int version, String fullName, @Nullable Integer birthYear,
		@Nullable String citizenIdMasked, @Nullable String phone, @Nullable String hamlet, long unitId, String unitName,
		String unitCode, String districtName, int phaseId, String phaseName, LocalDate deadline, ProgrammePart part,
		Category category, SupportKind kind, Eligibility eligibility, Stage stage, @Nullable Halt halt,
		@Nullable LocalDate reachedOn, @Nullable LocalDate plannedStart, @Nullable LocalDate plannedFinish,
		@Nullable Instant progressAt, Evidence evidence, int weight) {

	public Stage nextStage() {
		return this.kind.next(this.stage);
	}

	/** What tells it from another of the same name. */
	public String codeAndYear() {
		return (this.birthYear != null) ? this.code + " · " + this.birthYear : this.code;
	}

	/** Where it lies in its commune, and the district. */
	public String hamletAndDistrict() {
		return (this.hamlet != null) ? this.hamlet + " · " + this.districtName : this.districtName;
	}

}
