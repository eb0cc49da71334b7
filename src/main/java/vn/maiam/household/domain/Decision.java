package vn.maiam.household.domain;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/** A decision on a household's standing, with the document that it rests on. */
public record Decision(Standing standing, String documentNo, LocalDate documentDate, @Nullable String note) {
}
