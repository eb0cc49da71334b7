package vn.maiam.workbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vn.maiam.shared.Refused;
import vn.maiam.shared.VietnameseText;

/**
 * An .xlsx file that may come from anywhere: looked at before it is opened, read as a
 * stream, row by row.
 */
public final class WorkbookFile {

	private static final Logger LOG = LoggerFactory.getLogger(WorkbookFile.class);

	/** Largest file, in bytes. */
	public static final int LARGEST = 20 * 1024 * 1024;

	/** What it may unpack to, in bytes. */
	private static final long LARGEST_UNPACKED = 400L * 1024 * 1024;

	/**
	 * Digits, and powers of ten, that a number may have: 1E500000000 is 11 characters and
	 * half a billion digits.
	 */
	private static final int LONGEST_NUMBER = 40;

	/** Letters in a cell, as Excel allows them. */
	private static final int LONGEST_TEXT = 32_767;

	private static final int MOST_SHEETS = 100;

	private static final int MOST_COLUMNS = 120;

	private final byte[] bytes;

	public WorkbookFile(byte[] bytes) {
		this.bytes = bytes;
	}

	/** Refuses what is not a readable workbook of bounded size, and says what it is. */
	public void check() {
		if (this.bytes.length == 0) {
			throw new Refused("workbook.refused.empty");
		}
		if (this.bytes.length > LARGEST) {
			throw new Refused("workbook.refused.large", LARGEST / 1024 / 1024);
		}
		if (startsWith(0xD0, 0xCF, 0x11, 0xE0)) {
			throw new Refused("workbook.refused.old-or-encrypted");
		}
		if (!startsWith('P', 'K')) {
			throw new Refused("workbook.refused.not-excel");
		}
		boolean workbook = false;
		long unpacked = 0;
		byte[] buffer = new byte[64 * 1024];
		// by the directory at the end, as spreadsheet programs do; a stream reader
		// stumbles over some writers' entries
		try (ZipFile zip = ZipFile.builder().setByteArray(this.bytes).get()) {
			for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
				workbook |= "xl/workbook.xml".equals(entry.getName());
				try (InputStream content = zip.getInputStream(entry)) {
					for (int read = content.read(buffer); read > 0; read = content.read(buffer)) {
						unpacked += read;
						if (unpacked > LARGEST_UNPACKED) {
							throw new Refused("workbook.refused.unpacked");
						}
					}
				}
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new Refused("workbook.refused.broken");
		}
		if (!workbook) {
			throw new Refused("workbook.refused.not-excel");
		}
	}

	/**
	 * Hands each non-empty row to the reader, sheet by sheet, until it wants no more of
	 * that sheet.
	 */
	public void read(RowReader reader) {
		try (InputStream input = new ByteArrayInputStream(this.bytes);
				ReadableWorkbook workbook = new ReadableWorkbook(input, new ReadingOptions(true, false))) {
			List<Sheet> sheets = workbook.getSheets().limit(MOST_SHEETS).toList();
			for (Sheet sheet : sheets) {
				try (Stream<Row> rows = sheet.openStream()) {
					boolean more = true;
					for (Iterator<Row> each = rows.iterator(); more && each.hasNext();) {
						Row row = each.next();
						more = reader.row(VietnameseText.tidy(sheet.getName()), row.getRowNum(), cells(row));
					}
				}
			}
		}
		catch (Refused refused) {
			throw refused; // by the reader of the rows
		}
		catch (Exception ex) {
			// whatever the parsers below stumble over, undeclared exceptions too: an
			// entity, a broken relation
			LOG.info("a workbook cannot be read: {}", String.valueOf(ex.getMessage()).replaceAll("[\\r\\n]", " "));
			throw new Refused("workbook.refused.broken");
		}
	}

	private boolean startsWith(int... magic) {
		for (int at = 0; at < magic.length; at++) {
			if (this.bytes.length <= at || (this.bytes[at] & 0xff) != magic[at]) {
				return false;
			}
		}
		return true;
	}

	private static List<SheetCell> cells(Row row) {
		int count = Math.min(row.getCellCount(), MOST_COLUMNS);
		List<SheetCell> cells = new ArrayList<>(count);
		for (int at = 0; at < count; at++) {
			Cell cell = row.getCell(at);
			cells.add((cell != null) ? cell(cell) : SheetCell.EMPTY);
		}
		return cells;
	}

	private static SheetCell cell(Cell cell) {
		String raw = cell.getRawValue();
		if (cell.getType() == CellType.NUMBER && raw != null) {
			BigDecimal number = (raw.length() <= LONGEST_NUMBER) ? new BigDecimal(raw) : null;
			if (number == null || number.precision() > LONGEST_NUMBER
					|| Math.abs((long) number.scale()) > LONGEST_NUMBER) {
				return new SheetCell(raw.substring(0, Math.min(LONGEST_NUMBER, raw.length())), null, null);
			}
			LocalDate day = isDay(cell) ? cell.asDate().toLocalDate() : null;
			return new SheetCell((day != null) ? day.toString() : plain(number), number, day);
		}
		String text = (cell.getType() == CellType.STRING) ? cell.getText() : raw;
		return (text != null)
				? new SheetCell(VietnameseText.tidy(text.substring(0, Math.min(LONGEST_TEXT, text.length()))), null,
						null)
				: SheetCell.EMPTY;
	}

	private static String plain(BigDecimal number) {
		BigDecimal stripped = number.stripTrailingZeros();
		return ((stripped.scale() < 0) ? stripped.setScale(0) : stripped).toPlainString();
	}

	private static boolean isDay(Cell cell) {
		Integer format = cell.getDataFormatId();
		String pattern = cell.getDataFormatString();
		boolean builtIn = format != null && ((format >= 14 && format <= 17) || format == 22);
		boolean written = pattern != null && pattern.toLowerCase(java.util.Locale.ROOT)
			.replaceAll("\\[[^]]*]|\"[^\"]*\"", "")
			.matches(".*[dy].*");
		return builtIn || written;
	}

	/** Takes rows; numbers count from 1 as the workbook shows them. */
	@FunctionalInterface
	public interface RowReader {

		/** Takes a row and says whether more of this sheet is wanted. */
		boolean row(String sheet, int number, List<SheetCell> cells);

	}

}
