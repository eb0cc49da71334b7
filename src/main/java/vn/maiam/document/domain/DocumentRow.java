package vn.maiam.document.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import vn.maiam.document.DocumentKind;
import vn.maiam.document.domain.DocumentFields.Reach;

/** A document as a line of the library. */
public record DocumentRow(UUID id, int version, long unitId, String unitName, Reach reach, DocumentKind kind,
		@Nullable String number, @Nullable LocalDate issuedOn, @Nullable String issuer, @Nullable String signer,
		String summary, String tags, int year, Instant recordedAt, String recordedBy, int versions, boolean unread) {

	public DocumentFields fields() {
		return new DocumentFields(this.unitId, this.reach, this.kind, this.number, this.issuedOn, this.issuer,
				this.signer, this.summary, this.tags);
	}

}
