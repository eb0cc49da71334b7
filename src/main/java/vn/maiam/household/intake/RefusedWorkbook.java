package vn.maiam.household.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

import vn.maiam.household.intake.IntakeRow.Remark;
import vn.maiam.household.intake.IntakeStore.RefusedRow;

/**
 * The refused rows as they were sent, under their own headers, with the reasons in a last
 * column; ready to be put right and sent again.
 */
final class RefusedWorkbook {

	private RefusedWorkbook() {
	}

	static void write(WorkbookFile file, Layout layout, List<RefusedRow> rows, Reasons reasons, OutputStream out)
			throws IOException {
		Map<String, Map<Integer, RefusedRow>> bySheet = rows.stream()
			.collect(Collectors.groupingBy(RefusedRow::sheet, Collectors.toMap(RefusedRow::rowNumber, (row) -> row)));
		Map<String, Integer> next = new HashMap<>();
		Map<String, Worksheet> sheets = new HashMap<>();
		try (Workbook workbook = new Workbook(out, "Mai Am", "1.0")) {
			file.read((sheet, number, cells) -> {
				RefusedRow refused = bySheet.getOrDefault(sheet, Map.of()).get(number);
				Layout.Form form = layout.of(sheet).orElse(null);
				if (refused == null || form == null) {
					return bySheet.containsKey(sheet);
				}
				Worksheet target = sheets.computeIfAbsent(sheet, (name) -> begin(workbook, name, form, reasons));
				int row = next.merge(sheet, 1, Integer::sum);
				for (int column = 0; column < cells.size(); column++) {
					copy(target, row, column, cells.get(column));
				}
				target.value(row, width(form),
						refused.problems().stream().map(reasons::say).collect(Collectors.joining("; ")));
				return true;
			});
			if (sheets.isEmpty()) {
				workbook.newWorksheet(reasons.header()).value(0, 0, reasons.header());
			}
		}
	}

	private static Worksheet begin(Workbook workbook, String name, Layout.Form form, Reasons reasons) {
		Worksheet sheet = workbook.newWorksheet(name);
		for (Layout.Column column : form.columns()) {
			sheet.value(0, column.index(), column.header());
		}
		sheet.value(0, width(form), reasons.header());
		sheet.width(width(form), 60);
		sheet.range(0, 0, 0, width(form)).style().bold().wrapText(true).set();
		sheet.freezePane(0, 1);
		return sheet;
	}

	private static int width(Layout.Form form) {
		return form.columns().stream().mapToInt(Layout.Column::index).max().orElse(0) + 1;
	}

	private static void copy(Worksheet sheet, int row, int column, SheetCell cell) {
		BigDecimal number = cell.number();
		if (cell.day() != null) {
			sheet.value(row, column, cell.day());
			sheet.style(row, column).format("dd/mm/yyyy").set();
		}
		else if (number != null) {
			sheet.value(row, column, number);
		}
		else if (!cell.isEmpty()) {
			sheet.value(row, column, cell.text());
		}
	}

	/** Says reasons in the reader's language. */
	interface Reasons {

		String header();

		String say(Remark problem);

	}

}
