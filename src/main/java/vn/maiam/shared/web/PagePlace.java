package vn.maiam.shared.web;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for: by its number, and where the reader comes from the
 * page beside it, by the row at its edge, so that nothing is counted through again.
 *
 * @param page from 1
 * @param after the last row of the page before it
 * @param before the first row of the page behind it
 */
public record PagePlace(int page, @Nullable String after, @Nullable String before) {

	public static PagePlace of(int page) {
		return new PagePlace(page, null, null);
	}

	public @Nullable String anchor() {
		return (this.after != null) ? this.after : this.before;
	}

}
