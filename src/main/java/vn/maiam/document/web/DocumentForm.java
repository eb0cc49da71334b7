package vn.maiam.document.web;

import java.time.LocalDate;
import java.util.Objects;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import vn.maiam.document.DocumentKind;
import vn.maiam.document.domain.DocumentFields;
import vn.maiam.document.domain.DocumentFields.Reach;
import vn.maiam.document.domain.DocumentRow;

/** The fields of a document; a summary may be left out for many files at once. */
record DocumentForm(@NotNull @Nullable Long unitId, @NotNull @Nullable Reach reach,
		@NotNull @Nullable DocumentKind documentKind, @Size(max = 60) @Nullable String number,
		@Nullable LocalDate issuedOn, @Size(max = 200) @Nullable String issuer,
		@Size(max = 120) @Nullable String signer, @Size(max = 500) @Nullable String summary,
		@Size(max = 200) @Nullable String tags, @Nullable Integer version) {

	static DocumentForm empty(long unitId) {
		return new DocumentForm(unitId, Reach.GROUP, null, null, null, null, null, null, null, null);
	}

	static DocumentForm of(DocumentRow row) {
		return new DocumentForm(row.unitId(), row.reach(), row.kind(), row.number(), row.issuedOn(), row.issuer(),
				row.signer(), row.summary(), row.tags(), row.version());
	}

	DocumentFields toFields() {
		return new DocumentFields(Objects.requireNonNull(this.unitId), Objects.requireNonNull(this.reach),
				Objects.requireNonNull(this.documentKind), this.number, this.issuedOn, this.issuer, this.signer,
				Objects.requireNonNullElse(this.summary, ""), Objects.requireNonNullElse(this.tags, ""));
	}

}
