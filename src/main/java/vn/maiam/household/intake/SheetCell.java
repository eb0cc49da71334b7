package vn.maiam.household.intake;

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
record SheetCell(String text, @Nullable BigDecimal number, @Nullable LocalDate day) {

	static final SheetCell EMPTY = new SheetCell("", null, null);

	boolean isEmpty() {
		return this.text.isEmpty();
	}

}
