package vn.maiam.workbook;

import java.util.Set;

/**
 * A sheet before its rows.
 *
 * @param hiddenColumns counted from 0
 */
public record SheetHeading(String name, boolean hidden, Set<Integer> hiddenColumns) {
}
