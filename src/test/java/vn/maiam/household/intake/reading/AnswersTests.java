package vn.maiam.household.intake.reading;

import java.io.IOException;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.ClassPathResource;

import vn.maiam.household.intake.reading.OfficeList.Line;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person answers decides what is read. */
class AnswersTests {

	@Test
	void daysWithTheMonthFirstAreReadAsAPersonSays() throws IOException {
		IntakeRow american = row("lan-3-10-csv-us.csv", 3,
				Map.of("day-order|Ngay sinh", "MONTH", "day-order|Ngay khoi cong", "MONTH"));
		assertThat(american.data()).containsEntry("birth_date", "1961-04-05")
			.containsEntry("planned_start", "2027-01-04");
		IntakeRow ours = row("lan-3-10-csv-us.csv", 3,
				Map.of("day-order|Ngay sinh", "DAY", "day-order|Ngay khoi cong", "DAY"));
		assertThat(ours.data()).containsEntry("birth_date", "1961-05-04").containsEntry("planned_start", "2027-04-01");
		assertThat(row("lan-3-10-csv-us.csv", 3, Map.of()).data()).doesNotContainKeys("birth_date", "planned_start");
	}

	@Test
	void aValueTypedInsteadOfOneThatCannotBeReadIsTakenAndSaid() throws IOException {
		IntakeRow row = row("lan-3-11b-loigo.xlsx", 3,
				Map.of("unread|BIRTH|196O", "=1960", "unread|PHONE|O978111222", "=0978111222"));
		assertThat(row.data()).containsEntry("birth_year", 1960).containsEntry("phone", "0978111222");
		assertThat(row.remarks()).extracting(IntakeRow.Remark::key).contains("intake.remark.typed");
	}

	@Test
	void whatIsTypedIsAskedAboutAgainWhenItCannotBeReadEither() throws IOException {
		IntakeRow row = row("lan-3-11b-loigo.xlsx", 3, Map.of("unread|BIRTH|196O", "=19 sáu mươi"));
		assertThat(row.data()).doesNotContainKey("birth_year");
		assertThat(row.problems()).extracting(IntakeRow.Remark::key).contains("intake.problem.birth");
	}

	@Test
	void daysThatHavePassedAreAPlanOnlyWhenAPersonSaysSo() throws IOException {
		String question = "passed-days|Ngày khởi công";
		assertThat(row("lan-3-12-tiendo.xlsx", 5, Map.of(question, Question.NOTHING)).data())
			.doesNotContainKey("planned_start");
		assertThat(row("lan-3-12-tiendo.xlsx", 5, Map.of(question, Question.KEEP)).data())
			.containsEntry("planned_start", "2026-09-05");
	}

	@Test
	void aRemarkThatContradictsTheColumnIsDecidedByAPerson() throws IOException {
		String question = "remark-kind|chuyển sang sửa chữa|NEW_BUILD";
		assertThat(row("lan-3-17-nhom.xlsx", 6, Map.of(question, "REPAIR")).data()).containsEntry("kind", "REPAIR");
		assertThat(row("lan-3-17-nhom.xlsx", 6, Map.of(question, "NEW_BUILD")).data()).containsEntry("kind",
				"NEW_BUILD");
	}

	@Test
	void aListThatNamesNoCommuneIsAskedAboutOnce() {
		OfficeList list = new OfficeList().column("name", "Họ và tên chủ hộ")
			.column("birth", "Năm sinh")
			.column("category", "Đối tượng")
			.column("kind", "Hình thức");
		for (String name : new String[] { "Hoàng Thị Không Xã", "Lý Văn Không Xã" }) {
			Line line = Line.of("name", name);
			line.cells.putAll(Map.of("birth", 1960, "category", "Hộ nghèo", "kind", "Xây mới"));
			list.lines.add(line);
		}
		ListTrial open = ListTrial.read(list.write(), "170", Map.of());
		assertThat(open.doubts().questions()).extracting(Question::kind).containsExactly("list-unit");
		Question question = open.doubts().questions().get(0);
		assertThat(question.rows()).isEqualTo(2);
		String commune = Long.toString(ListTrial.unit("05746").id());
		ListTrial answered = ListTrial.read(list.write(), "170", Map.of(question.key(), commune));
		assertThat(answered.rows().values()).allSatisfy((row) -> {
			assertThat(row.problems()).isEmpty();
			assertThat(row.data().get("unit_id")).hasToString(commune);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Đặng Văn Sành (1966)            | Đặng Văn Sành    | 1966      |
			Chu Thị Biên, SN 1959           | Chu Thị Biên     | 1959      |
			Lộc Văn Pảo (sinh ngày 02/9/1973) | Lộc Văn Pảo    | 02/9/1973 |
			Hà Văn Lịch - 1984              | Hà Văn Lịch      | 1984      |
			Trần Thị Hậu (nữ, 1951)         | Trần Thị Hậu     | 1951      | nữ
			Ma Doãn Khoa 1978               | Ma Doãn Khoa     | 1978      |
			Hoàng Văn Nam 1968              | Hoàng Văn Nam    | 1968      |
			Hoàng Thị Sinh 1968             | Hoàng Thị Sinh   | 1968      |
			Bế Thị Nguyệt (con: Bế Văn Lực) | Bế Thị Nguyệt (con: Bế Văn Lực) | |
			""")
	void aYearBehindANameIsItsBirth(String text, String name, String birth, String sex) {
		assertThat(BirthInName.of(text)).isEqualTo(new BirthInName(name, birth, sex));
	}

	private static IntakeRow row(String file, int number, Map<String, String> answers) throws IOException {
		ListTrial trial = ListTrial.read(new ClassPathResource("intake/office/" + file).getContentAsByteArray(), "170",
				answers);
		return trial.rows().values().stream().filter((row) -> row.number() == number).findFirst().orElseThrow();
	}

}
