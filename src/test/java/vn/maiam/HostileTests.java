package vn.maiam;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.mock.web.MockPart;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import vn.maiam.account.Permission;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.Grant;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.committee.intake.MemberIntake;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.shared.UnitCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * What somebody with bad intentions would try; each is refused, each with a page that
 * says so.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
@ExtendWith(OutputCaptureExtension.class)
class HostileTests {

	private static final String SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>";

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	RequestMappingHandlerMapping handlers;

	@Autowired
	AccountAdministration keys;

	@Autowired
	MemberIntake members;

	@Autowired
	ProgressService progress;

	@Autowired
	UnitDirectory units;

	@Autowired
	JdbcClient jdbc;

	@MockitoSpyBean
	PasswordEncoder encoder;

	@BeforeEach
	@AfterEach
	void forget() {
		SecurityContextHolder.clearContext();
		this.jdbc.sql("delete from login_attempt").update();
	}

	@Test
	void aRowThatNoFormHasIsABadRequestAndNoFault() throws Exception {
		this.mvc
			.perform(post("/households/progress").with(csrf())
				.with(user(this.province.account("vonhai")))
				.param("rows[999999].code", "TN-000001"))
			.andExpect(status().isBadRequest());
	}

	@Test
	void aPartWhoseNameCannotBeReadIsABadRequestAndNoFault() throws Exception {
		MockPart part = new MockPart("file", "a;b".getBytes(StandardCharsets.UTF_8));
		part.getHeaders().set("Content-Disposition", "form-data; name=\"file\"; filename*=UTF-8''%ZZ");
		this.mvc.perform(post("/households/import").with(csrf())
			.with(user(this.province.account("vonhai")))
			.contentType("multipart/form-data; boundary=X")
			.with((request) -> {
				request.addPart(part);
				return request;
			})).andExpect(status().isBadRequest());
	}

	@Test
	void noFormOfAnyPageIsTakenWithoutItsToken() throws Exception {
		Map<String, Integer> taken = new TreeMap<>();
		List<String> forms = new ArrayList<>();
		this.handlers.getHandlerMethods().forEach((mapping, handler) -> {
			if (handler.getBeanType().getPackageName().startsWith("vn.maiam")
					&& mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST)) {
				forms.addAll(mapping.getPatternValues());
			}
		});
		for (String form : forms) {
			int status = this.mvc
				.perform(MockMvcRequestBuilders.request(HttpMethod.POST, form.replaceAll("\\{[^}]*}", "0"))
					.with(user(this.province.account("admin"))))
				.andReturn()
				.getResponse()
				.getStatus();
			if (status != 403) {
				taken.put(form, status);
			}
		}
		assertThat(forms).hasSizeGreaterThan(20);
		assertThat(taken).isEmpty();
	}

	@Test
	void whatIsGuessedDoesNotExist() throws Exception {
		this.province.actAs("daitu");
		HouseholdCode elsewhere = this.province.aHousehold().inCommune("05767").save();
		SecurityContextHolder.clearContext();
		UUID import_ = memberImport("admin");
		for (String path : new String[] { "/households/" + elsewhere, "/households/" + elsewhere + "/progress",
				"/households/" + elsewhere + "/citizen-id", "/photos/" + UUID.randomUUID(),
				"/photos/..%2f..%2fetc%2fpasswd", "/households/import/" + UUID.randomUUID() }) {
			assertThat(statusOf("trangxa", path)).as(path).isIn(404, 400);
		}
		for (String path : new String[] { "/members/import/" + import_, "/members/import/" + import_ + "/refused.xlsx",
				"/admin/accounts/admin", "/admin/accounts/daitu/rights", "/admin/accounts/thanhtra" }) {
			assertThat(statusOf("quantri.vonhai", path)).as(path).isEqualTo(404);
		}
	}

	@Test
	void fieldsThatNoFormHasChangeNothing() throws Exception {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("nan.nhan", new Person("Nạn Nhân"), grant(Role.MEMBER, "170"));
		SecurityContextHolder.clearContext();
		this.mvc
			.perform(post("/admin/accounts/nan.nhan").with(csrf())
				.with(user(this.province.account("quantri.vonhai")))
				.param("fullName", "Tên Mới")
				.param("version", "0")
				.param("username", "admin")
				.param("role", "ADMIN")
				.param("activatedAt", "2020-01-01T00:00:00Z")
				.param("id", UUID.randomUUID().toString()))
			.andExpect(redirectedUrl("/admin/accounts/nan.nhan"));
		assertThat(this.province.account("nan.nhan").may(Permission.MANAGE_PROGRAMME)).isFalse();
		assertThat(this.jdbc.sql("select activated_at is null from user_account where username = 'nan.nhan'")
			.query(Boolean.class)
			.single()).isTrue();
		assertThat(statusOf("quantri.vonhai", "/admin/accounts/nan.nhan?class.module.classLoader=x")).isEqualTo(200);
	}

	@Test
	void whatIsStoredIsNeverAScript() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().ineligible().save();
		HouseholdCode building = this.province.aHousehold().save();
		this.progress.record(building, new RecordProgress(Stage.STARTED, LocalDate.of(2024, 12, 1), null, SCRIPT, null,
				SCRIPT, SCRIPT, null, null, null, null), List.of(), this.province.version(building));
		this.province.actAs("quantri.vonhai");
		this.keys.invite("ten.doc", new Person(SCRIPT, null, null), grant(Role.MEMBER, "170"));
		this.keys.lock("ten.doc", SCRIPT);
		SecurityContextHolder.clearContext();
		for (String column : new String[] { "full_name", "hamlet", "phone", "ethnicity", "previous_support",
				"responsible", "note", "solution", "agency", "land_certificate" }) {
			this.jdbc.sql("update household set " + column + " = ? where code in (?, ?)")
				.params(SCRIPT, code.value(), building.value())
				.update();
		}
		this.jdbc.sql(
				"update account_grant set decision_no = ? where account_id = (select id from user_account where username = 'ten.doc')")
			.param(SCRIPT)
			.update();
		for (String person : new String[] { "vonhai", "admin", "quantri.vonhai", "lanhdao" }) {
			for (String path : new String[] { "/households", "/households?q=" + SCRIPT, "/households/" + code,
					"/households/" + building, "/households/" + building + "/progress", "/households/" + code + "/edit",
					"/households/" + code + "/eligibility", "/households/progress", "/today", "/evidence", "/dashboard",
					"/dashboard/meeting", "/members?q=" + SCRIPT, "/admin/accounts?q=" + SCRIPT,
					"/admin/accounts?q=ten.doc", "/admin/accounts/ten.doc", "/admin/accounts/ten.doc/rights", "/audit",
					"/audit?q=" + SCRIPT, "/reports/changes?unit=" + SCRIPT, "/help?lang=" + SCRIPT }) {
				String page = this.mvc.perform(get(path).with(user(this.province.account(person))))
					.andReturn()
					.getResponse()
					.getContentAsString();
				assertThat(page).as(person + " " + path).doesNotContain("<script>alert", "<img src=x");
			}
		}
	}

	@Test
	void whatIsExportedIsTextAndNeverAFormula() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().save();
		SecurityContextHolder.clearContext();
		this.jdbc.sql("update household set hamlet = '=HYPERLINK(\"http://evil.example\")' where code = ?")
			.param(code.value())
			.update();
		byte[] workbook = this.mvc
			.perform(get("/households.xlsx").param("q", code.value()).with(user(this.province.account("vonhai"))))
			.andReturn()
			.getResponse()
			.getContentAsByteArray();
		try (ReadableWorkbook book = new ReadableWorkbook(new java.io.ByteArrayInputStream(workbook))) {
			List<Row> rows = book.getFirstSheet().read();
			assertThat(rows).hasSizeGreaterThan(1);
			rows.forEach((row) -> row.forEach((cell) -> {
				if (cell != null) {
					assertThat(cell.getType()).isNotEqualTo(CellType.FORMULA);
				}
			}));
			assertThat(rows.get(1).getCellText(5)).startsWith("=HYPERLINK");
		}
	}

	@Test
	void aFileNameIsOnlyAName() throws Exception {
		UUID id = memberImport("admin", "../../../etc/cron.d/x\\..\\danh-sach.xlsx");
		assertThat(this.jdbc.sql("select file_name from member_import where id = ?")
			.param(id)
			.query(String.class)
			.single()).isEqualTo("danh-sach.xlsx");
	}

	@Test
	void aBombIsNotUnpacked() throws Exception {
		ByteArrayOutputStream bomb = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
			zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
			byte[] zeros = new byte[1024 * 1024];
			for (int at = 0; at < 450; at++) {
				zip.write(zeros);
			}
			zip.closeEntry();
		}
		this.mvc
			.perform(multipart("/members/import")
				.file(new MockMultipartFile("file", "bom.xlsx", null, bomb.toByteArray()))
				.with(csrf())
				.with(user(this.province.account("admin"))))
			.andExpect(status().isUnprocessableContent())
			.andExpect(content().string(org.hamcrest.Matchers.containsString("bung ra quá lớn")));
	}

	@Test
	void aForeignHostOrAddressLeadsNowhereElse() throws Exception {
		this.mvc.perform(get("/households").header("Host", "evil.example").header("X-Forwarded-Host", "evil.example"))
			.andExpect(redirectedUrl("/login"));
		this.province.actAs("quantri.vonhai");
		this.keys.invite("phieu.that", new Person("Phiếu Thật"), grant(Role.MEMBER, "170"));
		SecurityContextHolder.clearContext();
		MvcResult slips = this.mvc
			.perform(post("/admin/accounts/slips").with(csrf())
				.with(user(this.province.account("quantri.vonhai")))
				.header("Host", "evil.example")
				.param("username", "phieu.that"))
			.andExpect(status().isOk())
			.andReturn();
		try (org.apache.pdfbox.pdmodel.PDDocument pdf = org.apache.pdfbox.Loader
			.loadPDF(slips.getResponse().getContentAsByteArray())) {
			assertThat(new org.apache.pdfbox.text.PDFTextStripper().getText(pdf)).contains("Phiếu Thật")
				.doesNotContain("evil");
		}
		MvcResult language = this.mvc.perform(get("/login").param("lang", "en\r\nSet-Cookie: a=b")).andReturn();
		assertThat(language.getResponse().getHeaders("Set-Cookie")).noneMatch((it) -> it.startsWith("a=b"));
		for (String target : new String[] { "//evil.example", "https://evil.example", "/\\evil.example" }) {
			MvcResult answer = this.mvc
				.perform(post("/login").with(csrf())
					.param("username", "trangxa")
					.param("password", TestProvince.PASSWORD)
					.param("continue", target)
					.param("redirect", target))
				.andReturn();
			assertThat(answer.getResponse().getRedirectedUrl()).isEqualTo("/");
		}
	}

	@Test
	void nobodyLearnsWhoHasAnAccount() throws Exception {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("duoc.moi", new Person("Được Mời"), grant(Role.MEMBER, "170"));
		this.keys.invite("bi.khoa.roi", new Person("Bị Khóa"), grant(Role.MEMBER, "170"));
		this.keys.lock("bi.khoa.roi", "thử");
		SecurityContextHolder.clearContext();
		login("khong.co.ai"); // the first time a hash is prepared for those who do not
								// exist
		String expected = null;
		for (String username : new String[] { "khong.co.ai", "trangxa", "duoc.moi", "bi.khoa.roi" }) {
			clearInvocations(this.encoder);
			MvcResult answer = login(username);
			assertThat(answer.getResponse().getStatus()).as(username).isEqualTo(401);
			String said = String.valueOf(answer.getRequest().getAttribute("refused"));
			expected = (expected != null) ? expected : said;
			assertThat(said).as(username).isEqualTo(expected);
			// the same work for all: one comparison of one slow hash
			verify(this.encoder, times(1)).matches(any(), any());
		}
	}

	@Test
	void aNameWithANewLineWritesNoLineOfTheLog(CapturedOutput output) throws Exception {
		login("a\r\n2026-11-23 ERROR fake entry");
		this.mvc.perform(get("/households").param("q", "x\r\nFAKE LINE").with(user(this.province.account("trangxa"))));
		assertThat(output.getAll().lines())
			.noneMatch((line) -> line.startsWith("FAKE") || line.startsWith("2026-11-23 ERROR fake"));
		assertThat(this.jdbc.sql("select count(*) from audit_entry where subject_label like '%fake entry%'")
			.query(Long.class)
			.single()).isZero();
	}

	private MvcResult login(String username) throws Exception {
		return this.mvc
			.perform(post("/login").with(csrf()).param("username", username).param("password", "sai mật khẩu rồi"))
			.andReturn();
	}

	private int statusOf(String person, String path) throws Exception {
		return this.mvc.perform(get(java.net.URI.create(path)).with(user(this.province.account(person))))
			.andReturn()
			.getResponse()
			.getStatus();
	}

	private NewGrant grant(Role role, String unit) {
		return new NewGrant(new Grant(role, this.units.require(new UnitCode(unit))));
	}

	private UUID memberImport(String person) throws Exception {
		return memberImport(person, "danh-sach.xlsx");
	}

	private UUID memberImport(String person, String fileName) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (Workbook workbook = new Workbook(out, "Test", "1.0")) {
			Worksheet sheet = workbook.newWorksheet("Danh sách");
			String[][] rows = { { "STT", "Họ và tên", "Chức danh", "Chức vụ", "Đơn vị" },
					{ "1", "Nguyễn Văn Ấn", "Ủy viên", "=1+1", "Huyện Võ Nhai" } };
			for (int row = 0; row < rows.length; row++) {
				for (int column = 0; column < rows[row].length; column++) {
					sheet.value(row, column, rows[row][column]);
				}
			}
		}
		this.province.actAs(person);
		try {
			return this.members.receive(fileName, out.toByteArray());
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

}
