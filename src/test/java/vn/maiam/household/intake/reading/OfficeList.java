package vn.maiam.household.intake.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A list as an office would write it, with what each row means: made line by line,
 * changed at will, and written as a real workbook.
 */
final class OfficeList {

	final List<String> columns = new ArrayList<>();

	final Map<String, String> headers = new HashMap<>();

	final List<Line> lines = new ArrayList<>();

	String title = "DANH SÁCH HỘ ĐỦ ĐIỀU KIỆN HUYỆN VÕ NHAI";

	OfficeList column(String key, String header) {
		this.columns.add(key);
		this.headers.put(key, header);
		return this;
	}

	/** The rows of persons, as they stand now. */
	List<Line> persons() {
		return this.lines.stream().filter((line) -> line.truth != null).toList();
	}

	/** The sheet's number of a line: title, a blank, the head, then the lines. */
	int number(Line line) {
		return this.lines.indexOf(line) + 4;
	}

	byte[] write() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (Workbook workbook = new Workbook(out, "test", "1.0")) {
			Worksheet sheet = workbook.newWorksheet("Danh sách");
			sheet.value(0, 0, this.title);
			for (int at = 0; at < this.columns.size(); at++) {
				sheet.value(2, at, this.headers.get(this.columns.get(at)));
			}
			for (int row = 0; row < this.lines.size(); row++) {
				Line line = this.lines.get(row);
				if (line.hidden) {
					sheet.hideRow(row + 3);
				}
				for (int at = 0; at < this.columns.size(); at++) {
					write(sheet, row + 3, at, line.cells.get(this.columns.get(at)),
							line.dates.contains(this.columns.get(at)));
				}
			}
			for (int[] merge : merges()) {
				sheet.range(merge[0], merge[2], merge[1], merge[2]).merge();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	private List<int[]> merges() {
		List<int[]> merges = new ArrayList<>();
		for (int row = 0; row < this.lines.size(); row++) {
			for (String column : this.lines.get(row).mergedDown) {
				merges.add(new int[] { row + 3, row + 4, this.columns.indexOf(column) });
			}
		}
		return merges.stream().filter((merge) -> merge[2] >= 0).toList();
	}

	private static void write(Worksheet sheet, int row, int column, @Nullable Object value, boolean date) {
		if (value instanceof LocalDate day) {
			sheet.value(row, column, day);
			sheet.style(row, column).format("dd/mm/yyyy").set();
		}
		else if (value instanceof Number number) {
			sheet.value(row, column, number);
			if (date) {
				sheet.style(row, column).format("dd/mm/yyyy").set();
			}
		}
		else if (value != null) {
			sheet.value(row, column, value.toString());
		}
	}

	/** A line: cells by the keys of their columns, and for a person what it means. */
	static final class Line {

		final Map<String, Object> cells = new LinkedHashMap<>();

		final Set<String> dates = new LinkedHashSet<>();

		final Set<String> mergedDown = new LinkedHashSet<>();

		@Nullable Map<String, @Nullable Object> truth;

		boolean hidden;

		static Line of(String column, Object value) {
			Line line = new Line();
			line.cells.put(column, value);
			return line;
		}

	}

}
