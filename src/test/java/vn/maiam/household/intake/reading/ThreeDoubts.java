package vn.maiam.household.intake.reading;

import vn.maiam.household.intake.reading.OfficeList.Line;

/**
 * A locality's list with three doubts: kinds in words of its own, a misspelt group line,
 * and a sum that does not agree.
 */
public final class ThreeDoubts {

	private ThreeDoubts() {
	}

	public static byte[] workbook() {
		OfficeList list = new OfficeList().column("ordinal", "STT")
			.column("name", "Họ và tên chủ hộ")
			.column("birth", "Năm sinh")
			.column("hamlet", "Xóm")
			.column("category", "Đối tượng")
			.column("kind", "Xây mới/Sửa chữa")
			.column("money", "Kinh phí (triệu đồng)");
		String[][] people = { { "Xã Tràng Xá" }, { "Hoàng Thị Nghi Một", "1961", "XM", "60" },
				{ "Lý Văn Nghi Hai", "1955", "SC", "30" }, { "II. Xã Phú Thương: 3 hộ" },
				{ "Ma Thị Nghi Ba", "1970", "XM", "60" }, { "Nông Văn Nghi Bốn", "1966", "làm lại mái", "30" },
				{ "Triệu Thị Nghi Năm", "1949", "XM", "60" }, { "III. Xã Dân Tiến" },
				{ "Đặng Văn Nghi Sáu", "1958", "SC", "30" } };
		int number = 0;
		for (String[] cells : people) {
			Line line = Line.of("name", cells[0]);
			if (cells.length > 1) {
				line.cells.put("ordinal", ++number);
				line.cells.put("birth", Integer.valueOf(cells[1]));
				line.cells.put("hamlet", "Xóm Mới");
				line.cells.put("category", (number % 2 == 0) ? "Hộ cận nghèo" : "Hộ nghèo");
				line.cells.put("kind", cells[2]);
				line.cells.put("money", Integer.valueOf(cells[3]));
			}
			list.lines.add(line);
		}
		Line sum = Line.of("name", "Tổng cộng");
		sum.cells.put("money", 300);
		list.lines.add(sum);
		list.lines.add(Line.of("money", "NGƯỜI LẬP BIỂU"));
		return list.write();
	}

}
