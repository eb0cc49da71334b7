package vn.maiam.document.domain;

import org.jspecify.annotations.Nullable;

import vn.maiam.document.DocumentKind;

/**
 * What the library is asked for.
 *
 * @param q words of the title, the number or the text inside the files, with or without
 * marks
 * @param unit a unit's code: its own library
 */
public record DocumentFilter(@Nullable String q, @Nullable String unit, @Nullable DocumentKind kind,
		@Nullable Integer year, @Nullable String tag) {
}
