package vn.maiam.account;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import vn.maiam.MockBrowser;
import vn.maiam.TestProvince;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.RightsService;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.UnitCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class SignInTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	AccountAdministration administration;

	@Autowired
	FindByIndexNameSessionRepository<? extends Session> sessions;

	@Autowired
	RightsService rights;

	@Autowired
	UnitDirectory units;

	@BeforeEach
	void forgetAttempts() {
		this.jdbc.sql("delete from login_attempt").update();
	}

	private static MockHttpServletRequestBuilder login(String password, String address) {
		return post("/login").with(csrf()).param("username", "trangxa").param("password", password).with((request) -> {
			request.setRemoteAddr(address);
			return request;
		});
	}

	@Test
	void guessingFromOneAddressIsSlowedAndTheOwnerElsewhereIsNot() throws Exception {
		for (int i = 0; i < 5; i++) {
			this.mvc.perform(login("wrong-guess-" + i, "10.0.0.66")).andExpect(status().isUnauthorized());
		}
		this.mvc.perform(login(TestProvince.PASSWORD, "10.0.0.66")).andExpect(status().isTooManyRequests());
		this.mvc.perform(login(TestProvince.PASSWORD, "10.0.0.7")).andExpect(redirectedUrl("/"));
	}

	@Test
	void manyGuessesAtOnceAreNotMoreThanManyInARow() throws Exception {
		List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
		List<Thread> guesses = IntStream.range(0, 12).mapToObj((at) -> new Thread(() -> {
			try {
				answers.add(this.mvc.perform(login("guess-" + at, "10.0.0.99")).andReturn().getResponse().getStatus());
			}
			catch (Exception ex) {
				answers.add(-1);
			}
		})).toList();
		guesses.forEach(Thread::start);
		for (Thread guess : guesses) {
			guess.join();
		}
		assertThat(answers).filteredOn((status) -> status == 401).hasSize(5);
		assertThat(answers).filteredOn((status) -> status == 429).hasSize(7);
	}

	@Test
	void oddCharactersInAnAddressOrANameAreNoServerError() throws Exception {
		this.mvc.perform(get("/households").queryParam("q", "a=b").with(user(this.province.account("trangxa"))))
			.andExpect(status().isOk());
		this.mvc.perform(get("/households?q=a=b").with(user(this.province.account("trangxa"))))
			.andExpect(status().isOk());
		this.mvc.perform(get("/households").param("q", "a\0b").with(user(this.province.account("trangxa"))))
			.andExpect(status().isBadRequest());
		this.mvc
			.perform(
					get("/api/v1/summary").param("on", "+999999999-12-31").with(user(this.province.account("trangxa"))))
			.andExpect(status().isBadRequest());
		this.mvc.perform(get("/api/v1/summary").with(httpBasic("a\0b", "x"))).andExpect(status().isUnauthorized());
	}

	@Test
	void guessingFromManyAddressesDoesNotLockTheOwnersOwnAddress() throws Exception {
		this.mvc.perform(login(TestProvince.PASSWORD, "10.0.0.7")).andExpect(redirectedUrl("/"));
		for (int i = 0; i < 30; i++) {
			this.mvc.perform(login("wrong-guess", "10.1.0." + i)).andExpect(status().isUnauthorized());
		}
		this.mvc.perform(login(TestProvince.PASSWORD, "10.2.0.1")).andExpect(status().isTooManyRequests());
		this.mvc.perform(login(TestProvince.PASSWORD, "10.0.0.7")).andExpect(redirectedUrl("/"));
	}

	@Test
	void everyLoginAndEveryFailureLeavesAnEntry() throws Exception {
		long before = entries();
		this.mvc.perform(login("wrong-guess", "10.0.0.8"));
		this.mvc.perform(login(TestProvince.PASSWORD, "10.0.0.8"));
		assertThat(entries()).isEqualTo(before + 2);
	}

	@Test
	void theApiSignsInByBasicAndRefusesWithoutAPage() throws Exception {
		this.mvc.perform(get("/api/v1/summary").with(httpBasic("trangxa", TestProvince.PASSWORD)))
			.andExpect(status().isOk());
		this.mvc.perform(get("/api/v1/summary").with(httpBasic("trangxa", "nope")))
			.andExpect(status().isUnauthorized());
		this.mvc.perform(get("/api/v1/summary")).andExpect(status().isUnauthorized());
	}

	@Test
	void aFormWithoutItsTokenIsRefused() throws Exception {
		this.mvc.perform(post("/account").with(user(this.province.account("trangxa"))))
			.andExpect(status().isForbidden());
	}

	@Test
	void pagesAllowNoForeignScriptAndNoFrame() throws Exception {
		this.mvc.perform(get("/login"))
			.andExpect(header().string("Content-Security-Policy",
					org.hamcrest.Matchers.containsString("script-src 'self'")))
			.andExpect(header().string("Content-Security-Policy",
					org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("unsafe"))))
			.andExpect(header().string("X-Frame-Options", "DENY"))
			.andExpect(header().string("X-Content-Type-Options", "nosniff"));
	}

	@Test
	void aWeakOrWrongPasswordIsNotTaken() throws Exception {
		for (String weak : new String[] { "ngan", "1234567890", "trangxa-2024" }) {
			this.mvc
				.perform(post("/account").with(csrf())
					.with(user(this.province.account("trangxa")))
					.param("present", TestProvince.PASSWORD)
					.param("next", weak)
					.param("again", weak))
				.andExpect(status().isUnprocessableContent());
		}
		this.mvc
			.perform(post("/account").with(csrf())
				.with(user(this.province.account("trangxa")))
				.param("present", "not-the-present-one")
				.param("next", "một câu dài dễ nhớ")
				.param("again", "một câu dài dễ nhớ"))
			.andExpect(status().isUnprocessableContent());
	}

	@Test
	void whoIsInvitedComesInWithTheCodeOnceAndSetsAnOwnPassword() throws Exception {
		AccountAdministration.Slip slip = invited("canbo.moi");
		this.mvc.perform(get("/activate/" + slip.code())).andExpect(redirectedUrl("/activate/own"));
		for (String weak : new String[] { "ngan", "canbo.moi.2024", "thainguyen2024", "matkhau123" }) {
			assertThat(activate(slip.code(), weak).getStatus()).isEqualTo(422);
		}
		assertThat(activate(slip.grouped(), "một câu dài dễ nhớ").getRedirectedUrl()).isEqualTo("/login");
		assertThat(activate(slip.code(), "một câu khác cũng dài").getStatus()).isEqualTo(422);
		this.mvc
			.perform(post("/login").with(csrf()).param("username", "canbo.moi").param("password", "một câu dài dễ nhớ"))
			.andExpect(redirectedUrl("/"));
	}

	@Test
	void aNewSlipEndsTheFormerSlipAndTheFormerPassword() throws Exception {
		AccountAdministration.Slip first = invited("phieu.moi");
		assertThat(activate(first.code(), "một câu dài dễ nhớ").getRedirectedUrl()).isEqualTo("/login");
		this.province.actAs("quantri.vonhai");
		AccountAdministration.Slip second = this.administration.slip("phieu.moi", 14);
		AccountAdministration.Slip third = this.administration.slip("phieu.moi", 14);
		SecurityContextHolder.clearContext();
		this.mvc
			.perform(post("/login").with(csrf()).param("username", "phieu.moi").param("password", "một câu dài dễ nhớ"))
			.andExpect(status().isUnauthorized());
		this.mvc.perform(get("/activate/" + second.code())).andExpect(status().isUnprocessableContent());
		this.mvc.perform(get("/activate/" + third.code())).andExpect(redirectedUrl("/activate/own"));
	}

	@Test
	void aCodeThatWasTypedIsNotGivenToTheNextInTheSameBrowser() throws Exception {
		AccountAdministration.Slip slip = invited("ma.cho");
		MockBrowser shared = new MockBrowser(this.mvc);
		shared.open("/activate");
		shared.send("/activate", "code", slip.code());
		assertThat(shared.open("/activate/own").getContentAsString()).contains("Người Mới");
		shared.open("/login");
		shared.send("/login", "username", "trangxa", "password", TestProvince.PASSWORD);
		shared.open("/today");
		assertThat(shared.open("/activate/own").getContentAsString()).doesNotContain("Người Mới");
	}

	@Test
	void guessingCodesIsSlowed() throws Exception {
		for (int at = 0; at < 5; at++) {
			this.mvc.perform(get("/activate/AAAABBBB222" + (at + 2)).with(from("10.0.0.55")))
				.andExpect(status().isUnprocessableContent());
		}
		this.mvc.perform(get("/activate/AAAABBBB2229").with(from("10.0.0.55"))).andExpect(status().isTooManyRequests());
	}

	@Test
	void aCodeWhoseMakerHasNoRightAnyMoreOpensNothing() throws Exception {
		String code = invited("cho.kich.hoat").code();
		this.jdbc.sql("update account_grant set valid_from = field_day() - 9, valid_to = field_day() - 1 "
				+ "where role = 'LOCAL_ADMIN' and account_id = (select id from user_account where username = 'quantri.vonhai')")
			.update();
		this.mvc.perform(post("/activate").with(csrf()).param("code", code))
			.andExpect(status().isUnprocessableContent());
		this.jdbc.sql(
				"update account_grant set valid_to = null where role = 'LOCAL_ADMIN' and account_id = (select id from user_account where username = 'quantri.vonhai')")
			.update();
		this.mvc.perform(post("/activate").with(csrf()).param("code", code)).andExpect(status().is3xxRedirection());
	}

	/** As they lie when sessions are written to by turns. */
	@Test
	void everySessionOfAPersonIsFoundWhole() {
		this.jdbc.sql(
				"insert into spring_session select gen_random_uuid()::text, gen_random_uuid()::text, 0, 0, 1800, 9999999999999, 'nhieu.phien' from generate_series(1, 40)")
			.update();
		for (String name : List.of("mot", "hai", "ba")) {
			this.jdbc.sql(
					"insert into spring_session_attributes select primary_id, ?, ?::bytea from spring_session where principal_name = 'nhieu.phien'")
				.params(name, new SerializingConverter().convert(name))
				.update();
		}
		this.jdbc.sql("analyze spring_session").update();
		this.jdbc.sql("analyze spring_session_attributes").update();
		assertThat(this.sessions.findByPrincipalName("nhieu.phien").values()).hasSize(40)
			.allSatisfy((session) -> assertThat(session.getAttributeNames()).contains("mot", "hai", "ba"));
		this.jdbc.sql("delete from spring_session where principal_name = 'nhieu.phien'").update();
	}

	@Test
	void aLockedAccountIsToldOnlyToWhoKnowsThePassword() throws Exception {
		AccountAdministration.Slip slip = invited("bi.khoa");
		assertThat(activate(slip.code(), "một câu dài dễ nhớ").getRedirectedUrl()).isEqualTo("/login");
		this.province.actAs("quantri.vonhai");
		this.administration.lock("bi.khoa", "nghỉ việc");
		SecurityContextHolder.clearContext();
		this.mvc
			.perform(post("/login").with(csrf()).param("username", "bi.khoa").param("password", "một câu dài dễ nhớ"))
			.andExpect(status().isUnauthorized())
			.andExpect(request().attribute("refused", "account.login.locked"));
		this.mvc.perform(post("/login").with(csrf()).param("username", "bi.khoa").param("password", "một câu sai"))
			.andExpect(status().isUnauthorized())
			.andExpect(request().attribute("refused", "account.login.wrong"));
	}

	@Test
	void aSlipFromBeforeOpensNothingThatWasGivenSince() throws Exception {
		AccountAdministration.Slip slip = invited("thang.chuc");
		this.province.actAs("admin");
		this.rights.grant("thang.chuc", new NewGrant(new Grant(Role.LEADER, this.units.require(new UnitCode("19")))));
		SecurityContextHolder.clearContext();
		assertThat(activate(slip.code(), "một câu dài dễ nhớ").getStatus()).isEqualTo(422);
	}

	private AccountAdministration.Slip invited(String username) {
		this.province.actAs("quantri.vonhai");
		this.administration.invite(username, new Person("Người Mới"),
				new NewGrant(new Grant(Role.OFFICER, this.units.require(new UnitCode("05746")))));
		AccountAdministration.Slip slip = this.administration.slip(username, 14);
		SecurityContextHolder.clearContext();
		return slip;
	}

	/** The way of a person: types the code, then sets a password. */
	private MockHttpServletResponse activate(String code, String password) throws Exception {
		MockBrowser visitor = new MockBrowser(this.mvc);
		visitor.open("/activate");
		MockHttpServletResponse read = visitor.send("/activate", "code", code);
		if (read.getStatus() != 302) {
			return read;
		}
		assertThat(read.getRedirectedUrl()).as("the code stands in no address").isEqualTo("/activate/own");
		visitor.open("/activate/own");
		return visitor.send("/activate/own", "password", password, "again", password, "read", "true");
	}

	private static RequestPostProcessor from(String address) {
		return (request) -> {
			request.setRemoteAddr(address);
			return request;
		};
	}

	private long entries() {
		return this.jdbc.sql("select count(*) from audit_entry where action in ('login.failed', 'login.succeeded')")
			.query(Long.class)
			.single();
	}

}
