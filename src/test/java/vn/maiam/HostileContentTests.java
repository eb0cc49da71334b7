package vn.maiam;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.Role;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * What somebody with bad intentions would try: what is stored, exported and uploaded with
 * bad intentions.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class HostileContentTests {

	private static final String SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>";

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	AccountAdministration keys;

	@Autowired
	ProgressService progress;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ApplicationContext application;

	private HostileHands hands;

	@BeforeEach
	void hands() {
		this.hands = new HostileHands(this.application);
	}

	@BeforeEach
	@AfterEach
	void forget() {
		SecurityContextHolder.clearContext();
		this.jdbc.sql("delete from login_attempt").update();
	}

	@Test
	void whatIsStoredIsNeverAScript() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().ineligible().save();
		HouseholdCode building = this.province.aHousehold().save();
		this.progress.record(building, new RecordProgress(Stage.STARTED, LocalDate.of(2024, 12, 1), null, SCRIPT, null,
				SCRIPT, SCRIPT, null, null, null, null), List.of(), this.province.version(building));
		this.province.actAs("quantri.vonhai");
		this.keys.invite("ten.doc", new Person(SCRIPT, null, null), this.hands.grant(Role.MEMBER, "170"));
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
		UUID id = this.hands.memberImport("admin", "../../../etc/cron.d/x\\..\\danh-sach.xlsx");
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

}
