package vn.maiam.workbook;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A cell as it was read. Error cells (#N/A) are empty.
 *
 * @param text what a reader would see, tidied; may be empty
 * @param number for number cells, as stored, to fifteen digits
 * @param day for number cells that are formatted as a date
 * @param across how many columns the cell is merged over to the right; 1 for a cell of
 * its own
 * @param fromAbove whether the value stands in a cell above that is merged over this one
 * @param wasWritten the text as it stood in the encoding of an old font; null when it was
 * not converted
 * @param mayBe what the text would say in such an encoding, where its neighbours were
 * converted and it could be read both ways
 * @param error what an error cell says ({@code #N/A}); its text is empty
 */
public record SheetCell(String text, @Nullable BigDecimal number, @Nullable LocalDate day, int across,
		boolean fromAbove, @Nullable String wasWritten, @Nullable String mayBe, @Nullable String error) {

	public static final SheetCell EMPTY = of("");

	public static SheetCell of(String text) {
		return new SheetCell(text, null, null, 1, false, null, null, null);
	}

	public static SheetCell of(BigDecimal number, @Nullable LocalDate day) {
		return new SheetCell((day != null) ? day.toString() : plain(number), number, day, 1, false, null, null, null);
	}

	public static SheetCell failed(String error) {
		return new SheetCell("", null, null, 1, false, null, null, error);
	}

	public boolean isEmpty() {
		return this.text.isEmpty();
	}

	/** The same, merged over so many columns. */
	public SheetCell across(int columns) {
		return new SheetCell(this.text, this.number, this.day, columns, this.fromAbove, this.wasWritten, this.mayBe,
				this.error);
	}

	/** The same, as it speaks for a cell below that it is merged over. */
	public SheetCell spokenFromAbove() {
		return new SheetCell(this.text, this.number, this.day, this.across, true, this.wasWritten, this.mayBe,
				this.error);
	}

	/** The same, doubtful: among text of an old font it could be another. */
	public SheetCell doubtful(String other) {
		return new SheetCell(this.text, this.number, this.day, this.across, this.fromAbove, this.wasWritten, other,
				this.error);
	}

	private static String plain(BigDecimal number) {
		BigDecimal stripped = number.stripTrailingZeros();
		return ((stripped.scale() < 0) ? stripped.setScale(0) : stripped).toPlainString();
	}

}
