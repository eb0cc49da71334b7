package vn.maiam.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * The refused rows as they were sent, under their own headers, with the reasons in a last
 * column; ready to be put right and sent again.
 */
public final class RefusedWorkbook {

	private RefusedWorkbook() {
	}

	/**
	 * Writes it.
	 * @param headers the columns of each sheet that has a table: index from 0 → header
	 * @param refusals sheet → number of the row → why it was refused
	 * @param reasonHeader what stands above the reasons
	 * @param shown what the reader may see of a cell's words
	 */
	public static void write(WorkbookFile file, Map<String, SortedMap<Integer, String>> headers,
			Map<String, Map<Integer, Refusal>> refusals, String reasonHeader, UnaryOperator<String> shown,
			OutputStream out) throws IOException {
		Map<String, Integer> next = new HashMap<>();
		Map<String, Worksheet> sheets = new HashMap<>();
		try (Workbook workbook = new Workbook(out, "Mai Am", "1.0")) {
			for (String sheet : refusals.keySet()) {
				Map<Integer, Refusal> refused = refusals.getOrDefault(sheet, Map.of());
				List<String> around = refused.values()
					.stream()
					.flatMap((it) -> it.around().keySet().stream())
					.distinct()
					.toList();
				file.read(sheet, (row) -> {
					Refusal refusal = refused.get(row.number());
					SortedMap<Integer, String> columns = headers.get(sheet);
					if (refusal != null && columns != null) {
						Worksheet target = sheets.computeIfAbsent(sheet,
								(name) -> begin(workbook, name, columns, around, reasonHeader));
						int at = next.merge(sheet, 1, Integer::sum);
						copy(target, at, row.cells(), shown);
						int last = columns.lastKey() + 1;
						for (String header : around) {
							target.value(at, last++, refusal.around().getOrDefault(header, ""));
						}
						target.value(at, last, refusal.reason());
					}
					return true;
				});
			}
			if (sheets.isEmpty()) {
				workbook.newWorksheet(reasonHeader).value(0, 0, reasonHeader);
			}
		}
	}

	/**
	 * Why a row was refused.
	 *
	 * @param around what stood in lines around it, so that it can be sent without them:
	 * header → words
	 */
	public record Refusal(String reason, Map<String, String> around) {
	}

	private static Worksheet begin(Workbook workbook, String name, SortedMap<Integer, String> columns,
			List<String> around, String reasonHeader) {
		Worksheet sheet = workbook.newWorksheet(name);
		int last = columns.lastKey() + 1;
		columns.forEach((index, header) -> sheet.value(0, index, header));
		for (String header : around) {
			sheet.value(0, last++, header);
		}
		sheet.value(0, last, reasonHeader);
		sheet.width(last, 60);
		sheet.range(0, 0, 0, last).style().bold().wrapText(true).set();
		sheet.freezePane(0, 1);
		return sheet;
	}

	private static void copy(Worksheet sheet, int row, List<SheetCell> cells, UnaryOperator<String> shown) {
		for (int column = 0; column < cells.size(); column++) {
			SheetCell cell = cells.get(column);
			BigDecimal number = cell.number();
			if (cell.day() != null) {
				sheet.value(row, column, cell.day());
				sheet.style(row, column).format("dd/mm/yyyy").set();
			}
			else if (number != null && shown.apply(number.toPlainString()).equals(number.toPlainString())) {
				sheet.value(row, column, number);
			}
			else if (!cell.isEmpty()) {
				sheet.value(row, column, shown.apply(cell.text()));
			}
		}
	}

}
