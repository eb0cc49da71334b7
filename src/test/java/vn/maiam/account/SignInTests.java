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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
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
	void aLocalAdministratorGivesNeitherMoreNorElsewhere() throws Exception {
		String trangXa = String.valueOf(this.province.unit("05746"));
		this.mvc.perform(create("quantri.vonhai", "canbo.moi", "OFFICER", trangXa))
			.andExpect(redirectedUrl("/admin/accounts"));
		this.mvc.perform(create("quantri.vonhai", "admin.moi", "ADMIN", trangXa))
			.andExpect(status().isUnprocessableContent());
		this.mvc.perform(create("quantri.vonhai", "noi.khac", "OFFICER", String.valueOf(this.province.unit("171"))))
			.andExpect(status().isNotFound());
		assertThat(this.province.account("canbo.moi").mustChangePassword()).isTrue();
		this.mvc.perform(get("/households").with(user(this.province.account("canbo.moi"))))
			.andExpect(redirectedUrl("/account?first"));
	}

	@Test
	void aGoodNewPasswordIsTaken() throws Exception {
		String first = (String) this.mvc
			.perform(create("quantri.vonhai", "doi.mat.khau2", "MEMBER", String.valueOf(this.province.unit("170"))))
			.andReturn()
			.getFlashMap()
			.get("createdPassword");
		this.mvc
			.perform(post("/account").with(csrf())
				.with(user(this.province.account("doi.mat.khau2")))
				.param("present", first)
				.param("next", "một câu dài dễ nhớ")
				.param("again", "một câu dài dễ nhớ"))
			.andExpect(redirectedUrl("/account"));
		assertThat(this.province.account("doi.mat.khau2").mustChangePassword()).isFalse();
	}

	private MockHttpServletRequestBuilder create(String who, String username, String role, String unit) {
		return post("/admin/accounts/new").with(csrf())
			.with(user(this.province.account(who)))
			.param("fullName", "Người Mới")
			.param("username", username)
			.param("role", role)
			.param("unitId", unit);
	}

	private long entries() {
		return this.jdbc.sql("select count(*) from audit_entry where action in ('login.failed', 'login.succeeded')")
			.query(Long.class)
			.single();
	}

}
