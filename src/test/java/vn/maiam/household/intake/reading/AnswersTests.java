package vn.maiam.household.intake.reading;

import java.io.IOException;
import java.util.List;
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
				Map.of("day-order|CSV|Ngay sinh", "MONTH", "day-order|CSV|Ngay khoi cong", "MONTH"));
		assertThat(american.data()).containsEntry("birth_date", "1961-04-05")
			.containsEntry("planned_start", "2027-01-04");
		IntakeRow ours = row("lan-3-10-csv-us.csv", 3,
				Map.of("day-order|CSV|Ngay sinh", "DAY", "day-order|CSV|Ngay khoi cong", "DAY"));
		assertThat(ours.data()).containsEntry("birth_date", "1961-05-04").containsEntry("planned_start", "2027-04-01");
		assertThat(row("lan-3-10-csv-us.csv", 3, Map.of()).data()).doesNotContainKeys("birth_date", "planned_start");
	}

	@Test
	void aValueTypedInsteadOfOneThatCannotBeReadIsTakenAndSaid() throws IOException {
		IntakeRow row = row("lan-3-11b-loigo.xlsx", 3,
				Map.of("unread|=BIRTH|196O", "=1960", "unread|=PHONE|Trang 1!3", "=0978111222"));
		assertThat(row.data()).containsEntry("birth_year", 1960).containsEntry("phone", "0978111222");
		assertThat(row.remarks()).extracting(IntakeRow.Remark::key).contains("intake.remark.typed");
	}

	@Test
	void whatIsTypedIsAskedAboutAgainWhenItCannotBeReadEither() throws IOException {
		IntakeRow row = row("lan-3-11b-loigo.xlsx", 3, Map.of("unread|=BIRTH|196O", "=19 sáu mươi"));
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

	@Test
	void whatAGroupSaysOfTheListHoldsForGroupsBelowIt() {
		OfficeList list = new OfficeList().column("ordinal", "STT")
			.column("name", "Họ và tên chủ hộ")
			.column("birth", "Năm sinh")
			.column("category", "Đối tượng")
			.column("kind", "Hình thức");
		group(list, "A", "Các hộ đề nghị hỗ trợ");
		group(list, "I", "Xã Tràng Xá");
		person(list, "Lý Văn Trên", 1960, "Xây mới");
		group(list, "B", "Các hộ xin rút khỏi danh sách");
		group(list, "I", "Xã Dân Tiến");
		person(list, "Lý Văn Rút", 1961, "Xây mới");
		ListTrial trial = ListTrial.read(list.write(), "170", Map.of());
		assertThat(trial.doubts().questions()).extracting(Question::kind).contains("withdrawn");
		IntakeRow gone = trial.rows().values().stream().filter((row) -> row.number() == 9).findFirst().orElseThrow();
		assertThat(gone.problems()).extracting(IntakeRow.Remark::key).contains("intake.problem.withdrawn");
	}

	@Test
	void theYearBehindANameThatContradictsTheColumnIsAskedAbout() {
		OfficeList list = new OfficeList().column("name", "Họ và tên chủ hộ")
			.column("birth", "Năm sinh")
			.column("commune", "Xã")
			.column("category", "Đối tượng")
			.column("kind", "Hình thức");
		person(list, "Đặng Văn Sành (1966)", 1976, "Xây mới");
		ListTrial trial = ListTrial.read(list.write(), "170", Map.of());
		assertThat(trial.doubts().questions()).extracting(Question::kind).contains("birth-in-name");
		ListTrial said = ListTrial.read(list.write(), "170", Map.of("birth-in-name|1976|1966", "NAME"));
		assertThat(said.rows().values()).allSatisfy((row) -> assertThat(row.data()).containsEntry("birth_year", 1966));
	}

	@Test
	void aTickIsNeverTypedAnew() {
		assertThat(new Question("unread|MALE|x", "unread", List.of(), List.of(), 1, null).isTypable()).isFalse();
		assertThat(new Question("unread|CITIZEN_ID|T!4", "unread", List.of(), List.of(), 1, null).isTypable())
			.isFalse();
		assertThat(new Question("unread|=BIRTH|196O", "unread", List.of(), List.of(), 1, null).isTypable()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "DANH SÁCH ĐỢT II NĂM 2025,2", "danh sách đợt ii,2", "Đợt 1,1", "GIAI ĐOẠN 2021 - 2025,", "đợt iv,4" })
	void aTitleNamesItsPhase(String title, Integer phase) {
		assertThat(new Layout.SheetInfo("s", title, 1, 2, null, null, null, null).phase().orElse(null))
			.isEqualTo(phase);
	}

	@ParameterizedTest
	@CsvSource({ "019066001234 · 1966,•••••••••234 · 1966", "SĐT 0912 345 678,SĐT •••••••••678",
			"150.000.000,150.000.000", "140000000,140000000", "190812345,••••••345" })
	void numbersOfPersonsAreMaskedAndMoneyIsNot(String text, String masked) {
		assertThat(LineNotes.masked(text)).isEqualTo(masked);
	}

	private static void group(OfficeList list, String ordinal, String words) {
		Line line = Line.of("ordinal", ordinal);
		line.cells.put("name", words);
		list.lines.add(line);
	}

	private static void person(OfficeList list, String name, int birth, String kind) {
		Line line = Line.of("name", name);
		line.cells.putAll(Map.of("ordinal", list.lines.size(), "birth", birth, "category", "Hộ nghèo", "kind", kind,
				"commune", "Xã Tràng Xá"));
		list.lines.add(line);
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
