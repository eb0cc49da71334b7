package vn.maiam.weeklyreport.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import vn.maiam.paper.DocumentTable;
import vn.maiam.paper.OfficialDocument;
import vn.maiam.paper.DocumentTable.Column;
import vn.maiam.paper.DocumentTable.Kind;

/**
 * The report's tables as a workbook: typed cells, totals and rates as formulas with their
 * values beside them, frozen heads, ready to print on A4 landscape.
 */
@Component
class ReportSheet {

	/** Rows above the head: agency, title, subject, unit of measure. */
	private static final int HEAD = 4;

	byte[] write(OfficialDocument document) {
		try (XSSFWorkbook book = new XSSFWorkbook(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
			Styles styles = new Styles(book);
			for (DocumentTable table : document.tables()) {
				write(book.createSheet(table.sheet()), document, table, styles);
			}
			book.getCreationHelper().createFormulaEvaluator().evaluateAll();
			book.write(out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(Sheet sheet, OfficialDocument document, DocumentTable table, Styles styles) {
		int last = table.columns().size() - 1;
		title(sheet, 0, document.agency(), last, styles.bold());
		title(sheet, 1, table.title(), last, styles.heading());
		title(sheet, 2, document.subject(), last, styles.plain());
		title(sheet, 3, table.unitLine(), last, styles.unit());
		Row head = sheet.createRow(HEAD);
		head.setHeightInPoints(48);
		for (int column = 0; column <= last; column++) {
			cell(head, column, table.columns().get(column).header(), styles.head());
		}
		for (int at = 0; at < table.rows().size(); at++) {
			Row row = sheet.createRow(HEAD + 1 + at);
			for (int column = 0; column <= last; column++) {
				fill(row, column, table, table.rows().get(at).get(column), styles, false);
			}
		}
		totals(sheet, table, styles);
		widths(sheet, table);
		sheet.createFreezePane(table.labelColumn() + 1, HEAD + 1);
		sheet.setRepeatingRows(new CellRangeAddress(HEAD, HEAD, -1, -1));
		sheet.setFitToPage(true);
		sheet.getPrintSetup().setFitHeight((short) 0);
		sheet.getPrintSetup().setLandscape(true);
		sheet.getPrintSetup().setPaperSize(PrintSetup.A4_PAPERSIZE);
		Workbook book = sheet.getWorkbook();
		book.setPrintArea(book.getSheetIndex(sheet), 0, Math.max(5, last), 0, HEAD + 1 + table.rows().size());
	}

	private static void totals(Sheet sheet, DocumentTable table, Styles styles) {
		Row row = sheet.createRow(HEAD + 1 + table.rows().size());
		List<@Nullable Object> totals = table.totals();
		for (int column = 0; column < table.columns().size(); column++) {
			Kind kind = table.columns().get(column).kind();
			if (kind == Kind.TEXT || kind == Kind.RATIO || table.rows().isEmpty()) {
				fill(row, column, table, totals.get(column), styles, true);
				continue;
			}
			String letter = CellReference.convertNumToColString(column);
			Cell cell = row.createCell(column);
			cell.setCellFormula("SUM(" + letter + (HEAD + 2) + ":" + letter + (HEAD + 1 + table.rows().size()) + ")");
			cell.setCellStyle(styles.of(kind, true));
		}
	}

	private static void fill(Row row, int column, DocumentTable table, @Nullable Object value, Styles styles,
			boolean total) {
		Column it = table.columns().get(column);
		Cell cell = row.createCell(column);
		cell.setCellStyle(styles.of(it.kind(), total));
		if (it.kind() == Kind.RATIO) {
			String part = CellReference.convertNumToColString(it.part()) + (row.getRowNum() + 1);
			String whole = CellReference.convertNumToColString(it.whole()) + (row.getRowNum() + 1);
			cell.setCellFormula("IF(" + whole + "=0,\"\"," + part + "/" + whole + ")");
		}
		else if (value instanceof Number number) {
			cell.setCellValue((it.kind() == Kind.MONEY) ? number.doubleValue() / 1_000_000 : number.doubleValue());
		}
		else if (value != null) {
			cell.setCellValue(value.toString());
		}
	}

	private static void widths(Sheet sheet, DocumentTable table) {
		for (int column = 0; column < table.columns().size(); column++) {
			boolean text = table.columns().get(column).kind() == Kind.TEXT;
			int at = column;
			int longest = text
					? table.rows().stream().mapToInt((row) -> String.valueOf(row.get(at)).length()).max().orElse(0) : 0;
			sheet.setColumnWidth(column, 256 * (text ? Math.max(5, Math.min(48, longest + 2)) : 9));
		}
	}

	private static void title(Sheet sheet, int row, String text, int last, CellStyle style) {
		cell(sheet.createRow(row), 0, text, style);
		sheet.addMergedRegion(new CellRangeAddress(row, row, 0, Math.max(5, last)));
	}

	private static void cell(Row row, int column, String text, CellStyle style) {
		Cell cell = row.createCell(column);
		cell.setCellValue(text);
		cell.setCellStyle(style);
	}

	/** Each style once in a workbook. */
	private record Styles(CellStyle plain, CellStyle bold, CellStyle heading, CellStyle unit, CellStyle head,
			java.util.Map<String, CellStyle> cells) {

		Styles(XSSFWorkbook book) {
			this(style(book, false, 11, null, false), style(book, true, 11, null, false),
					style(book, true, 13, null, false), style(book, false, 10, null, false),
					style(book, true, 10, null, true), new java.util.HashMap<>());
			this.plain.setAlignment(HorizontalAlignment.CENTER);
			this.bold.setAlignment(HorizontalAlignment.CENTER);
			this.heading.setAlignment(HorizontalAlignment.CENTER);
			this.unit.setAlignment(HorizontalAlignment.RIGHT);
			this.head.setAlignment(HorizontalAlignment.CENTER);
			this.head.setWrapText(true);
			for (Kind kind : Kind.values()) {
				String format = switch (kind) {
					case TEXT -> null;
					case COUNT -> "#,##0";
					case CHANGE -> "+#,##0;-#,##0;0";
					case RATIO -> "0.0%";
					case MONEY -> "#,##0.###";
				};
				this.cells.put(kind + " false", style(book, false, 10, format, true));
				this.cells.put(kind + " true", style(book, true, 10, format, true));
			}
		}

		CellStyle of(Kind kind, boolean total) {
			return java.util.Objects.requireNonNull(this.cells.get(kind + " " + total));
		}

		private static CellStyle style(XSSFWorkbook book, boolean bold, int points, @Nullable String format,
				boolean bordered) {
			XSSFFont font = book.createFont();
			font.setFontName("Times New Roman");
			font.setFontHeightInPoints((short) points);
			font.setBold(bold);
			CellStyle style = book.createCellStyle();
			style.setFont(font);
			style.setVerticalAlignment(VerticalAlignment.CENTER);
			if (format != null) {
				style.setDataFormat(book.createDataFormat().getFormat(format));
			}
			if (bordered) {
				style.setBorderBottom(BorderStyle.THIN);
				style.setBorderTop(BorderStyle.THIN);
				style.setBorderLeft(BorderStyle.THIN);
				style.setBorderRight(BorderStyle.THIN);
			}
			return style;
		}
	}

}
