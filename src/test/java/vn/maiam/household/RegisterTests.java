package vn.maiam.household;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.validation.ValidatorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.web.util.HtmlUtils;

import vn.maiam.TestProvince;
import vn.maiam.household.domain.HouseholdService;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class RegisterTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	HouseholdService households;

	@Autowired
	ProgressService progress;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ValidatorFactory validation;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void aFamilyIsFoundByItsNameWithoutMarks() {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().named("Đặng Thuỳ Ưởng").save();
		for (String typed : List.of("dang thuy uong", "DANG UONG", "Ưởng",
				code.value().toLowerCase(java.util.Locale.ROOT), "uong dong chuoi")) {
			assertThat(found(typed)).as(typed).contains(code.value());
		}
		assertThat(found("100% uong")).isEmpty();
	}

	@Test
	void aCitizenIdIsNeverStoredInTheClear() {
		this.province.actAs("vonhai");
		this.province.aHousehold().withCitizenId("019300000777").save();
		long clear = this.jdbc.sql(
				"select count(*) from household h where h::text like '%019300000777%' or encode(h.citizen_id_cipher, 'escape') like '%019300000777%'")
			.query(Long.class)
			.single();
		assertThat(clear).isZero();
	}

	@Test
	void namesSortByGivenNameInVietnameseOrder() {
		this.province.actAs("daitu");
		for (String name : List.of("Nguyễn Văn Đạt", "Trần Thị Dung", "Lê Ánh", "Bùi An", "Vũ Đình Ba", "Lý Ẩn")) {
			this.province.aHousehold().named(name).inCommune("05776").save();
		}
		Page<HouseholdRow> page = this.province.directory().list(HouseholdFilter.of(null, "05776"), 1, 50);
		assertThat(page.rows()).extracting(HouseholdRow::fullName)
			.containsExactly("Bùi An", "Lê Ánh", "Lý Ẩn", "Vũ Đình Ba", "Trần Thị Dung", "Nguyễn Văn Đạt");
	}

	@Test
	void nobodySeesOrWritesOutsideTheOwnUnits() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().named("Hoàng Thị Kín").save();
		SecurityContextHolder.clearContext();
		for (String path : List.of("", "/edit", "/progress", "/eligibility", "/funding", "/citizen-id")) {
			this.mvc.perform(get("/households/" + code + path).with(user(this.province.account("daitu"))))
				.andExpect(status().isNotFound());
		}
		this.mvc
			.perform(post("/households/" + code + "/progress").with(csrf())
				.with(user(this.province.account("daitu")))
				.param("stage", "STARTED")
				.param("reachedOn", "2025-01-01")
				.param("version", "0"))
			.andExpect(status().isNotFound());
		this.province.actAs("daitu");
		assertThat(found("hoang thi kin")).isEmpty();
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> this.province.aHousehold().save());
	}

	@Test
	void theSecondOfTwoEditorsGetsAConflictWithBothValuesAndLosesNothing() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().named("Ma Văn Chung").save();
		SecurityContextHolder.clearContext();
		this.mvc.perform(edit(code, "vonhai", "0", "Ma Văn Chung", "0900000001"))
			.andExpect(redirectedUrl("/households/" + code));
		this.mvc.perform(edit(code, "tinh", "0", "Ma Văn Chúng", "0900000002"))
			.andExpect(status().isConflict())
			.andExpect(words("value=\"0900000002\""))
			.andExpect(words("Trong sổ hiện là: 0900000001"))
			.andExpect(words("value=\"Ma Văn Chúng\""))
			.andExpect(words("name=\"version\" value=\"1\""));
		assertThat(this.jdbc.sql("select phone from household where code = ?")
			.param(code.value())
			.query(String.class)
			.single()).isEqualTo("0900000001");
		this.mvc.perform(edit(code, "tinh", "1", "Ma Văn Chúng", "0900000002"))
			.andExpect(redirectedUrl("/households/" + code));
	}

	private org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder edit(HouseholdCode code,
			String who, String version, String name, String phone) {
		return post("/households/" + code + "/edit").with(csrf())
			.with(user(this.province.account(who)))
			.param("version", version)
			.param("fullName", name)
			.param("phone", phone)
			.param("unitId", String.valueOf(this.province.unit(TestProvince.TRANG_XA)))
			.param("kind", "NEW_BUILD")
			.param("phaseId", "1")
			.param("category", "POOR");
	}

	@Test
	void ofManyUpdatesAtOnceExactlyOneIsTaken() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().save();
		AtomicInteger taken = new AtomicInteger();
		AtomicInteger refused = new AtomicInteger();
		CountDownLatch go = new CountDownLatch(1);
		List<Thread> threads = java.util.stream.IntStream.range(0, 6).mapToObj((at) -> new Thread(() -> {
			this.province.actAs("vonhai");
			try {
				go.await();
				this.progress.record(code, RecordProgress.reached(Stage.STARTED, LocalDate.of(2025, 1, 3)), List.of(),
						0);
				taken.incrementAndGet();
			}
			catch (OptimisticLockingFailureException ex) {
				refused.incrementAndGet();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		})).toList();
		threads.forEach(Thread::start);
		go.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(taken).hasValue(1);
		assertThat(refused).hasValue(5);
	}

	@Test
	void todayIsTheDayInThaiNguyenAlsoForValidation() {
		assertThat(this.validation.getClockProvider().getClock().getZone().getId()).isEqualTo("Asia/Ho_Chi_Minh");
	}

	@Test
	void badInputKeepsWhatWasTypedAndSaysWhatToDo() throws Exception {
		this.mvc
			.perform(post("/households/new").with(csrf())
				.with(user(this.province.account("vonhai")))
				.param("fullName", "Lý Thị Giữ Lại")
				.param("citizenId", "12345")
				.param("birthYear", "năm kia")
				.param("estimate", "nhiều")
				.param("plannedStart", "31/02/2025"))
			.andExpect(status().isUnprocessableContent())
			.andExpect(words("value=\"Lý Thị Giữ Lại\""))
			.andExpect(words("value=\"12345\""))
			.andExpect(words("value=\"nhiều\""))
			.andExpect(words("value=\"năm kia\""))
			.andExpect(words("value=\"31/02/2025\""))
			.andExpect(words("Ghi như 31/03/2025"))
			.andExpect(words("12 chữ số"))
			.andExpect(words("Đợt: Mời chọn hoặc nhập."))
			.andExpect(words("Số văn bản: Không được để trống."));
	}

	@ParameterizedTest
	@CsvSource({ "estimate,60000,không thể là của một căn nhà", "estimate,0.06,không thể là của một căn nhà",
			"birthYear,2020,Năm sinh 2020 không thể đúng", "phone,091234567,Có số không gọi được",
			"fullName,Bà (quả phụ) Hoàng Thị Anh (Tý),Chỉ ghi họ và tên", "fullName,LườngVănPáo,Lường Văn Páo" })
	void whatCannotBeOfAFamilyAndItsHouseIsRefused(String field, String typed, String says) throws Exception {
		this.mvc.perform(
				post("/households/new").with(csrf()).with(user(this.province.account("vonhai"))).param(field, typed))
			.andExpect(status().isUnprocessableContent())
			.andExpect(words("value=\"" + typed + "\""))
			.andExpect(words(says));
	}

	@Test
	void aWrongCorrectionStillSaysWhatItCorrects() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().named("Hứa Thị Sửa").save();
		this.progress.record(code, RecordProgress.reached(Stage.STARTED, LocalDate.of(2025, 1, 3)), List.of(), 0);
		SecurityContextHolder.clearContext();
		String entry = this.jdbc
			.sql("select e.id from progress_entry e join household h on h.id = e.household_id where h.code = ?")
			.param(code.value())
			.query(String.class)
			.single();
		this.mvc
			.perform(post("/households/" + code + "/progress").with(csrf())
				.with(user(this.province.account("vonhai")))
				.param("corrects", entry)
				.param("version", "1")
				.param("stage", "STARTED")
				.param("reachedOn", "2025-01-01"))
			.andExpect(status().isUnprocessableContent())
			.andExpect(words("Dòng cần đính chính"))
			.andExpect(words("Lý do đính chính (bắt buộc)"));
	}

	@Test
	void historyCannotBeRewrittenEvenBySql() {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().save();
		this.progress.record(code, RecordProgress.reached(Stage.STARTED, LocalDate.of(2025, 1, 3)), List.of(), 0);
		for (String sql : List.of("update progress_entry set note = 'x'", "delete from progress_entry",
				"update audit_entry set note = 'x'", "delete from audit_entry", "truncate audit_entry",
				"delete from household", "delete from eligibility_decision")) {
			assertThatExceptionOfType(DataAccessException.class).as(sql).isThrownBy(() -> this.jdbc.sql(sql).update());
		}
	}

	@Test
	void everyChangeAndEveryViewOfAFullIdLeavesItsEntry() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().withCitizenId("019300000888").save();
		this.progress.record(code, RecordProgress.reached(Stage.STARTED, LocalDate.of(2025, 1, 3)), List.of(), 0);
		assertThat(this.households.revealCitizenId(code, "đối chiếu hồ sơ")).isEqualTo("019300000888");
		assertThat(this.jdbc.sql("select action from audit_entry where subject_id = ? order by id")
			.param(code.value())
			.query(String.class)
			.list())
			.containsExactly("household.created", "household.progress-recorded", "household.citizen-id-revealed");
		assertThat(this.jdbc.sql("select count(*) from audit_entry where changes::text like '%019300000888%'")
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void aRefusedChangeLeavesNoEntryInTheTrail() {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().save();
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> this.progress.record(code,
				RecordProgress.reached(Stage.ROOF, LocalDate.of(2025, 1, 3)), List.of(), 0));
		assertThat(this.jdbc.sql("select count(*) from audit_entry where subject_id = ? and action like '%progress%'")
			.param(code.value())
			.query(Long.class)
			.single()).isZero();
	}

	/** What a reader sees: entities are letters again. */
	private static ResultMatcher words(String words) {
		return (result) -> assertThat(HtmlUtils.htmlUnescape(result.getResponse().getContentAsString()))
			.contains(words);
	}

	private List<String> found(String typed) {
		return this.province.directory()
			.list(HouseholdFilter.of(typed, null), 1, 50)
			.rows()
			.stream()
			.map(HouseholdRow::code)
			.toList();
	}

}
