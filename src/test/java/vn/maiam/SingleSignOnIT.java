package vn.maiam;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Sign-in at a real issuer of OpenID Connect that runs beside. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@Import(TestProvince.People.class)
@DirtiesContext
class SingleSignOnIT {

	private static final int PORT = TestSocketUtils.findAvailableTcpPort();

	private static ConfigurableApplicationContext issuer;

	@LocalServerPort
	int port;

	@Autowired
	JdbcClient jdbc;

	@DynamicPropertySource
	static void settings(DynamicPropertyRegistry registry) {
		int issuerPort = TestSocketUtils.findAvailableTcpPort();
		String client = "spring.security.oauth2.authorizationserver.client.mai-am.registration.";
		issuer = new SpringApplicationBuilder(Issuer.class).properties("spring.config.name=issuer")
			.run("--server.port=" + issuerPort, "--spring.main.banner-mode=off", "--spring.jmx.enabled=false",
					"--spring.autoconfigure.exclude=" + String.join(",", Issuer.NOT_HERE),
					"--" + client + "client-id=mai-am", "--" + client + "client-secret={noop}secret",
					"--" + client + "client-authentication-methods=client_secret_basic",
					"--" + client + "authorization-grant-types=authorization_code",
					"--" + client + "redirect-uris=http://127.0.0.1:" + PORT + "/login/oauth2/code/tinh",
					"--" + client + "scopes=openid",
					"--spring.security.oauth2.authorizationserver.client.mai-am.require-proof-key=false",
					"--spring.security.oauth2.authorizationserver.issuer=http://localhost:" + issuerPort);
		registry.add("server.port", () -> PORT);
		String own = "spring.security.oauth2.client.";
		registry.add(own + "registration.tinh.client-id", () -> "mai-am");
		registry.add(own + "registration.tinh.client-secret", () -> "secret");
		registry.add(own + "registration.tinh.client-name", () -> "Cổng tỉnh Thái Nguyên");
		registry.add(own + "registration.tinh.scope", () -> "openid");
		registry.add(own + "registration.tinh.provider", () -> "tinh");
		registry.add(own + "provider.tinh.issuer-uri", () -> "http://localhost:" + issuerPort);
		registry.add(own + "provider.tinh.user-name-attribute", () -> "sub");
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	@Test
	void whoSignsInThereIsSignedInHereUnderTheSameName() throws Exception {
		HttpClient browser = browser();
		HttpResponse<String> here = signIn(browser, "vonhai");
		assertThat(here.uri().getPath()).isEqualTo("/today");
		assertThat(here.body()).contains("Người dùng vonhai");
		assertThat(this.jdbc
			.sql("select count(*) from audit_entry where action = 'login.succeeded' and subject_id = 'vonhai'")
			.query(Long.class)
			.single()).isPositive();
	}

	@Test
	void whoIsKnownOnlyThereIsToldSo() throws Exception {
		assertThat(signIn(browser(), "khach").body()).contains("chưa có tài khoản mang tên này");
	}

	private static HttpClient browser() {
		return HttpClient.newBuilder()
			.cookieHandler(new CookieManager())
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build();
	}

	private HttpResponse<String> signIn(HttpClient browser, String username) throws Exception {
		String address = "http://127.0.0.1:" + this.port;
		assertThat(get(browser, address + "/login").body()).contains("Đăng nhập bằng Cổng tỉnh Thái Nguyên");
		HttpResponse<String> there = get(browser, address + "/oauth2/authorization/tinh");
		Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(there.body());
		assertThat(token.find()).as(there.body()).isTrue();
		String form = "username=" + username + "&password=p&_csrf="
				+ URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
		return browser.send(HttpRequest.newBuilder(there.uri().resolve("/login"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static HttpResponse<String> get(HttpClient browser, String address) throws Exception {
		return browser.send(HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html").build(),
				HttpResponse.BodyHandlers.ofString());
	}

	/** The province's issuer, with two people. */
	@EnableAutoConfiguration
	static class Issuer {

		static final String[] NOT_HERE = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
				"org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
				"org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration" };

		@Bean
		UserDetailsService people() {
			return new InMemoryUserDetailsManager(User.withUsername("vonhai").password("{noop}p").build(),
					User.withUsername("khach").password("{noop}p").build());
		}

	}

}
