package vn.maiam.workbook.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.hssf.util.HSSFColor;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;

import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.SheetHeading;
import vn.maiam.workbook.SheetRow;

/** Workbooks of Excel 97 to 2003. */
public final class XlsSource implements CellSource {

	private final HSSFWorkbook workbook;

	public XlsSource(byte[] bytes) throws IOException {
		this.workbook = new HSSFWorkbook(new ByteArrayInputStream(bytes));
	}

	@Override
	public List<SheetHeading> sheets() {
		List<SheetHeading> sheets = new ArrayList<>();
		for (int at = 0; at < Math.min(MOST_SHEETS, this.workbook.getNumberOfSheets()); at++) {
			Sheet sheet = this.workbook.getSheetAt(at);
			Set<Integer> hidden = new HashSet<>();
			for (int column = 0; column < MOST_COLUMNS; column++) {
				if (sheet.isColumnHidden(column)) {
					hidden.add(column);
				}
			}
			boolean unseen = this.workbook.isSheetHidden(at) || this.workbook.isSheetVeryHidden(at);
			sheets.add(new SheetHeading(VietnameseText.tidy(sheet.getSheetName()), unseen, hidden));
		}
		return sheets;
	}

	@Override
	public void read(int at, Predicate<SheetRow> wanted) {
		Sheet sheet = this.workbook.getSheetAt(at);
		Merges merges = new Merges();
		for (CellRangeAddress range : sheet.getMergedRegions()) {
			merges.add(range.getFirstRow() + 1, range.getLastRow() + 1, range.getFirstColumn(),
					Math.min(range.getLastColumn(), MOST_COLUMNS - 1));
		}
		String name = VietnameseText.tidy(sheet.getSheetName());
		for (Row row : sheet) {
			List<SheetCell> cells = cells(row);
			CellTexts.doubtMixedFonts(cells);
			SheetRow filled = merges.fill(new SheetRow(name, row.getRowNum() + 1, row.getZeroHeight(), isStruck(row),
					fills(row), notes(row), cells));
			if (!filled.isEmpty() && !wanted.test(filled)) {
				return;
			}
		}
	}

	private boolean isStruck(Row row) {
		int struck = 0;
		int text = 0;
		for (Cell cell : row) {
			if (cell.getCellType() == CellType.STRING) {
				text++;
				struck += this.workbook.getFontAt(cell.getCellStyle().getFontIndex()).getStrikeout() ? 1 : 0;
			}
		}
		return struck > 0 && struck * 2 >= text;
	}

	private static List<String> fills(Row row) {
		Set<String> fills = new TreeSet<>();
		for (Cell cell : row) {
			CellStyle style = cell.getCellStyle();
			if (cell.getCellType() == CellType.STRING && style.getFillPattern() == FillPatternType.SOLID_FOREGROUND
					&& style.getFillForegroundColorColor() instanceof HSSFColor colour) {
				short[] parts = colour.getTriplet();
				fills.add(String.format("%02X%02X%02X", parts[0], parts[1], parts[2]));
			}
		}
		fills.remove(Styles.WHITE);
		return List.copyOf(fills);
	}

	private static List<String> notes(Row row) {
		List<String> notes = new ArrayList<>();
		for (Cell cell : row) {
			if (cell.getCellComment() != null) {
				notes.add(VietnameseText.tidy(cell.getCellComment().getString().getString()));
			}
		}
		return notes;
	}

	private List<SheetCell> cells(Row row) {
		List<SheetCell> cells = new ArrayList<>();
		for (Cell cell : row) {
			if (cell.getColumnIndex() < MOST_COLUMNS) {
				while (cells.size() < cell.getColumnIndex()) {
					cells.add(SheetCell.EMPTY);
				}
				cells.add(cell(cell));
			}
		}
		return cells;
	}

	private SheetCell cell(Cell cell) {
		CellType type = (cell.getCellType() == CellType.FORMULA) ? cell.getCachedFormulaResultType()
				: cell.getCellType();
		CellStyle style = cell.getCellStyle();
		return switch (type) {
			case STRING -> CellTexts.text(cell.getRichStringCellValue().getString(),
					LegacyFont.Kind.of(this.workbook.getFontAt(style.getFontIndex()).getFontName()));
			case NUMERIC -> CellTexts.number(Double.toString(cell.getNumericCellValue()),
					CellTexts.isDay(style.getDataFormat(), style.getDataFormatString()),
					this.workbook.getInternalWorkbook().isUsing1904DateWindowing());
			case BOOLEAN -> SheetCell.of(cell.getBooleanCellValue() ? "x" : "");
			case ERROR -> SheetCell.failed(FormulaError.forInt(cell.getErrorCellValue()).getString());
			default -> SheetCell.EMPTY;
		};
	}

}
