package vn.maiam.household;

import java.util.regex.Pattern;

import vn.maiam.shared.NotFound;

/**
 * Permanent code of a household, as {@code TN-000123}. What is not of that form names no
 * household.
 */
public record HouseholdCode(String value) {

	private static final Pattern FORM = Pattern.compile("[A-Z]{2,4}-[0-9]{6,9}");

	public HouseholdCode {
		if (!FORM.matcher(value).matches()) {
			throw new NotFound("household " + value);
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
