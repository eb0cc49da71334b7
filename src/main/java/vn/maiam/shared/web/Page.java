package vn.maiam.shared.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param number counted from 1
 * @param total rows on all pages
 * @param first names the first row, where the list can begin before it; else null
 * @param end names the last row, where the list can begin behind it; else null
 * @param more there are rows behind, whatever the total says of this number
 */
public record Page<T>(List<T> rows, int number, int size, long total, @Nullable String first, @Nullable String end,
		boolean more) {

	public Page(List<T> rows, int number, int size, long total) {
		this(rows, number, size, total, null, null, false);
	}

	/** The number of a page that there is, as near to the wanted one as can be. */
	public static int number(int wanted, long total, int size) {
		return Math.max(1, Math.min(wanted, (int) Math.max(1, (total + size - 1) / size)));
	}

	public int last() {
		return number(Integer.MAX_VALUE, this.total, this.size);
	}

	public long from() {
		return (this.total == 0) ? 0 : (this.number - 1L) * this.size + 1;
	}

	public long to() {
		return Math.min((long) this.number * this.size, this.total);
	}

	/** The page behind this one, as it stands in an address after {@code page=}. */
	public String nextPlace() {
		return (this.number + 1) + ((this.end != null) ? "&after=" + this.end : "");
	}

	/** The page before this one, as it stands in an address after {@code page=}. */
	public String previousPlace() {
		return (this.number - 1) + ((this.first != null) ? "&before=" + this.first : "");
	}

	public boolean hasNext() {
		return this.more || this.number < last();
	}

	public boolean hasPrevious() {
		return this.number > 1;
	}

}
