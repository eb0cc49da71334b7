package vn.maiam.account;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.samstevens.totp.code.DefaultCodeGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.test.web.servlet.MockMvc;

import vn.maiam.MockBrowser;
import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * A second factor is put there by who has just shown who they are, and asked for first.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class SecondFactorTests {

	private static final String PAGE = "/account/second-factor";

	private static final Pattern SECRET = Pattern.compile("id=\"totp-secret\">([A-Z2-7 ]+)<");

	@Autowired
	MockMvc mvc;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	TestProvince province;

	@Autowired
	FindByIndexNameSessionRepository<? extends Session> sessions;

	@AfterEach
	void withoutFactors() {
		this.jdbc.sql("update user_account set totp_secret = null, totp_since = null, totp_last_step = 0").update();
		this.jdbc.sql("delete from recovery_code").update();
		this.jdbc.sql("delete from login_attempt").update();
	}

	@Test
	void aSessionThatWasLeftOpenCannotLockItsOwnerOut() throws Exception {
		MockBrowser left = MockBrowser.signedIn(this.mvc, "trangxa");
		assertThat(left.open(PAGE).getStatus()).isEqualTo(200);
		age("trangxa", 16 * 60);
		assertThat(left.open(PAGE).getRedirectedUrl()).isEqualTo("/login/confirm");
		assertThat(left.send(PAGE, "act", "confirm", "code", "000000").getRedirectedUrl()).isEqualTo("/login/confirm");
		assertThat(this.jdbc.sql("select count(*) from user_account where totp_since is not null")
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void enrollingEndsTheOtherSessions() throws Exception {
		MockBrowser elsewhere = MockBrowser.signedIn(this.mvc, "vonhai");
		assertThat(elsewhere.open("/today").getStatus()).isEqualTo(200);
		enrol(MockBrowser.signedIn(this.mvc, "vonhai"));
		assertThat(elsewhere.open("/today").getStatus()).isEqualTo(302);
	}

	@Test
	void aSessionThatOwesItsFactorGetsTheFactorsPageAndNothingElse() throws Exception {
		enrol(MockBrowser.signedIn(this.mvc, "daitu"));
		MockBrowser owing = MockBrowser.signedIn(this.mvc, "daitu");
		for (String path : new String[] { "/today", "/account", "/help", PAGE, "/login/confirm", "/login/confirm/again",
				"/households", "/nowhere", "/notifications/count" }) {
			assertThat(owing.open(path).getRedirectedUrl()).as(path).isEqualTo("/login/second");
		}
		for (String path : new String[] { "/api/docs", "/api/docs.yaml", "/api/v1/summary", "/webauthn/register" }) {
			assertThat(owing.open(path).getStatus()).as(path).isEqualTo(403);
		}
		assertThat(owing.open("/login/second").getStatus()).isEqualTo(200);
		assertThat(owing.send("/webauthn/register/options").getStatus()).as("names the passkeys there are")
			.isEqualTo(403);
	}

	@Test
	void aQuarterOfAnHourHoldsForFormsToo() throws Exception {
		this.jdbc.sql("update sign_in_policy set second_factor = false").update();
		MockBrowser admin = MockBrowser.signedIn(this.mvc, "admin");
		admin.open("/account");
		for (String act : new String[] { "lock", "unlock", "end-sessions", "slip", "drop-factor" }) {
			age("admin", 16 * 60);
			assertThat(admin.send("/admin/accounts/trangxa", "act", act, "reason", "thử").getRedirectedUrl()).as(act)
				.isEqualTo("/login/confirm");
		}
		age("admin", 16 * 60);
		for (String path : new String[] { "/admin/settings", "/admin/sign-in", "/admin/handover" }) {
			assertThat(admin.open(path).getRedirectedUrl()).as(path).isEqualTo("/login/confirm");
		}
		assertThat(
				this.jdbc.sql("select count(*) from user_account where locked_at is not null and username = 'trangxa'")
					.query(Long.class)
					.single())
			.isZero();
	}

	@Test
	void aWholeCitizenIdIsShownToWhoJustShowedWhoTheyAre() throws Exception {
		MockBrowser reader = MockBrowser.signedIn(this.mvc, "vonhai");
		this.province.actAs("vonhai");
		String page = "/households/" + this.province.aHousehold().save() + "/citizen-id";
		SecurityContextHolder.clearContext();
		assertThat(reader.open(page).getStatus()).isEqualTo(200);
		age("vonhai", 16 * 60);
		assertThat(reader.open(page).getRedirectedUrl()).isEqualTo("/login/confirm");
		assertThat(reader.send(page, "purpose", "đối chiếu hồ sơ").getRedirectedUrl()).isEqualTo("/login/confirm");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"publicKey\":{}}", "[]", "no json" })
	void aPasskeyWithPartsMissingIsTheSendersFault(String body) throws Exception {
		MockBrowser inside = MockBrowser.signedIn(this.mvc, "trangxa");
		for (String path : new String[] { "/webauthn/register", "/login/webauthn" }) {
			assertThat(inside.perform(post(path).with(csrf()).contentType(MediaType.APPLICATION_JSON).content(body))
				.getStatus()).as(path).isBetween(400, 401);
		}
	}

	@Test
	void thePageOfErrorsIsNoAddress() throws Exception {
		assertThat(MockBrowser.signedIn(this.mvc, "trangxa").open("/error").getStatus()).isBetween(403, 404);
		assertThat(new MockBrowser(this.mvc).open("/error").getRedirectedUrl()).isEqualTo("/login");
	}

	@Test
	void whatWasTypedIsSentOnceItIsShownWhoSitsThere() throws Exception {
		this.jdbc.sql("update sign_in_policy set second_factor = false").update();
		MockBrowser admin = MockBrowser.signedIn(this.mvc, "admin");
		admin.open("/account");
		age("admin", 16 * 60);
		admin.send("/admin/accounts/thanhvien", "act", "lock", "reason", "Nghỉ \"hưu\" từ tháng này");
		admin.open("/login/confirm");
		assertThat(admin.send("/login/confirm", "password", "sai").getStatus()).isEqualTo(422);
		assertThat(admin.send("/login/confirm", "password", TestProvince.PASSWORD).getRedirectedUrl())
			.isEqualTo("/login/confirm/again");
		MockHttpServletResponse again = admin.open("/login/confirm/again");
		assertThat(again.getContentAsString()).contains("action=\"/admin/accounts/thanhvien\"",
				"name=\"reason\" value=\"Nghỉ &quot;hưu&quot; từ tháng này\"", "name=\"act\" value=\"lock\"");
		assertThat(admin.open("/login/confirm/again").getRedirectedUrl()).as("once").isEqualTo("/");
	}

	@Test
	void whatWaitedForOnePersonIsNotGivenToTheNextInTheSameBrowser() throws Exception {
		this.jdbc.sql("update sign_in_policy set second_factor = false").update();
		MockBrowser shared = MockBrowser.signedIn(this.mvc, "quantri.vonhai");
		shared.open("/account");
		age("quantri.vonhai", 16 * 60);
		shared.send("/admin/accounts/trangxa", "act", "lock", "reason", "kín");
		shared.open("/login");
		shared.send("/login", "username", "admin", "password", TestProvince.PASSWORD);
		assertThat(shared.open("/login/confirm/again").getRedirectedUrl()).isEqualTo("/");
	}

	@Test
	void whatStrangersTryOutsideClosesNothingInside() throws Exception {
		MockBrowser inside = MockBrowser.signedIn(this.mvc, "trangxa");
		this.jdbc.sql(
				"insert into login_attempt (username, address, at, succeeded) select 'trangxa', '10.0.0.' || n, now(), false from generate_series(1, 40) n")
			.update();
		inside.open("/login/confirm");
		assertThat(inside.send("/login/confirm", "password", TestProvince.PASSWORD).getStatus()).isEqualTo(302);
		inside.open("/login/confirm");
		for (int at = 0; at < 20; at++) {
			assertThat(inside.send("/login/confirm", "password", "sai").getStatus()).isEqualTo(422);
		}
		assertThat(inside.send("/login/confirm", "password", TestProvince.PASSWORD).getContentAsString())
			.as("guesses from inside are still slowed")
			.contains("role=\"alert\"");
	}

	private void enrol(MockBrowser browser) throws Exception {
		Matcher secret = SECRET.matcher(browser.open(PAGE).getContentAsString());
		assertThat(secret.find()).isTrue();
		String code = new DefaultCodeGenerator().generate(secret.group(1).replace(" ", ""),
				Instant.now().getEpochSecond() / 30);
		assertThat(browser.send(PAGE, "act", "confirm", "code", code).getStatus()).isEqualTo(200);
		assertThat(browser.open("/today").getStatus()).isEqualTo(200);
	}

	private void age(String username, int seconds) {
		age(this.sessions, username, seconds);
	}

	private static <S extends Session> void age(FindByIndexNameSessionRepository<S> all, String username, int seconds) {
		for (S session : all.findByPrincipalName(username).values()) {
			SignInState state = session.getAttribute(SignInState.NAME);
			if (state == null) {
				// of a sign-in that no page has followed
				continue;
			}
			session.setAttribute(SignInState.NAME, new SignInState(state.username(), state.startedAt(), state.address(),
					state.agent(), state.secondFactorAt(), state.confirmedAt().minusSeconds(seconds)));
			all.save(session);
		}
	}

}
