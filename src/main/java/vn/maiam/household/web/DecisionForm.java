package vn.maiam.household.web;

import java.time.LocalDate;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import vn.maiam.household.Eligibility;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.RemovalReason;
import vn.maiam.household.domain.Decision;
import vn.maiam.household.domain.Standing;

/** A decision on a household's standing as it is typed. */
record DecisionForm(@NotNull @Nullable Eligibility eligibility, @Nullable IneligibleReason ineligibleReason,
		@Size(max = 300) @Nullable String solution, @Size(max = 200) @Nullable String agency,
		@Nullable LocalDate resolveBy, @Nullable RemovalReason removalReason,
		@NotBlank @Size(max = 60) @Nullable String documentNo, @NotNull @PastOrPresent @Nullable LocalDate documentDate,
		@Size(max = 500) @Nullable String decisionNote, @Nullable Integer version) {

	static DecisionForm of(Standing standing, int version) {
		return new DecisionForm(standing.eligibility(), standing.ineligibleReason(), standing.solution(),
				standing.agency(), standing.resolveBy(), standing.removalReason(), null, null, null, version);
	}

	void check(Errors errors) {
		if (this.eligibility == Eligibility.NOT_YET && this.ineligibleReason == null) {
			errors.rejectValue("ineligibleReason", "household.refused.ineligible-reason");
		}
		if (this.eligibility == Eligibility.REMOVED && this.removalReason == null) {
			errors.rejectValue("removalReason", "household.refused.removal-reason");
		}
	}

	Decision toDecision() {
		if (this.eligibility == null || this.documentNo == null || this.documentDate == null) {
			throw new IllegalStateException("checked before");
		}
		Standing standing = switch (this.eligibility) {
			case NOT_YET ->
				new Standing(this.eligibility, this.ineligibleReason, this.solution, this.agency, this.resolveBy, null);
			case REMOVED -> new Standing(this.eligibility, null, null, null, null, this.removalReason);
			default -> Standing.of(this.eligibility);
		};
		return new Decision(standing, this.documentNo, this.documentDate, this.decisionNote);
	}

}
