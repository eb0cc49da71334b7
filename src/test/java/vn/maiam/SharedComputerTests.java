package vn.maiam;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** What the server tells a browser to keep, and to forget, where it is reached by TLS. */
@SpringBootTest(properties = "maiam.address=https://maiam.example.vn")
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class SharedComputerTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Test
	void cookiesBelongToThisHostAndToTlsAlone() throws Exception {
		MockHttpServletResponse signedIn = this.mvc
			.perform(post("/login").secure(true)
				.with(csrf())
				.param("username", "trangxa")
				.param("password", TestProvince.PASSWORD))
			.andReturn()
			.getResponse();
		assertThat(signedIn.getHeaders("Set-Cookie")).isNotEmpty()
			.allMatch((cookie) -> cookie.startsWith("__Host-") && cookie.contains("Secure") && cookie.contains("Path=/")
					&& !cookie.contains("Domain"));
		MockHttpServletResponse spoken = this.mvc.perform(get("/login").secure(true).param("lang", "en"))
			.andReturn()
			.getResponse();
		assertThat(spoken.getHeaders("Set-Cookie")).filteredOn((cookie) -> cookie.contains("lang"))
			.isNotEmpty()
			.allMatch((cookie) -> cookie.startsWith("__Host-") && cookie.contains("Secure"));
	}

	@Test
	void signingOutClearsWhatTheBrowserKeeps() throws Exception {
		MockHttpServletResponse out = this.mvc
			.perform(post("/logout").secure(true).with(csrf()).with(user(this.province.account("trangxa"))))
			.andReturn()
			.getResponse();
		assertThat(out.getHeader("Clear-Site-Data")).isEqualTo("\"cache\", \"storage\"");
	}

	@Test
	void noPageIsKept() throws Exception {
		for (String page : new String[] { "/today", "/households", "/account" }) {
			assertThat(this.mvc.perform(get(page).with(user(this.province.account("trangxa"))))
				.andReturn()
				.getResponse()
				.getHeader("Cache-Control")).as(page).contains("no-store");
		}
	}

}
