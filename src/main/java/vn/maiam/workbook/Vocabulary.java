package vn.maiam.workbook;

import java.util.List;

/**
 * What the columns of one kind of list can mean: the words that offices write above them,
 * and what their values look like.
 *
 * @param <F> the meanings
 */
public interface Vocabulary<F> {

	/** The meaning that a list must have, a person's name. */
	F name();

	/** The meaning of columns that say nothing to the register. */
	F ignored();

	/**
	 * What a column can mean by its header, the likeliest first; empty when the words are
	 * not known.
	 * @param header the words above the column, from above
	 */
	List<F> candidates(List<String> header);

	/** Whether a value is one that such a column holds. */
	boolean accepts(F meaning, SheetCell cell);

	/**
	 * Whether a value is found only in a person's own line, never in a sum or above a
	 * group.
	 */
	boolean isOfPerson(F meaning, SheetCell cell);

}
