package vn.maiam;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.Cookie;

import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Keeps cookies and sends the token of the page it has open, through all filters. */
public final class MockBrowser {

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final MockMvc mvc;

	private final Map<String, Cookie> cookies = new LinkedHashMap<>();

	private String token = "";

	public MockBrowser(MockMvc mvc) {
		this.mvc = mvc;
	}

	public static MockBrowser signedIn(MockMvc mvc, String username) throws Exception {
		MockBrowser browser = new MockBrowser(mvc);
		browser.open("/login");
		browser.send("/login", "username", username, "password", TestProvince.PASSWORD);
		return browser;
	}

	public MockHttpServletResponse open(String path) throws Exception {
		return perform(get(path));
	}

	/** Sends a form: name, value, name, value … */
	public MockHttpServletResponse send(String path, String... fields) throws Exception {
		MockHttpServletRequestBuilder form = post(path).param("_csrf", this.token)
			.contentType("application/x-www-form-urlencoded");
		for (int at = 0; at < fields.length; at += 2) {
			form = form.param(fields[at], fields[at + 1]);
		}
		return perform(form);
	}

	public MockHttpServletResponse perform(MockHttpServletRequestBuilder request) throws Exception {
		if (!this.cookies.isEmpty()) {
			request.cookie(this.cookies.values().toArray(Cookie[]::new));
		}
		MockHttpServletResponse response = this.mvc.perform(request).andReturn().getResponse();
		for (Cookie cookie : response.getCookies()) {
			this.cookies.put(cookie.getName(), cookie);
		}
		Matcher token = TOKEN.matcher(response.getContentAsString());
		if (token.find()) {
			this.token = token.group(1);
		}
		return response;
	}

}
