package vn.maiam.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vn.maiam.shared.Refused;
import vn.maiam.shared.VietnameseText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Files as all kinds of programs write them, and as nobody in good faith does. */
class OddFilesTests {

	private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

	private static final String STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main";

	@Test
	void aStrictWorkbookWithBackslashesAndDaysInWordsIsRead() throws IOException {
		byte[] file = workbook(STRICT,
				"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t><![CDATA[Họ <và> tên]]></t></is></c>"
						+ "<c r=\"B1\" t=\"d\"><v>1961-08-15T00:00:00</v></c><c r=\"C1\" s=\"\"><v>60</v></c></row>",
				"", true);
		SheetRow row = rows(file).get(0);
		assertThat(row.cell(0).text()).isEqualTo("Họ <và> tên");
		assertThat(row.cell(1).day()).isEqualTo(LocalDate.of(1961, 8, 15));
		assertThat(row.cell(2).number()).isEqualByComparingTo("60");
	}

	@Test
	void aCellMergedDownSpeaksForItsRowsAndAFormulaForItsNumber() throws IOException {
		byte[] file = workbook(MAIN,
				"<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Tràng Xá</v></c></row><row r=\"2\"><c r=\"B2\"><f>40+9.375</f><v>49.375</v></c></row>",
				"<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>", false);
		SheetRow second = rows(file).get(1);
		assertThat(second.cell(0).text()).isEqualTo("Tràng Xá");
		assertThat(second.cell(0).fromAbove()).isTrue();
		assertThat(second.cell(1).number()).isEqualByComparingTo("49.375");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud79d\ud79d\ud79d\ud79d1:B2", "ZZZZ1:ZZZZ9", "B9:A1", "A0:A5", ":", "A1" })
	void aMergeOfNonsenseIsNone(String reference) throws IOException {
		byte[] file = workbook(MAIN,
				"<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>",
				"<mergeCells><mergeCell ref=\"" + reference + "\"/></mergeCells>", false);
		assertThat(rows(file)).hasSize(2).allMatch((row) -> row.cells().size() <= 2);
	}

	/** Whoever walks such a path step by step from its beginning walks for hours. */
	@Test
	void aPathOfAMillionStepsIsNone() throws IOException {
		Map<String, String> parts = parts(MAIN, "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "");
		parts.computeIfPresent("xl/_rels/workbook.xml.rels", (name, text) -> text.replace("</Relationships>",
				"<Relationship Id=\"r9\" Type=\"x\" Target=\"" + "x/../".repeat(1_000_000) + "y\"/></Relationships>"));
		assertThat(rows(zip(parts))).hasSize(1);
	}

	/** One part that many sheets name, in letters of other size, is one sheet. */
	@Test
	void aSheetIsReadOnceHoweverItIsSpelt() throws IOException {
		Map<String, String> parts = parts(MAIN, "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "");
		String type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
		parts.computeIfPresent("xl/workbook.xml",
				(name, text) -> text.replace("</sheets>", "<sheet name=\"Hai\" sheetId=\"2\" r:id=\"r2\"/></sheets>"));
		parts.computeIfPresent("xl/_rels/workbook.xml.rels", (name, text) -> text.replace("</Relationships>",
				"<Relationship Id=\"r2\" Type=\"" + type + "\" Target=\"worksheets/SHEET1.xml\"/></Relationships>"));
		WorkbookFile file = new WorkbookFile(zip(parts));
		file.check();
		assertThat(file.sheets()).hasSize(1);
	}

	@Test
	void anEntityIsNeverResolved() throws IOException {
		byte[] file = zip(
				Map.of("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><workbook xmlns=\""
						+ MAIN + "\">&a;</workbook>"));
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> new WorkbookFile(file).check());
	}

	@Test
	void anOldWorkbookIsReadAndOneOfAnotherProgramNamed() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (HSSFWorkbook old = new HSSFWorkbook()) {
			var sheet = old.createSheet("Danh sách");
			sheet.createRow(0).createCell(0).setCellValue("Họ và tên");
			sheet.createRow(1).createCell(0).setCellValue(1961);
			sheet.getRow(1).setZeroHeight(true);
			old.write(out);
		}
		List<SheetRow> rows = rows(out.toByteArray());
		assertThat(rows.get(0).cell(0).text()).isEqualTo("Họ và tên");
		assertThat(rows.get(1).hidden()).isTrue();
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(
					() -> new WorkbookFile(zip(Map.of("mimetype", "application/vnd.oasis.opendocument.spreadsheet")))
						.check())
			.extracting(Refused::key)
			.isEqualTo("workbook.refused.open-document");
	}

	/** Thirty million times the same, in thirty thousand bytes: no list of people is. */
	@Test
	void whatUnpacksToAThousandTimesItsSizeIsNotRead() throws IOException {
		byte[] file = zip(Map.of("xl/worksheets/sheet1.xml", " ".repeat(30_000_000)));
		assertThat(file).hasSizeLessThan(100_000);
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> new WorkbookFile(file).check())
			.withMessage("workbook.refused.unpacked");
	}

	@Test
	void wordsOfAnyLengthAreHandledInNoTime() {
		String long1 = "a.".repeat(16_000);
		String long2 = "x" + "(1".repeat(16_000);
		assertThat(VietnameseText.nameAlone(long1)).isEqualTo(long1);
		assertThat(VietnameseText.nameAlone("İİİİ(")).isEqualTo("İİİİ");
		assertThat(VietnameseText.bare(long2)).hasSameSizeAs(long2);
	}

	private static List<SheetRow> rows(byte[] bytes) {
		WorkbookFile file = new WorkbookFile(bytes);
		file.check();
		List<SheetRow> rows = new ArrayList<>();
		file.read(file.sheets().get(0).name(), rows::add);
		return rows;
	}

	private static byte[] workbook(String namespace, String rows, String after, boolean backslashes)
			throws IOException {
		Map<String, String> named = new LinkedHashMap<>();
		parts(namespace, rows, after)
			.forEach((name, content) -> named.put(backslashes ? name.replace('/', '\\') : name, content));
		return zip(named);
	}

	private static Map<String, String> parts(String namespace, String rows, String after) {
		String relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
		Map<String, String> parts = new LinkedHashMap<>();
		parts.put("_rels/.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" + relations
				+ "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
		parts.put("xl/workbook.xml", "<workbook xmlns=\"" + namespace + "\" xmlns:r=\"" + relations
				+ "\"><sheets><sheet name=\"Danh sách\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
		parts.put("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" + relations
				+ "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
		parts.put("xl/worksheets/sheet1.xml",
				"<worksheet xmlns=\"" + namespace + "\"><sheetData>" + rows + "</sheetData>" + after + "</worksheet>");
		return parts;
	}

	private static byte[] zip(Map<String, String> parts) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			for (Map.Entry<String, String> part : parts.entrySet()) {
				zip.putNextEntry(new ZipEntry(part.getKey()));
				zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
		return out.toByteArray();
	}

}
