package vn.maiam.privacy.domain;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdCode;
import vn.maiam.privacy.domain.DataRequests.DataRequest;
import vn.maiam.privacy.domain.DataRequests.Kind;
import vn.maiam.privacy.domain.DataRequests.NewRequest;
import vn.maiam.privacy.domain.DataRequests.Outcome;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** What the law on personal data asks for, from taking a request to the letter. */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class PrivacyTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	DataRequests requests;

	@Autowired
	Incidents incidents;

	@Autowired
	PrivacySettings settings;

	@Autowired
	PrivacyPapers papers;

	@Autowired
	JdbcClient jdbc;

	private HouseholdCode household;

	@BeforeEach
	void aHousehold() {
		this.province.actAs("vonhai");
		this.household = this.province.aHousehold().named("Lý Thị Hỏi").save();
	}

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
		this.jdbc.sql("update privacy_setting set answer_days = 2, report_hours = 72, days_off = '{}'").update();
	}

	@Test
	void aRequestIsAnsweredExtendedOnceAndRefusedOnlyByALawWithItsArticle() throws Exception {
		long id = this.requests.take(asked(Kind.DELETE, "Xóa dữ liệu của gia đình tôi"));
		DataRequest taken = this.requests.require(id);
		assertThat(taken.answerDue()).isEqualTo("2026-11-25");
		assertThat(taken.carryOutDue()).isEqualTo("2026-12-08");
		refused("privacy.refused.unanswered", () -> this.requests.close(id, Outcome.DONE, "xong", null, 0));
		this.requests.answer(id, "Đã nhận, đang xem phần được xóa.", 0);
		this.requests.extend(id, "Chờ kho bạc", 1);
		assertThat(this.requests.require(id).carryOutDue()).isEqualTo("2026-12-23");
		refused("privacy.refused.extended", () -> this.requests.extend(id, "nữa", 2));
		refused("privacy.refused.stale", () -> this.requests.close(id, Outcome.DONE, "xong", null, 0));
		refused("privacy.refused.ground", () -> this.requests.close(id, Outcome.PARTLY, "Xóa ảnh", " ", 2));
		this.requests.close(id, Outcome.PARTLY, "Đã xóa ảnh", "Điều 41 Luật Kế toán số 88/2015/QH13", 2);
		refused("privacy.refused.closed", () -> this.requests.answer(id, "lại", 3));
		assertThat(text(this.papers.answer(this.requests.require(id)))).contains("Xóa dữ liệu của gia đình tôi",
				"Đã nhận, đang xem phần được xóa.", "Chờ kho bạc", "Đã xóa ảnh", "Điều 41 Luật Kế toán");
		assertThat(this.jdbc
			.sql("select action from audit_entry where subject_kind = 'data-request' and subject_id = ? order by id")
			.param(Long.toString(id))
			.query(String.class)
			.list()).containsExactly("privacy.request-taken", "privacy.request-answered", "privacy.request-extended",
					"privacy.request-closed");
	}

	@Test
	void whoAsksToSeeGetsAllThatIsHeldThroughWhoMaySeeIt() throws Exception {
		long id = this.requests.take(asked(Kind.SEE, "Xem dữ liệu"));
		this.requests.answer(id, "Gửi kèm.", 0);
		assertThat(text(this.papers.answer(this.requests.require(id)))).contains("Lý Thị Hỏi", "Xóm Đồng Chuối");
		this.province.actAs("admin");
		assertThat(text(this.papers.answer(this.requests.require(id)))).contains("Gửi kèm.")
			.doesNotContain("Xóm Đồng Chuối");
	}

	@Test
	void aRequestIsNoKeyToAHouseholdThatHasMovedAway() throws Exception {
		long id = this.requests.take(asked(Kind.SEE, "Xem dữ liệu"));
		this.jdbc.sql("update household set unit_id = ? where code = ?")
			.params(this.province.unit("05767"), this.household.value())
			.update();
		assertThat(text(this.papers.answer(this.requests.require(id)))).doesNotContain("Xóm Đồng Chuối");
	}

	@Test
	void aRequestIsSeenByItsUnitsAlone() throws Exception {
		long id = this.requests.take(asked(Kind.SEE, "Xem dữ liệu"));
		this.province.actAs("daitu");
		assertThatExceptionOfType(NotFound.class).isThrownBy(() -> this.requests.require(id));
		refused("privacy.refused.about", () -> this.requests.take(asked(Kind.SEE, "Xem của người khác")));
		this.province.actAs("tinh");
		assertThat(this.requests.list(1).rows()).extracting(DataRequest::id).contains(id);
		for (String path : List.of("/admin/data-requests", "/admin/data-requests/" + id, "/admin/data-requests/new",
				"/admin/incidents", "/admin/processing")) {
			as("vonhai", get(path), 200);
			as("thanhvien", get(path), 403);
		}
		as("vonhai", post("/admin/data-requests/" + id).param("act", "answer").param("version", "0"), 422);
		as("vonhai", post("/admin/data-requests/new").param("about", "TN-999999").param("person", "x"), 422);
		as("vonhai", post("/admin/incidents").param("title", ""), 422);
	}

	@Test
	void anIncidentHasItsClockAndItsStepsStay() {
		long id = this.incidents.open(new Incidents.NewIncident("Gửi nhầm danh sách",
				Instant.parse("2026-11-20T03:00:00Z"), "Thư gửi nhầm xã", "họ tên, điện thoại", 40));
		assertThat(this.incidents.require(id).reportDue()).isEqualTo("2026-11-23T03:00:00Z");
		this.incidents.step(id, "Đã thu hồi thư");
		this.incidents.report(id, "Công an tỉnh, CV 12");
		refused("privacy.refused.reported", () -> this.incidents.report(id, "lần nữa"));
		this.incidents.close(id, "Không ai mở thư");
		refused("privacy.refused.closed", () -> this.incidents.step(id, "thêm"));
		assertThat(this.incidents.steps(id)).extracting(Incidents.Step::words)
			.containsExactly("Đã thu hồi thư", "Không ai mở thư");
		this.province.actAs("daitu");
		assertThatExceptionOfType(NotFound.class).isThrownBy(() -> this.incidents.require(id));
	}

	@Test
	void theClocksAreSettingsAndWhatIsNotConfirmedIsSaid() throws Exception {
		as("admin",
				post("/admin/processing").param("answerDays", "3")
					.param("carryOutDays", "15")
					.param("carryOutDaysProcessors", "20")
					.param("extensionDays", "15")
					.param("reportHours", "48")
					.param("daysOff", "24/11/2026"),
				302);
		as("admin",
				post("/admin/processing").param("answerDays", "3")
					.param("carryOutDays", "15")
					.param("carryOutDaysProcessors", "20")
					.param("extensionDays", "15")
					.param("reportHours", "48")
					.param("daysOff", "32/11/2026"),
				422);
		this.province.actAs("vonhai");
		assertThat(this.requests.require(this.requests.take(asked(Kind.SEE, "Xem"))).answerDue())
			.isEqualTo("2026-11-27");
		this.mvc.perform(get("/admin/processing").with(user(this.province.account("vonhai"))))
			.andExpect(content().string(containsString("Chưa xác nhận: thời hạn 48 giờ")))
			.andExpect(content().string(containsString("miễn hồ sơ đánh giá tác động")));
	}

	@Test
	void theRegisterAndTheDossierAreMadeFromWhatIsSoToday() throws Exception {
		long households = this.jdbc.sql("select count(*) from household").query(Long.class).single();
		assertThat(text(this.papers.register())).contains("SỔ ĐĂNG KÝ", "Dân tộc", "nhạy cảm",
				Long.toString(households));
		assertThat(text(this.papers.dossier())).contains("Đánh giá tác động", "Thanh tra", "Chưa xác nhận",
				"Đoán số định danh");
	}

	@Test
	void whatTheLawCallsSensitiveIsMarkedInTheSchemaAndMasked() throws Exception {
		Set<String> marked = new TreeSet<>(this.jdbc
			.sql("""
					select c.relname || '.' || a.attname from pg_description d join pg_class c on c.oid = d.objoid
					join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
					where d.classoid = 'pg_class'::regclass and d.description like 'sensitive:%' and c.relispartition = false""")
			.query(String.class)
			.list());
		Set<String> known = new TreeSet<>();
		Stream.of(DataKind.values()).filter(DataKind::isSensitive).forEach((kind) -> known.addAll(kind.columns()));
		assertThat(marked).isEqualTo(known);
		this.jdbc.sql("update household set ethnicity = 'Sán Chí' where code = ?")
			.param(this.household.value())
			.update();
		SecurityContextHolder.clearContext();
		this.mvc.perform(get("/households/" + this.household).with(user(this.province.account("vonhai"))))
			.andExpect(content().string(containsString("Sán Chí")));
		this.mvc.perform(get("/households/" + this.household).with(user(this.province.account("thanhvien"))))
			.andExpect(content().string(not(containsString("Sán Chí"))));
	}

	private NewRequest asked(Kind kind, String words) {
		return new NewRequest(this.household.value(), "Lý Thị Hỏi", kind, words, "Căn cước công dân", false,
				LocalDate.of(2026, 11, 23));
	}

	private void as(String person, MockHttpServletRequestBuilder request, int status) throws Exception {
		this.mvc.perform(request.with(user(this.province.account(person))).with(csrf())).andExpect(status().is(status));
	}

	private static void refused(String key, Runnable deed) {
		assertThatExceptionOfType(Refused.class).isThrownBy(deed::run).withMessage(key);
	}

	private static String text(byte[] word) throws Exception {
		try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(word));
				XWPFWordExtractor words = new XWPFWordExtractor(document)) {
			return words.getText();
		}
	}

}
