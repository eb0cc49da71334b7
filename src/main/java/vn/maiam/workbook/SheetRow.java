package vn.maiam.workbook;

import java.util.List;

/**
 * A row as it was read, what is merged over it filled in.
 *
 * @param sheet the sheet's name
 * @param number counted from 1, as the program shows it
 * @param hidden whether the row is hidden or filtered away
 * @param struck whether its text is struck through
 * @param fills the colours behind its texts, as {@code FFFF00}, in order; empty when
 * there are none
 * @param notes what is written at its cells in notes of their own
 * @param cells from the first column on; columns behind the last may be missing
 */
public record SheetRow(String sheet, int number, boolean hidden, boolean struck, List<String> fills, List<String> notes,
		List<SheetCell> cells) {

	/** The same with other cells. */
	public SheetRow with(List<SheetCell> others) {
		return new SheetRow(this.sheet, this.number, this.hidden, this.struck, this.fills, this.notes, others);
	}

	/** The cell in a column, counted from 0; empty where there is none. */
	public SheetCell cell(int column) {
		return (column < this.cells.size()) ? this.cells.get(column) : SheetCell.EMPTY;
	}

	public boolean isEmpty() {
		return this.cells.stream().allMatch(SheetCell::isEmpty);
	}

	/** The texts that stand in the row, from the left. */
	public List<String> texts() {
		return this.cells.stream().map(SheetCell::text).filter((text) -> !text.isEmpty()).toList();
	}

}
