package vn.maiam.household.domain;

import java.time.LocalDate;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import vn.maiam.household.Eligibility;
import vn.maiam.household.IneligibleReason;

/**
 * Whether a household meets the conditions; if not yet, why, how that is to be solved, by
 * which agency and by when.
 */
@Embeddable
public record Standing(@Enumerated(EnumType.STRING) Eligibility eligibility,
		@Enumerated(EnumType.STRING) @Nullable IneligibleReason ineligibleReason, @Nullable String solution,
		@Nullable String agency, @Nullable LocalDate resolveBy) {

	public static Standing of(Eligibility eligibility) {
		return new Standing(eligibility, null, null, null, null);
	}

}
