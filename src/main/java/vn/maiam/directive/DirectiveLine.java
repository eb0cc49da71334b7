package vn.maiam.directive;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * An order as a line of a list.
 *
 * @param text null for an addressee of an order that was withdrawn
 * @param addressees to how many it went, as far as the reader may see them; of them
 * received and done
 * @param waitsForMe whether the person present has still to receive it
 */
public record DirectiveLine(long id, int version, long unitId, String unitName, @Nullable String number, String title,
		@Nullable String text, @Nullable LocalDate dueOn, Instant issuedAt, String issuer,
		@Nullable Instant withdrawnAt, @Nullable String withdrawalReason, int addressees, int received, int done,
		boolean waitsForMe) {

	public String code() {
		return "CĐ-" + this.id;
	}

	/** As it is spoken of: by its number, or by our own. */
	public String name() {
		return (this.number != null) ? this.number : code();
	}

}
