package vn.maiam;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.Role;
import vn.maiam.household.HouseholdCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * What somebody with bad intentions would try: guesses of things, names, hosts and lines
 * of the log.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
@ExtendWith(OutputCaptureExtension.class)
class HostileVisitorTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	AccountAdministration keys;

	@Autowired
	JdbcClient jdbc;

	@MockitoSpyBean
	PasswordEncoder encoder;

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
	void whatIsGuessedDoesNotExist() throws Exception {
		this.province.actAs("daitu");
		HouseholdCode elsewhere = this.province.aHousehold().inCommune("05767").save();
		SecurityContextHolder.clearContext();
		UUID import_ = this.hands.memberImport("admin");
		for (String path : new String[] { "/households/" + elsewhere, "/households/" + elsewhere + "/progress",
				"/households/" + elsewhere + "/citizen-id", "/photos/" + UUID.randomUUID(),
				"/photos/..%2f..%2fetc%2fpasswd", "/households/import/" + UUID.randomUUID() }) {
			assertThat(this.hands.statusOf("trangxa", path)).as(path).isIn(404, 400);
		}
		for (String path : new String[] { "/members/import/" + import_, "/members/import/" + import_ + "/refused.xlsx",
				"/admin/accounts/admin", "/admin/accounts/daitu/rights", "/admin/accounts/thanhtra" }) {
			assertThat(this.hands.statusOf("quantri.vonhai", path)).as(path).isEqualTo(404);
		}
	}

	@Test
	void aForeignHostOrAddressLeadsNowhereElse() throws Exception {
		this.mvc.perform(get("/households").header("Host", "evil.example").header("X-Forwarded-Host", "evil.example"))
			.andExpect(redirectedUrl("/login"));
		this.province.actAs("quantri.vonhai");
		this.keys.invite("phieu.that", new Person("Phiếu Thật"), this.hands.grant(Role.MEMBER, "170"));
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
		this.keys.invite("duoc.moi", new Person("Được Mời"), this.hands.grant(Role.MEMBER, "170"));
		this.keys.invite("bi.khoa.roi", new Person("Bị Khóa"), this.hands.grant(Role.MEMBER, "170"));
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

}
