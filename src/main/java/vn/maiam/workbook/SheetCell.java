package vn.maiam.workbook;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A cell as it was read.
 *
 * @param text what a reader would see, composed (NFC) and without outer spaces; may be
 * empty
 * @param number for number cells
 * @param day for number cells that are formatted as a date
 */
public record SheetCell(String text, @Nullable BigDecimal number, @Nullable LocalDate day) {

	public static final SheetCell EMPTY = new SheetCell("", null, null);

	public boolean isEmpty() {
		return this.text.isEmpty();
	}

}
