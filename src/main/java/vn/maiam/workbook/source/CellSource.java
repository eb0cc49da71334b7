package vn.maiam.workbook.source;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

import vn.maiam.workbook.SheetHeading;
import vn.maiam.workbook.SheetRow;

/**
 * A file as sheets of rows. What a file cannot hold in earnest is an {@link IOException}.
 */
public interface CellSource {

	/** Most columns of a sheet that are read. */
	int MOST_COLUMNS = 256;

	/** Most sheets of a file that are read. */
	int MOST_SHEETS = 100;

	List<SheetHeading> sheets() throws IOException;

	/**
	 * Hands over the rows of a sheet that hold anything, until no more are wanted.
	 * @param sheet its place among the sheets, from 0
	 */
	void read(int sheet, Predicate<SheetRow> wanted) throws IOException;

}
