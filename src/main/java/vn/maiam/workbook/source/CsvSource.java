package vn.maiam.workbook.source;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.SheetHeading;
import vn.maiam.workbook.SheetRow;

/**
 * Lists as plain text, cells apart by comma, semicolon or tab. All cells are text: what
 * decimal mark its writer had nobody knows.
 */
public final class CsvSource implements CellSource {

	private static final String NAME = "CSV";

	private static final int LOOK_AHEAD = 20;

	private final String text;

	public CsvSource(byte[] bytes) {
		this.text = decode(bytes);
	}

	/**
	 * Whether it looks like a table at all: cells that are apart, and no control signs.
	 */
	public boolean isTable() {
		return this.text.chars()
			.limit(4000)
			.noneMatch((sign) -> sign < 0x20 && sign != '\t' && sign != '\n' && sign != '\r')
				&& this.text.lines().limit(LOOK_AHEAD).anyMatch((line) -> count(line, delimiter()) >= 2);
	}

	@Override
	public List<SheetHeading> sheets() {
		return List.of(new SheetHeading(NAME, false, Set.of()));
	}

	@Override
	public void read(int sheet, Predicate<SheetRow> wanted) throws IOException {
		CSVFormat format = CSVFormat.DEFAULT.builder()
			.setDelimiter(delimiter())
			.setIgnoreEmptyLines(false)
			.setTrailingData(true)
			.get();
		try (CSVParser parser = CSVParser.parse(new StringReader(this.text), format)) {
			for (CSVRecord line : parser) {
				List<SheetCell> cells = new ArrayList<>();
				for (int at = 0; at < Math.min(MOST_COLUMNS, line.size()); at++) {
					cells.add(CellTexts.text(line.get(at), null));
				}
				CellTexts.doubtMixedFonts(cells);
				SheetRow row = new SheetRow(NAME, (int) line.getRecordNumber(), false, false, List.of(), List.of(),
						cells);
				if (!row.isEmpty() && !wanted.test(row)) {
					return;
				}
			}
		}
		catch (java.io.UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	private char delimiter() {
		return Stream.of(';', '\t', ',')
			.max(Comparator.comparingInt((
					Character sign) -> this.text.lines().limit(LOOK_AHEAD).mapToInt((line) -> count(line, sign)).sum()))
			.orElseThrow();
	}

	private static int count(String line, char sign) {
		int count = 0;
		boolean quoted = false;
		for (int at = 0; at < line.length(); at++) {
			char letter = line.charAt(at);
			quoted ^= letter == '"';
			count += (letter == sign && !quoted) ? 1 : 0;
		}
		return count;
	}

	private static String decode(byte[] bytes) {
		if (starts(bytes, 0xff, 0xfe)) {
			return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
		}
		if (starts(bytes, 0xfe, 0xff)) {
			return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
		}
		byte[] body = starts(bytes, 0xef, 0xbb, 0xbf) ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
		}
		catch (CharacterCodingException ex) {
			// old fonts, or Windows' Vietnamese: letters tell them apart
			String western = new String(body, Charset.forName("windows-1252"));
			String vietnamese = new String(body, Charset.forName("windows-1258"));
			return (Syllables.wrong(vietnamese) < Syllables.wrong(LegacyFont.read(western, null).text())) ? vietnamese
					: western;
		}
	}

	private static boolean starts(byte[] bytes, int... magic) {
		for (int at = 0; at < magic.length; at++) {
			if (bytes.length <= at || (bytes[at] & 0xff) != magic[at]) {
				return false;
			}
		}
		return true;
	}

}
