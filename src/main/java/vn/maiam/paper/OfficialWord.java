package vn.maiam.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.Borders;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTable.XWPFBorderType;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STFldCharType;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STPageOrientation;

import org.springframework.stereotype.Component;

import vn.maiam.paper.DocumentTable.Kind;

/**
 * An official document as a Word file in the form of Nghị định 30/2020/NĐ-CP, to be
 * edited, numbered and signed in the office's own system: A4, margins 20/20/30/15 mm,
 * Times New Roman, page numbers from the second page on, the tables as a landscape
 * appendix.
 */
@Component
public class OfficialWord {

	private static final int TEXT_WIDTH = 9330;

	private static final int WIDE_WIDTH = 14840;

	private static final String FONT = "Times New Roman";

	/** Twentieths of a point in a millimetre. */
	private static final long MM = 57;

	public byte[] write(OfficialDocument document) {
		try (XWPFDocument word = new XWPFDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
			letterhead(word, document);
			line(word, document.title(), 14, true, false).setSpacingBefore(360);
			line(word, document.subject(), 14, true, false);
			if (!document.state().isEmpty()) {
				line(word, document.state(), 12, false, true);
			}
			OfficialDocument.Section last = document.sections().get(document.sections().size() - 1);
			for (OfficialDocument.Section section : document.sections()) {
				body(word, section.heading(), true, true);
				// the signature does not stand on a page of its own
				section.paragraphs().forEach((paragraph) -> body(word, paragraph, false, section.equals(last)));
			}
			foot(word, document);
			page(word.createParagraph().getCTP().addNewPPr().addNewSectPr(), false);
			document.tables().forEach((table) -> appendix(word, table));
			page(word.getDocument().getBody().addNewSectPr(), true);
			pageNumbers(word);
			word.write(out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void letterhead(XWPFDocument word, OfficialDocument document) {
		XWPFTable table = bare(word, 3900, TEXT_WIDTH - 3900);
		XWPFTableCell left = table.getRow(0).getCell(0);
		XWPFTableCell right = table.getRow(0).getCell(1);
		line(left, document.superior(), 12, false, false, true);
		rule(line(left, document.agency(), 12, true, false, false), 1100);
		line(left, document.number(), 13, false, false, false);
		line(right, document.country(), 12, true, false, true);
		rule(line(right, document.motto(), 13, true, false, false), 1000);
		line(right, document.placeAndDate(), 13, false, true, false);
	}

	private static void foot(XWPFDocument word, OfficialDocument document) {
		XWPFParagraph gap = word.createParagraph();
		gap.setSpacingAfter(0); // gives it the properties that the next line writes into
		gap.setKeepNext(true);
		XWPFTable table = bare(word, TEXT_WIDTH / 2, TEXT_WIDTH / 2);
		table.getRow(0).setCantSplitRow(true);
		XWPFTableCell to = table.getRow(0).getCell(0);
		XWPFTableCell sign = table.getRow(0).getCell(1);
		XWPFRun title = to.getParagraphs().get(0).createRun();
		style(title, 12, true, true);
		title.setText(document.recipientsTitle());
		for (String recipient : document.recipients()) {
			style(to.addParagraph().createRun(), 11, false, false).setText(recipient);
		}
		boolean first = true;
		for (String text : document.signature()) {
			line(sign, text, 13, true, false, first);
			first = false;
		}
		line(sign, "", 13, false, false, false).setSpacingAfter(1200);
		line(sign, (document.signer() != null) ? document.signer() : "", 14, true, false, false);
	}

	private static void appendix(XWPFDocument word, DocumentTable table) {
		XWPFParagraph title = line(word, table.title(), 13, true, false);
		title.setSpacingBefore(240);
		title.setKeepNext(true);
		if (!table.unitLine().isEmpty()) {
			XWPFParagraph unit = line(word, table.unitLine(), 11, false, true);
			unit.setAlignment(ParagraphAlignment.RIGHT);
			unit.setKeepNext(true);
		}
		List<List<String>> rows = table.shown();
		XWPFTable grid = word.createTable(rows.size() + 1, table.columns().size());
		widths(grid, widths(table));
		grid.getRow(0).setRepeatHeader(true);
		for (int column = 0; column < table.columns().size(); column++) {
			cell(grid.getRow(0), column, table.columns().get(column).header(), true, ParagraphAlignment.CENTER);
		}
		for (int at = 0; at < rows.size(); at++) {
			XWPFTableRow row = grid.getRow(at + 1);
			row.setCantSplitRow(true);
			for (int column = 0; column < table.columns().size(); column++) {
				boolean text = table.columns().get(column).kind() == Kind.TEXT;
				cell(row, column, rows.get(at).get(column), at == rows.size() - 1,
						text ? ParagraphAlignment.LEFT : ParagraphAlignment.RIGHT);
			}
		}
	}

	private static void cell(XWPFTableRow row, int column, String text, boolean bold, ParagraphAlignment alignment) {
		XWPFParagraph paragraph = row.getCell(column).getParagraphs().get(0);
		paragraph.setAlignment(alignment);
		paragraph.setSpacingAfter(20);
		style(paragraph.createRun(), 10, bold, false).setText(text);
	}

	private static XWPFTable bare(XWPFDocument word, int... widths) {
		XWPFTable table = word.createTable(1, widths.length);
		widths(table, widths);
		table.setTopBorder(XWPFBorderType.NONE, 0, 0, "auto");
		table.setBottomBorder(XWPFBorderType.NONE, 0, 0, "auto");
		table.setLeftBorder(XWPFBorderType.NONE, 0, 0, "auto");
		table.setRightBorder(XWPFBorderType.NONE, 0, 0, "auto");
		table.setInsideHBorder(XWPFBorderType.NONE, 0, 0, "auto");
		table.setInsideVBorder(XWPFBorderType.NONE, 0, 0, "auto");
		return table;
	}

	/**
	 * Widths in twentieths of a point, in the grid and in every cell, for every reader.
	 */
	private static void widths(XWPFTable table, int... widths) {
		table.setWidth(Arrays.stream(widths).sum());
		var grid = table.getCTTbl().getTblGrid();
		if (grid == null) {
			grid = table.getCTTbl().addNewTblGrid();
		}
		while (grid.sizeOfGridColArray() > 0) {
			grid.removeGridCol(0);
		}
		for (int width : widths) {
			grid.addNewGridCol().setW(BigInteger.valueOf(width));
		}
		table.getRows().forEach((row) -> {
			for (int column = 0; column < widths.length; column++) {
				row.getCell(column).setWidth(String.valueOf(widths[column]));
			}
		});
	}

	/** Words take what the numbers leave. */
	private static int[] widths(DocumentTable table) {
		int words = (int) table.columns().stream().skip(1).filter((column) -> column.kind() == Kind.TEXT).count();
		int number = (words > 1) ? 780 : 900;
		int[] widths = table.columns().stream().mapToInt((column) -> number).toArray();
		widths[0] = 600;
		int left = WIDE_WIDTH - 600 - number * (widths.length - 1 - words);
		for (int column = 1; column <= words; column++) {
			widths[column] = Math.min(4500, left / words);
		}
		return widths;
	}

	private static XWPFParagraph line(XWPFDocument word, String text, int points, boolean bold, boolean italic) {
		return centred(word.createParagraph(), text, points, bold, italic);
	}

	private static XWPFParagraph line(XWPFTableCell cell, String text, int points, boolean bold, boolean italic,
			boolean first) {
		return centred(first ? cell.getParagraphs().get(0) : cell.addParagraph(), text, points, bold, italic);
	}

	private static XWPFParagraph centred(XWPFParagraph paragraph, String text, int points, boolean bold,
			boolean italic) {
		paragraph.setAlignment(ParagraphAlignment.CENTER);
		paragraph.setSpacingAfter(40);
		style(paragraph.createRun(), points, bold, italic).setText(text);
		return paragraph;
	}

	private static void body(XWPFDocument word, String text, boolean bold, boolean keepNext) {
		XWPFParagraph paragraph = word.createParagraph();
		paragraph.setAlignment(ParagraphAlignment.BOTH);
		paragraph.setFirstLineIndent(720);
		paragraph.setSpacingAfter(120);
		paragraph.setSpacingBetween(1.15);
		paragraph.setKeepNext(keepNext);
		style(paragraph.createRun(), 14, bold, false).setText(text);
	}

	/**
	 * The line under a name, as an empty paragraph with a border, drawn in on both sides.
	 */
	private static void rule(XWPFParagraph above, int indent) {
		above.setSpacingAfter(0);
		XWPFParagraph line = above.getBody() instanceof XWPFTableCell cell ? cell.addParagraph() : above;
		line.setBorderTop(Borders.SINGLE);
		line.setIndentationLeft(indent);
		line.setIndentationRight(indent);
		line.setSpacingAfter(0);
		style(line.createRun(), 6, false, false).setText("");
	}

	private static XWPFRun style(XWPFRun run, int points, boolean bold, boolean italic) {
		run.setFontFamily(FONT);
		run.setFontSize(points);
		run.setBold(bold);
		run.setItalic(italic);
		return run;
	}

	private static void page(CTSectPr section, boolean landscape) {
		var size = section.addNewPgSz();
		size.setW(BigInteger.valueOf(landscape ? 16838 : 11906));
		size.setH(BigInteger.valueOf(landscape ? 11906 : 16838));
		size.setOrient(landscape ? STPageOrientation.LANDSCAPE : STPageOrientation.PORTRAIT);
		var margins = section.addNewPgMar();
		margins.setTop(BigInteger.valueOf(20 * MM));
		margins.setBottom(BigInteger.valueOf(20 * MM));
		margins.setLeft(BigInteger.valueOf((landscape ? 20 : 30) * MM));
		margins.setRight(BigInteger.valueOf(15 * MM));
		margins.setHeader(BigInteger.valueOf(10 * MM));
		margins.setFooter(BigInteger.valueOf(10 * MM));
		if (!landscape) {
			section.addNewTitlePg();
		}
	}

	/**
	 * Centred in the upper margin, not on the first page; both sections share the header.
	 */
	private static void pageNumbers(XWPFDocument word) {
		XWPFParagraph paragraph = word.createHeader(HeaderFooterType.DEFAULT).createParagraph();
		paragraph.setAlignment(ParagraphAlignment.CENTER);
		style(paragraph.createRun(), 13, false, false).getCTR().addNewFldChar().setFldCharType(STFldCharType.BEGIN);
		style(paragraph.createRun(), 13, false, false).getCTR().addNewInstrText().setStringValue(" PAGE ");
		style(paragraph.createRun(), 13, false, false).getCTR().addNewFldChar().setFldCharType(STFldCharType.END);
		CTSectPr first = word.getDocument()
			.getBody()
			.getPList()
			.stream()
			.filter((it) -> it.isSetPPr() && it.getPPr().isSetSectPr())
			.findFirst()
			.orElseThrow()
			.getPPr()
			.getSectPr();
		CTSectPr last = word.getDocument().getBody().getSectPr();
		last.getHeaderReferenceList().forEach((reference) -> {
			var copy = first.addNewHeaderReference();
			copy.setId(reference.getId());
			copy.setType(reference.getType());
		});
	}

}
