package vn.maiam.workbook.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.SheetRow;

/**
 * The merged cells of a sheet. Downward a cell speaks for every row that it is merged
 * over, in its own column; to the right it only says how far it reaches.
 */
final class Merges {

	/** More are a pattern and no meaning. */
	private static final int MOST = 100_000;

	private final Map<Integer, List<Merge>> byFirstRow = new HashMap<>();

	/** Column → what is merged over it, with the value once that was met. */
	private final Map<Integer, Spoken> open = new HashMap<>();

	private int count;

	/** Adds a merge of rows (from 1) and columns (from 0), the last ones included. */
	void add(int firstRow, int lastRow, int firstColumn, int lastColumn) {
		boolean real = firstRow > 0 && firstRow <= lastRow && firstColumn >= 0 && firstColumn <= lastColumn
				&& firstColumn < CellSource.MOST_COLUMNS;
		if (real && this.count++ < MOST) {
			this.byFirstRow.computeIfAbsent(firstRow, (row) -> new ArrayList<>())
				.add(new Merge(lastRow, firstColumn, lastColumn));
		}
	}

	/** Begins again at the first row. */
	void rewind() {
		this.open.clear();
	}

	/** Fills in what is merged over the row; rows come in their order. */
	SheetRow fill(SheetRow row) {
		if (this.count == 0) {
			return row;
		}
		List<SheetCell> cells = new ArrayList<>(row.cells());
		for (Merge merge : this.byFirstRow.getOrDefault(row.number(), List.of())) {
			SheetCell own = row.cell(merge.firstColumn).across(merge.lastColumn - merge.firstColumn + 1);
			set(cells, merge.firstColumn, own);
			if (merge.lastRow > row.number() && !own.isEmpty()) {
				this.open.put(merge.firstColumn, new Spoken(own.spokenFromAbove(), merge.lastRow, row.number()));
			}
		}
		this.open.values().removeIf((spoken) -> spoken.lastRow < row.number());
		this.open.forEach((column, spoken) -> {
			if (spoken.firstRow < row.number()) {
				set(cells, column, spoken.cell);
			}
		});
		return row.with(cells);
	}

	private static void set(List<SheetCell> cells, int column, SheetCell cell) {
		while (cells.size() <= column) {
			cells.add(SheetCell.EMPTY);
		}
		cells.set(column, cell);
	}

	private record Merge(int lastRow, int firstColumn, int lastColumn) {
	}

	private record Spoken(SheetCell cell, int lastRow, int firstRow) {
	}

}
