package vn.maiam.household.domain;

import java.time.LocalDate;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import vn.maiam.household.Eligibility;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.RemovalReason;

/**
 * Whether a household meets the conditions; if not yet, why, how that is to be solved, by
 * which agency and by when; if it was removed, why.
 */
@Embeddable
public record Standing(@Enumerated(EnumType.STRING) Eligibility eligibility,
		@Enumerated(EnumType.STRING) @Nullable IneligibleReason ineligibleReason, @Nullable String solution,
		@Nullable String agency, @Nullable LocalDate resolveBy,
		@Enumerated(EnumType.STRING) @Nullable RemovalReason removalReason) {

	public static Standing of(Eligibility eligibility) {
		return new Standing(eligibility, null, null, null, null, null);
	}

	public static Standing notYet(IneligibleReason reason, @Nullable String solution, @Nullable String agency,
			@Nullable LocalDate resolveBy) {
		return new Standing(Eligibility.NOT_YET, reason, solution, agency, resolveBy, null);
	}

	public static Standing removed(RemovalReason reason) {
		return new Standing(Eligibility.REMOVED, null, null, null, null, reason);
	}

}
