package vn.maiam.workbook;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One table of a sheet.
 *
 * @param <F> the meanings
 * @param title the words above it
 * @param until the row from which the next table of the sheet begins; null for the last
 * @param fills the colours behind the texts of its persons, all that there are
 * @param columns by their place, from 0; null where nothing stands above
 */
public record ListTable<F>(SheetHeading sheet, TableHead head, String title, @Nullable Integer until,
		List<@Nullable Column<F>> columns, Set<List<String>> fills) {

	/** A column and what it can mean. */
	public record Column<F>(int index, String header, List<F> candidates, ColumnProfile<F> profile) {
	}

}
