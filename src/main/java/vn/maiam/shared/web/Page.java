package vn.maiam.shared.web;

import java.util.List;

/**
 * A page of a list.
 *
 * @param number counted from 1
 * @param total rows on all pages
 */
public record Page<T>(List<T> rows, int number, int size, long total) {

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

	public boolean hasNext() {
		return this.number < last();
	}

	public boolean hasPrevious() {
		return this.number > 1;
	}

}
