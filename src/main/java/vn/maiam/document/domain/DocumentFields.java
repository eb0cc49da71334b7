package vn.maiam.document.domain;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import vn.maiam.document.DocumentKind;

/**
 * What an official document says of itself.
 *
 * @param number number and sign, as {@code 2630/QĐ-UBND}
 * @param issuer the body that issued it
 * @param summary trích yếu
 * @param tags words to find it by, separated by commas
 */
public record DocumentFields(long unitId, Reach reach, DocumentKind kind, @Nullable String number,
		@Nullable LocalDate issuedOn, @Nullable String issuer, @Nullable String signer, String summary, String tags) {

	/** The same under another summary. */
	DocumentFields called(String name) {
		return new DocumentFields(this.unitId, this.reach, this.kind, this.number, this.issuedOn, this.issuer,
				this.signer, name, this.tags);
	}

	/** For the unit's own group, or for everybody in the units below, too. */
	public enum Reach {

		GROUP, BELOW

	}

}
