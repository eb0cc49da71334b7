package vn.maiam.household.domain;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Số định danh cá nhân / CCCD: twelve digits, the first three the code of the province of
 * birth registration, so the first is 0. Its text form is masked; the digits come out
 * only by {@link #digits()}.
 */
public record CitizenId(String digits) {

	private static final Pattern FORM = Pattern.compile("0[0-9]{11}");

	public CitizenId {
		if (!FORM.matcher(digits).matches()) {
			throw new IllegalArgumentException("not a citizen id");
		}
	}

	/**
	 * Reads an id as people write it: with spaces or dots, or with the leading zeros lost
	 * in a number cell.
	 */
	public static Optional<CitizenId> read(@Nullable String text) {
		if (text == null) {
			return Optional.empty();
		}
		String digits = text.replaceAll("[\\s.'\\u00a0-]", "");
		if (digits.matches("[1-9][0-9]{9,10}")) {
			digits = "0".repeat(12 - digits.length()) + digits;
		}
		return FORM.matcher(digits).matches() ? Optional.of(new CitizenId(digits)) : Optional.empty();
	}

	/** Its last three digits, {@code •••••••••012}: the others tell birth and sex. */
	public String masked() {
		return "•••••••••" + this.digits.substring(9);
	}

	@Override
	public String toString() {
		return masked();
	}

}
