package vn.maiam.household.intake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.awaitility.Awaitility;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;

import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.domain.HouseholdExport;
import vn.maiam.household.intake.IntakeJob.Counts;
import vn.maiam.household.intake.reading.IntakeRow;
import vn.maiam.household.intake.reading.Question;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** Workbooks as localities invent them, and files that are none. */
@SpringBootTest
@org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc
@Import(TestProvince.People.class)
class IntakeTests {

	private static final Corrections ELIGIBLE = new Corrections(Map.of(), Map.of(), Map.of(0, false));

	@Autowired
	IntakeService intake;

	@Autowired
	IntakeStore store;

	@Autowired
	HouseholdExport export;

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void anOfficerOfVoNhai() {
		this.province.actAs("vonhai");
	}

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	/**
	 * Another order, other words, marks in words, ids in number cells, money in words, a
	 * free address, NFD, totals, a signature.
	 */
	private static byte[] oddList() throws IOException {
		return workbook((sheet) -> {
			sheet.value(0, 0, "PHÒNG LĐTBXH HUYỆN VÕ NHAI");
			sheet.value(2, 0, "BIỂU TỔNG HỢP NHU CẦU HỖ TRỢ NHÀ Ở");
			String[] header = { "Số TT", "Địa chỉ", "Họ, tên chủ hộ", "Ngày, tháng, năm sinh", "Số định danh",
					"Thuộc diện", "Nhu cầu hỗ trợ", "Vốn NSNN", "Gia đình đối ứng", "Dự kiến bắt đầu", "Ghi chú" };
			for (int i = 0; i < header.length; i++) {
				sheet.value(4, i, header[i]);
			}
			row(sheet, 5, 1, "Xóm Đồng Mỏ, X. Tràng Xá", "TRIỆU THỊ MẤY", "15/8/1961", 19161000101L, "nghèo", "XM",
					"60 triệu", "1,5 tỷ", "3/2/2025", "=HYPERLINK(\"http://x\")");
			row(sheet, 6, 2, "Bản Nhàu, TT. ĐÌNH CẢ", Normalizer.normalize("Hoàng Văn Thuỷ", Normalizer.Form.NFD),
					"1970", "019070000102", "NCC", "SC", "30.000.000", "", "", "");
			row(sheet, 7, 3, "Xóm Là Khoan, xã Trang Xa", "Lường Văn Chưa Chắc", "1980", "019080000103", "cận nghèo",
					"xây mới", "60", "0", "", "");
			row(sheet, 8, 4, "Xóm Chùa, xã Mộ Đạo", "Nguyễn Lạc Đường", "1981", "019081000104", "nghèo", "xây mới",
					"60", "", "", "");
			row(sheet, 9, 5, "Xóm Vải, xã Tràng Xá", "Đinh Sai Số", "1822", "12345", "giàu", "mua nhà", "nhiều", "",
					"31/2/2025", "");
			row(sheet, 10, 6, "Xóm Vải, xã Tràng Xá", "Trùng Số Dòng Sáu", "1961", "019161000101", "nghèo", "XM", "60",
					"", "", "");
			sheet.value(11, 2, "Tổng cộng");
			sheet.value(11, 7, 300);
			sheet.value(13, 8, "NGƯỜI LẬP BIỂU");
		});
	}

	private static void row(Worksheet sheet, int at, Object... cells) {
		for (int column = 0; column < cells.length; column++) {
			if (cells[column] instanceof Number number) {
				sheet.value(at, column, number);
			}
			else {
				sheet.value(at, column, (String) cells[column]);
			}
		}
	}

	@Test
	void anOddListIsReadByMeaningAndRefusedRowsDoNotStopTheGoodOnes() throws Exception {
		UUID job = take(oddList());
		Counts counts = this.store.counts(job);
		assertThat(counts.fresh()).isEqualTo(2);
		assertThat(counts.refused()).isEqualTo(2);
		assertThat(counts.asked()).isEqualTo(2);
		Map<String, Object> first = this.jdbc
			.sql("""
					select h.full_name, h.birth_date, h.hamlet, u.code, h.category, h.kind, h.citizen_id_masked, h.planned_start, h.note,
						(select pledged from funding_line f where f.household_id = h.id and source = 'FAMILY') as family
					from household h join administrative_unit u on u.id = h.unit_id where h.full_name = 'Triệu Thị Mấy'""")
			.query()
			.singleRow();
		assertThat(first).containsEntry("code", "05746")
			.containsEntry("hamlet", "Xóm Đồng Mỏ")
			.containsEntry("category", "POOR")
			.containsEntry("kind", "NEW_BUILD")
			.containsEntry("citizen_id_masked", "•••••••••101")
			.containsEntry("family", 1_500_000_000L)
			.containsEntry("note", "=HYPERLINK(\"http://x\")");
		assertThat(first.get("birth_date")).hasToString("1961-08-15");
		assertThat(first.get("planned_start")).hasToString("2025-02-03");
		assertThat(this.jdbc.sql("select count(*) from household where full_name = 'Hoàng Văn Thuỷ'")
			.query(Long.class)
			.single()).isOne();
		assertThat(this.store.rows(job, "NEW", 1).rows().get(0).remarks()).extracting(IntakeRow.Remark::key)
			.containsExactly("intake.remark.zero-restored");
		refusedRowsComeBack(job);
	}

	/** Refused rows say column and reason, and come back as a workbook. */
	private void refusedRowsComeBack(UUID job) throws Exception {
		Map<Integer, List<String>> reasons = new java.util.TreeMap<>();
		this.store.refused(job)
			.forEach(
					(row) -> reasons.put(row.rowNumber(), row.problems().stream().map(IntakeRow.Remark::key).toList()));
		assertThat(reasons).containsOnlyKeys(8, 9, 10, 11);
		assertThat(reasons.get(8)).containsExactly("intake.problem.unit-unsure");
		assertThat(reasons.get(9)).containsExactly("intake.problem.unit-unknown");
		assertThat(reasons.get(10)).contains("intake.problem.citizen-id", "intake.problem.birth",
				"intake.problem.category", "intake.problem.kind", "intake.problem.money", "intake.problem.day");
		assertThat(reasons.get(11)).containsExactly("intake.problem.repeated");

		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.intake.writeRefused(job, "Lý do", (problem) -> problem.column() + ": " + problem.key(), out);
		try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
			List<Row> rows = book.getFirstSheet().read();
			assertThat(rows).hasSize(5);
			assertThat(rows.get(1).getCellText(2)).isEqualTo("Lường Văn Chưa Chắc");
			assertThat(rows.get(3).getCellText(11)).contains("Ngày, tháng, năm sinh: intake.problem.birth");
		}
	}

	@Test
	void anUnsureNameIsTakenOnceAPersonHasConfirmedIt() throws Exception {
		UUID job = this.intake.receive("danh-sach.xlsx", unsureList());
		this.intake.takeIn(job, 1, "1/QĐ", LocalDate.of(2024, 11, 1), false);
		List<Question> unsure = this.intake.job(job).findings().questions();
		assertThat(unsure).extracting(Question::key).containsExactly("unit|Trang Xa (Huyện Võ Nhai)");
		assertThat(unsure.get(0).options()).extracting(Question.Option::label).contains("Xã Tràng Xá, Huyện Võ Nhai");
		assertThat(households("Nông Thị Xác Nhận")).isZero();
		UUID again = this.intake.receive("danh-sach.xlsx", unsureList());
		checkAndWait(again);
		this.intake.answer(again, Map.of("unit|Trang Xa (Huyện Võ Nhai)", Long.toString(this.province.unit("05746"))));
		await(again, IntakeJob.State.CHECKED);
		this.intake.confirm(again);
		await(again, IntakeJob.State.DONE);
		assertThat(households("Nông Thị Xác Nhận")).isOne();
	}

	@Test
	void theSameFileTwiceChangesNothingAndALaterListShowsOldAndNew() throws Exception {
		String id = "019060000201";
		take(oneHousehold("Lý Văn Hai Lần", id, "4"));
		Counts again = this.store.counts(take(oneHousehold("Lý Văn Hai Lần", id, "4")));
		assertThat(again.unchanged()).isOne();
		assertThat(again.total()).isOne();
		UUID changed = take(oneHousehold("Lý Văn Hai Lần", id, "5"));
		assertThat(this.store.rows(changed, "CHANGED", 1).rows().get(0).changes()).containsEntry("members",
				List.of("4", "5"));
		assertThat(this.jdbc.sql("select members from household where full_name = 'Lý Văn Hai Lần'")
			.query(Integer.class)
			.list()).containsExactly(5);
	}

	@Test
	void aLikelyDuplicateWaitsForADecision() throws Exception {
		take(oneHousehold("Vi Thị Giống Nhau", "019060000301", "4"));
		UUID job = take(oneHousehold("Vi Thị Giống Nhau", "019060000302", "4"));
		Counts counts = this.store.counts(job);
		assertThat(counts.duplicate()).isOne();
		assertThat(households("Vi Thị Giống Nhau")).isOne();

		decide("Vi Thị Giống Nhau", "019060000302", "5", "OTHER");
		assertThat(households("Vi Thị Giống Nhau")).isEqualTo(2);
	}

	@Test
	void aRecognisedDuplicateIsUpdatedAndKeepsItsOwnCitizenId() throws Exception {
		take(oneHousehold("Đàm Thị Cùng Hộ", "019060000311", "4"));
		decide("Đàm Thị Cùng Hộ", "019060000312", "6", "SAME");
		assertThat(this.jdbc
			.sql("select members || ' ' || citizen_id_masked from household where full_name = 'Đàm Thị Cùng Hộ'")
			.query(String.class)
			.list()).containsExactly("6 •••••••••311");
	}

	@Test
	void whatWasEditedAfterTheDryRunIsNotOverwritten() throws Exception {
		take(oneHousehold("Hứa Văn Sửa Sau", "019060000321", "4"));
		UUID job = this.intake.receive("danh-sach.xlsx", oneHousehold("Hứa Văn Sửa Sau", "019060000321", "7"));
		checkAndWait(job);
		this.jdbc.sql("update household set version = version + 1, members = 9 where full_name = 'Hứa Văn Sửa Sau'")
			.update();
		this.intake.confirm(job);
		await(job, IntakeJob.State.DONE);
		assertThat(this.store.refused(job)).extracting((row) -> row.problems().get(0).key())
			.containsExactly("intake.problem.moved");
		assertThat(this.jdbc.sql("select members from household where full_name = 'Hứa Văn Sửa Sau'")
			.query(Integer.class)
			.single()).isEqualTo(9);
	}

	@Test
	void aListWithoutIdsSentTwiceDoublesNothing() throws Exception {
		byte[] list = workbook((sheet) -> {
			row(sheet, 0, "Họ và tên", "Xã", "Đối tượng", "Hình thức");
			row(sheet, 1, "Tống Thị Không Số", "Xã Tràng Xá", "Hộ nghèo", "Xây mới");
			row(sheet, 2, "Tống Thị Không Số", "Xã Tràng Xá", "Hộ nghèo", "Xây mới");
		});
		Counts first = this.store.counts(take(list));
		assertThat(first.fresh()).isOne();
		assertThat(first.duplicate()).isOne();
		assertThat(this.store.counts(take(list)).duplicate()).isEqualTo(2);
		assertThat(households("Tống Thị Không Số")).isOne();
	}

	@Test
	void aPledgeLoweredToNothingIsWritten() throws Exception {
		for (String money : List.of("60", "0")) {
			take(workbook((sheet) -> {
				row(sheet, 0, "Họ và tên", "CCCD", "Xã", "Đối tượng", "Hình thức", "Ngân sách");
				row(sheet, 1, "Lò Thị Rút Vốn", "019060000331", "Xã Tràng Xá", "Hộ nghèo", "Xây mới", money);
			}));
		}
		assertThat(this.jdbc.sql("""
				select f.pledged from funding_line f join household h on h.id = f.household_id
				where h.full_name = 'Lò Thị Rút Vốn'""").query(Long.class).single()).isZero();
	}

	private long households(String name) {
		return this.jdbc.sql("select count(*) from household where full_name = ?")
			.param(name)
			.query(Long.class)
			.single();
	}

	private void decide(String name, String citizenId, String members, String choice) throws Exception {
		UUID job = this.intake.receive("danh-sach.xlsx", oneHousehold(name, citizenId, members));
		checkAndWait(job);
		this.intake.choose(job, Map.of(1, choice));
		this.intake.confirm(job);
		await(job, IntakeJob.State.DONE);
	}

	private void checkAndWait(UUID job) {
		this.intake.check(job, ELIGIBLE, new IntakeJob.Settings(1, "1/QĐ", LocalDate.of(2024, 11, 1), Map.of()));
		await(job, IntakeJob.State.CHECKED);
	}

	private void await(UUID job, IntakeJob.State state) {
		Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.intake.job(job).state() == state);
	}

	/** What the title does not say nobody assumes; the page asks. */
	@Test
	void aListThatDoesNotSayWhetherFamiliesAreEligibleIsShownAndAskedAbout() throws Exception {
		UUID job = this.intake.receive("danh-sach.xlsx", oneHousehold("Lường Thị Chưa Rõ", "019060000531", "4"));
		String page = this.mvc.perform(get("/households/import/" + job).with(user(this.province.account("vonhai"))))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(page).contains("danh sách không ghi rõ");
		this.province.actAs("vonhai");
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(() -> this.intake.check(job, Corrections.NONE,
					new IntakeJob.Settings(1, "1/QĐ", LocalDate.of(2024, 11, 1), Map.of())))
			.extracting(Refused::key)
			.isEqualTo("intake.refused.eligibility");
	}

	@Test
	void aColumnThatSaysNotEligibleIsHeard() throws Exception {
		UUID job = take(workbook((sheet) -> {
			row(sheet, 0, "Họ và tên", "Năm sinh", "Xã", "Đối tượng", "Hình thức", "Đủ điều kiện");
			row(sheet, 1, "Hà Văn Điều Kiện", "1960", "Xã Tràng Xá", "Hộ nghèo", "Xây mới", "Có");
			row(sheet, 2, "Hà Thị Điều Kiện", "1961", "Xã Tràng Xá", "Hộ nghèo", "Xây mới", "Không");
			row(sheet, 3, "Hà Đức Điều Kiện", "1962", "Xã Tràng Xá", "Hộ nghèo", "Xây mới", "");
		}));
		assertThat(this.jdbc.sql(
				"select full_name || ' ' || eligibility from household where full_name like 'Hà % Điều Kiện' order by birth_year")
			.query(String.class)
			.list()).containsExactly("Hà Văn Điều Kiện ELIGIBLE", "Hà Thị Điều Kiện NOT_YET");
		assertThat(this.store.counts(job).asked()).isOne();
	}

	@Test
	void whatTheProgramExportsItReadsAgainAndTouchesNothingElse() throws Exception {
		take(oneHousehold("Đinh Thị Vòng Một", "019060000501", "4"));
		take(oneHousehold("Đinh Thị Vòng Hai", "019060000502", "5"));
		List<List<String>> rows = exported("Đinh Thị Vòng");
		assertThat(rows).hasSize(3);
		int hamlet = rows.get(0).indexOf("Xóm, tổ dân phố");
		rows.get(1).set(hamlet, "Xóm Sửa Trong Excel");
		UUID job = this.intake.receive("households.xlsx", workbook((sheet) -> {
			for (int at = 0; at < rows.size(); at++) {
				row(sheet, at, rows.get(at).toArray());
			}
		}));
		this.intake.takeIn(job, 1, "2/QĐ", LocalDate.of(2024, 11, 1), false);
		Counts counts = this.store.counts(job);
		assertThat(counts.changed()).isOne();
		assertThat(counts.unchanged()).isOne();
		assertThat(counts.total()).isEqualTo(2);
		assertThat(this.store.rows(job, "CHANGED", 1).rows().get(0).changes()).containsOnlyKeys("hamlet");
	}

	@Test
	void aCodeOfAnotherDistrictIsAsUnknownAsNone() throws Exception {
		take(oneHousehold("Đinh Thị Mã Lạ", "019060000511", "4"));
		String code = this.jdbc.sql("select code from household where full_name = 'Đinh Thị Mã Lạ'")
			.query(String.class)
			.single();
		this.province.actAs("daitu");
		UUID job = take(workbook((sheet) -> {
			row(sheet, 0, "Mã hộ", "Họ và tên", "Xóm", "Xã");
			row(sheet, 1, code, "Đinh Thị Mã Lạ", "Xóm Khác", "Xã Yên Lãng");
			row(sheet, 2, "TN-999999", "Người Không Có", "Xóm Khác", "Xã Yên Lãng");
		}));
		assertThat(this.store.refused(job)).extracting((row) -> row.problems().get(0).key())
			.containsExactly("intake.problem.code-unknown", "intake.problem.code-unknown");
	}

	@Test
	void theSamePersonInOtherSpellingsIsAskedAbout() throws Exception {
		take(new ClassPathResource("intake/same-person-1.xlsx").getContentAsByteArray());
		UUID job = this.intake.receive("same-person-2.xlsx",
				new ClassPathResource("intake/same-person-2.xlsx").getContentAsByteArray());
		checkAndWait(job);
		assertThat(this.store.rows(job, "NEW", 1).rows()).extracting(IntakeStore.RowView::rowNumber).containsExactly(2);
		assertThat(this.store.rows(job, "DUPLICATE", 1).rows()).extracting(IntakeStore.RowView::rowNumber)
			.containsExactly(3, 4, 5, 6, 7, 8, 9);
	}

	@Test
	void whatAListBringsInGoesByTheRules() throws Exception {
		take(workbook((sheet) -> {
			row(sheet, 0, "Họ và tên", "Năm sinh", "CCCD", "Xã", "Đối tượng", "Hình thức", "Ngân sách (triệu đồng)",
					"Dự kiến hoàn thành");
			row(sheet, 1, "Lò Văn Vượt Mức", "1960", "019060000521", "Xã Tràng Xá", "Hộ nghèo", "Xây mới", "60",
					"31/12/2030");
		}));
		assertThat(this.jdbc
			.sql("""
					select f.rule from evidence_flag f join household h on h.id = f.household_id where h.full_name = 'Lò Văn Vượt Mức'""")
			.query(String.class)
			.list()).containsExactly("NO_DEADLINE_DECISION");
	}

	/** A later document decides anew; an earlier one changes nothing. */
	@Test
	void aListDecidesOnHouseholdsThatAreKnown() throws Exception {
		take(decided("Lý Thị Quyết Định", "019060000541", "Chưa đủ", "Đợt 1"));
		UUID job = this.intake.receive("danh-sach.xlsx", decided("Lý Thị Quyết Định", "019060000541", "Đủ", "Đợt 1"));
		this.intake.takeIn(job, 1, "7/QĐ", LocalDate.of(2024, 11, 20), false);
		assertThat(this.store.rows(job, "CHANGED", 1).rows().get(0).changes())
			.containsExactly(Map.entry("eligibility", List.of("NOT_YET", "ELIGIBLE")));
		assertThat(this.jdbc
			.sql("""
					select h.eligibility || ' ' || coalesce(h.ineligible_reason, '-') || ' ' || (select string_agg(d.document_no, ',' order by d.document_date)
						from eligibility_decision d where d.household_id = h.id)
					from household h where h.full_name = 'Lý Thị Quyết Định'""")
			.query(String.class)
			.single()).isEqualTo("ELIGIBLE - 1/QĐ,7/QĐ");
		UUID old = take(decided("Lý Thị Quyết Định", "019060000541", "Chưa đủ", "Đợt 1"));
		assertThat(this.store.counts(old).unchanged()).isOne();
	}

	/**
	 * Cells that are empty change nothing, and who is off the list is not listed anew.
	 */
	@Test
	void anEmptyCellDecidesNothingAndWhoIsRemovedStaysSo() throws Exception {
		take(decided("Lý Thị Ô Trống", "019060000546", "Chưa đủ", "Đợt 1"));
		List<List<String>> rows = exported("Lý Thị Ô Trống");
		rows.get(1).set(rows.get(0).indexOf("Điều kiện"), "");
		UUID blank = this.intake.receive("households.xlsx", workbook((sheet) -> {
			for (int at = 0; at < rows.size(); at++) {
				row(sheet, at, rows.get(at).toArray());
			}
		}));
		this.intake.takeIn(blank, 1, "2/QĐ", LocalDate.of(2024, 11, 20), false);
		assertThat(this.store.counts(blank).unchanged()).isOne();
		this.jdbc
			.sql("""
					update household set eligibility = 'REMOVED', removal_reason = 'WITHDRAWN', ineligible_reason = null, version = version + 1
					where full_name = 'Lý Thị Ô Trống'""")
			.update();
		UUID again = this.intake.receive("danh-sach.xlsx", decided("Lý Thị Ô Trống", "019060000546", "Đủ", "Đợt 1"));
		this.intake.takeIn(again, 1, "3/QĐ", LocalDate.of(2024, 11, 25), false);
		assertThat(this.store.refused(again)).extracting((row) -> row.problems().get(0).key())
			.containsExactly("intake.problem.off-list");
	}

	@Test
	void theRowsOwnPhaseCountsAndNoListMovesAHousehold() throws Exception {
		take(decided("Ma Thị Đợt Hai", "019060000542", "Đủ", "Đợt 2"));
		assertThat(this.jdbc.sql(
				"select p.ordinal from household h join phase p on p.id = h.phase_id where h.full_name = 'Ma Thị Đợt Hai'")
			.query(Integer.class)
			.single()).isEqualTo(2);
		UUID moved = take(decided("Ma Thị Đợt Hai", "019060000542", "Đủ", "Đợt 1"));
		assertThat(this.store.refused(moved)).extracting((row) -> row.problems().get(0).key())
			.containsExactly("intake.problem.phase-other");
		UUID none = take(decided("Ma Thị Đợt Bốn", "019060000543", "Đủ", "Đợt 4"));
		assertThat(this.store.refused(none)).extracting((row) -> row.problems().get(0).key())
			.containsExactly("intake.problem.phase-unknown");
	}

	@Test
	void theEnglishExportIsReadAgainToo() throws Exception {
		take(oneHousehold("Đinh Thị Tiếng Anh", "019060000545", "4"));
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.export.write(HouseholdFilter.words("Đinh Thị Tiếng Anh"), Locale.ENGLISH, out);
		UUID job = this.intake.receive("households.xlsx", out.toByteArray());
		this.intake.takeIn(job, 1, "2/QĐ", LocalDate.of(2024, 11, 1), false);
		assertThat(this.store.counts(job).unchanged()).isOne();
		assertThat(this.store.counts(job).total()).isOne();
	}

	@Test
	void aStageChangedInTheExportIsRefusedAndNotPassedOver() throws Exception {
		take(oneHousehold("Đinh Thị Giai Đoạn", "019060000544", "4"));
		List<List<String>> rows = exported("Đinh Thị Giai Đoạn");
		rows.get(1).set(rows.get(0).indexOf("Giai đoạn"), "Xong móng");
		UUID job = this.intake.receive("households.xlsx", workbook((sheet) -> {
			for (int at = 0; at < rows.size(); at++) {
				row(sheet, at, rows.get(at).toArray());
			}
		}));
		this.intake.takeIn(job, 1, "2/QĐ", LocalDate.of(2024, 11, 1), false);
		assertThat(this.store.refused(job)).extracting((row) -> row.problems().get(0).key())
			.containsExactly("intake.problem.stage-other");
	}

	/** What stood in a group's line goes along, or the row could not be sent again. */
	@Test
	void refusedRowsBringWhatTheirGroupSaid() throws Exception {
		UUID job = this.intake.receive("danh-sach.xlsx", workbook((sheet) -> {
			row(sheet, 0, "STT", "Họ và tên", "Năm sinh", "Đối tượng", "Điện thoại");
			row(sheet, 1, "A", "Sửa chữa");
			row(sheet, 2, "I", "Xã Tràng Xá");
			row(sheet, 3, 1, "Lò Thị Theo Nhóm", "1960", "Hộ nghèo", "không rõ số");
			row(sheet, 4, 2, "Lò Văn Theo Nhóm", "1961", "Hộ nghèo", "0978112233");
		}));
		this.intake.takeIn(job, 1, "1/QĐ", LocalDate.of(2024, 11, 1), false);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.intake.writeRefused(job, "Lý do từ chối", IntakeRow.Remark::key, out);
		try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
			Row row = book.getFirstSheet().read().get(1);
			assertThat(row.getCellText(5)).isEqualTo("Xã Tràng Xá");
			assertThat(row.getCellText(6)).isEqualTo("household.kind.REPAIR");
			assertThat(row.getCellText(7)).contains("intake.problem.phone");
		}
	}

	private static byte[] decided(String name, String citizenId, String eligibility, String phase) throws IOException {
		return workbook((sheet) -> {
			row(sheet, 0, "Họ và tên", "Năm sinh", "CCCD", "Xã", "Đối tượng", "Hình thức", "Kết quả rà soát", "Đợt");
			row(sheet, 1, name, "1960", citizenId, "Xã Tràng Xá", "Hộ nghèo", "Xây mới", eligibility, phase);
		});
	}

	private List<List<String>> exported(String q) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.export.write(HouseholdFilter.words(q), Locale.forLanguageTag("vi"), out);
		try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
			List<List<String>> rows = new ArrayList<>();
			for (Row row : book.getFirstSheet().read()) {
				List<String> cells = new ArrayList<>();
				for (int at = 0; at < row.getCellCount(); at++) {
					cells.add(row.getCellText(at));
				}
				rows.add(cells);
			}
			return rows;
		}
	}

	@Test
	void aListOfADecisionThatIsYetToComeIsNotLookedAt() throws Exception {
		UUID job = this.intake.receive("danh-sach.xlsx", oneHousehold("Ma Thị Mai Sau", "019060000409", "4"));
		for (String day : List.of("2099-01-01", "+999999999-01-01", "0001-01-01")) {
			assertThatExceptionOfType(Refused.class)
				.isThrownBy(() -> this.intake.check(job, ELIGIBLE,
						new IntakeJob.Settings(1, "1/QĐ", LocalDate.parse(day), Map.of())))
				.withMessage("intake.refused.document");
		}
	}

	@Test
	void aFamilyOfAnotherDistrictIsRefusedWithoutSayingWho() throws Exception {
		take(oneHousehold("Ma Thị Nơi Khác", "019060000401", "4"));
		this.province.actAs("daitu");
		UUID job = take(workbook((sheet) -> {
			row(sheet, 0, "Họ và tên", "Năm sinh", "CCCD", "Xã", "Đối tượng", "Hình thức");
			row(sheet, 1, "Ma Thị Nơi Khác", "1960", "019060000401", "Xã Yên Lãng", "Hộ nghèo", "Xây mới");
			row(sheet, 2, "Người Huyện Khác", "1960", "019060000402", "Xã Tràng Xá", "Hộ nghèo", "Xây mới");
		}));
		assertThat(this.store.refused(job)).extracting((row) -> row.problems().get(0).key())
			.containsExactly("intake.problem.case", "intake.problem.unit-unknown");
		// who tries out ids on lists that are never confirmed is seen by the inspector
		assertThat(this.jdbc
			.sql("select changes::text from audit_entry where action = 'import.checked' and subject_id = ?")
			.param(job.toString())
			.query(String.class)
			.list()).singleElement().asString().contains("\"rows\": [null, \"2\"]", "\"elsewhere\": [null, \"1\"]");
	}

	/** A list of one's own codes without a commune tells no more. */
	@Test
	void anIdBesideTheCodeOfOnesOwnHouseholdIsACaseToo() throws Exception {
		take(oneHousehold("Ma Thị Có Số", "019060000411", "4"));
		this.province.actAs("daitu");
		String own = this.province.aHousehold().named("Ma Thị Không Số").inCommune("05767").save().value();
		UUID job = take(workbook((sheet) -> {
			row(sheet, 0, "Mã hộ", "Họ và tên", "CCCD");
			row(sheet, 1, own, "Ma Thị Không Số", "019060000411");
		}));
		assertThat(this.store.refused(job)).extracting((row) -> row.problems().get(0).key())
			.containsExactly("intake.problem.case");
		assertThat(this.jdbc.sql("select count(*) from identity_case c where c.import_id = ? and c.unit_id = ?")
			.params(job, this.province.unit("05767"))
			.query(Long.class)
			.single()).isOne();
	}

	@Test
	void aUnitOfAnotherDistrictCannotBeConfirmedByAForgedForm() throws Exception {
		byte[] list = workbook((sheet) -> {
			row(sheet, 0, "Họ và tên", "Năm sinh", "Xã", "Đối tượng", "Hình thức");
			row(sheet, 1, "Kẻ Gian", "1975", "Xã Không Có Thật", "Hộ nghèo", "Xây mới");
		});
		UUID job = this.intake.receive("danh-sach.xlsx", list);
		checkAndWait(job);
		this.intake.answer(job, Map.of("unit|Xã Không Có Thật (Huyện Võ Nhai)",
				Long.toString(this.province.unit("05776")), "column|ho va ten", "FOO"));
		await(job, IntakeJob.State.CHECKED);
		assertThat(this.store.counts(job).fresh()).isZero();
		assertThat(this.intake.job(job).settings().answers()).isEmpty();
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(() -> this.intake.check(job, ELIGIBLE,
					new IntakeJob.Settings(999, "1/QĐ", LocalDate.of(2024, 11, 1), Map.of())))
			.extracting(Refused::key)
			.isEqualTo("intake.refused.phase");
	}

	@Test
	void aNumberOfHalfABillionDigitsIsNoNumber() throws Exception {
		byte[] list = workbook((sheet) -> {
			row(sheet, 0, "Họ và tên", "Năm sinh", "Xã", "Đối tượng", "Hình thức", "Ngân sách");
			row(sheet, 1, "Số Rất Lớn", "1975", "Xã Tràng Xá", "Hộ nghèo", "Xây mới",
					new java.math.BigDecimal("1E500000000"));
		});
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> take(list))
			.extracting(Refused::key)
			.isEqualTo("intake.refused.columns");
	}

	@Test
	void manyListsADayAreNoWorkOfPeople() throws IOException {
		this.jdbc.sql("""
				insert into guess (account_id, kind, at)
				select id, 'import-list', now() from user_account, generate_series(1, 60) where username = 'vonhai'""")
			.update();
		try {
			byte[] list = oddList();
			assertThatExceptionOfType(Refused.class).isThrownBy(() -> this.intake.receive("ds.xlsx", list))
				.withMessage("account.refused.asked-often-today");
		}
		finally {
			this.jdbc.sql("delete from guess where kind = 'import-list'").update();
		}
	}

	@Test
	void filesThatAreNoWorkbookSayWhatTheyAre() throws Exception {
		Map<byte[], String> files = Map.of(new byte[0], "workbook.refused.empty",
				"không phải excel".getBytes(StandardCharsets.UTF_8), "workbook.refused.not-excel",
				new byte[] { (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0 }, "workbook.refused.old",
				"PK\u0003\u0004broken".getBytes(StandardCharsets.ISO_8859_1), "workbook.refused.broken", bomb(),
				"workbook.refused.unpacked", workbook((sheet) -> sheet.value(0, 0, "Xin chào")),
				"intake.refused.no-table");
		files.forEach((bytes, key) -> assertThatExceptionOfType(Refused.class).as(key)
			.isThrownBy(() -> this.intake.receive("tep.xlsx", bytes))
			.extracting(Refused::key)
			.isEqualTo(key));
	}

	private UUID take(byte[] file) {
		UUID job = this.intake.receive("danh-sach.xlsx", file);
		this.intake.takeIn(job, 1, "1/QĐ", LocalDate.of(2024, 11, 1), false);
		return job;
	}

	private static byte[] unsureList() throws IOException {
		return workbook((sheet) -> {
			row(sheet, 0, "Họ và tên", "Năm sinh", "Xã", "Đối tượng", "Hình thức");
			row(sheet, 1, "Nông Thị Xác Nhận", "1975", "Trang Xa", "Hộ nghèo", "Xây mới");
		});
	}

	private static byte[] oneHousehold(String name, String citizenId, String members) throws IOException {
		return workbook((sheet) -> {
			row(sheet, 0, "Họ và tên", "Năm sinh", "CCCD", "Số khẩu", "Xã", "Đối tượng", "Hình thức");
			row(sheet, 1, name, "1960", citizenId, members, "Xã Tràng Xá", "Hộ nghèo", "Xây mới");
		});
	}

	private static byte[] bomb() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
			byte[] zeros = new byte[1024 * 1024];
			for (int i = 0; i < 420; i++) {
				zip.write(zeros);
			}
		}
		return out.toByteArray();
	}

	private static byte[] workbook(Sheet fill) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (Workbook workbook = new Workbook(out, "test", "1.0")) {
			fill.fill(workbook.newWorksheet("Danh sách"));
		}
		return out.toByteArray();
	}

	private interface Sheet {

		void fill(Worksheet sheet);

	}

}
