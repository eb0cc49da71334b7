/** Rows and cells out of the files that spreadsheet programs write. */
@NullMarked
package vn.maiam.workbook.source;

import org.jspecify.annotations.NullMarked;
