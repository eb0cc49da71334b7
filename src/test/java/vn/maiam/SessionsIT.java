package vn.maiam;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.test.annotation.DirtiesContext;

import vn.maiam.account.SignInState;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.RightsService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is taken from an account on one instance is gone at the next request on another.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestProvince.People.class)
@DirtiesContext
class SessionsIT {

	@LocalServerPort
	int port;

	@Autowired
	TestProvince province;

	@Autowired
	RightsService rights;

	@Autowired
	AccountAdministration keys;

	@Autowired
	FindByIndexNameSessionRepository<? extends Session> sessions;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	DataSource dataSource;

	@Test
	void whoHasNoRightLeftIsOutThere() throws Exception {
		try (ConfigurableApplicationContext other = anotherInstance()) {
			String there = "http://localhost:" + other.getEnvironment().getRequiredProperty("local.server.port");
			HttpClient officer = signedIn(there, "vonhai");
			assertThat(get(officer, there + "/today").statusCode()).isEqualTo(200);
			asAdmin(() -> this.rights.endGrant("vonhai", right("vonhai"), "chuyển công tác"));
			HttpResponse<String> next = get(officer, there + "/today");
			assertThat(next.statusCode()).isEqualTo(302);
			assertThat(next.headers().firstValue("Location")).hasValue("/login");
		}
	}

	@Test
	void aPagesOwnRequestsAllAtOnceInAFreshSessionAreAllAnswered() throws Exception {
		String here = "http://localhost:" + this.port;
		for (int again = 0; again < 5; again++) {
			HttpClient officer = signedIn(here, "tinh");
			List<CompletableFuture<HttpResponse<String>>> answers = Stream
				.of("/today", "/notifications/count", "/dashboard", "/tasks", "/today", "/notifications/count",
						"/groups", "/search")
				.map((path) -> officer.sendAsync(HttpRequest.newBuilder(URI.create(here + path)).build(),
						HttpResponse.BodyHandlers.ofString()))
				.toList();
			assertThat(answers).extracting((answer) -> answer.join().statusCode()).containsOnly(200);
		}
	}

	@Test
	void whatAnOpenPageAsksForAfterItsSessionStartsNoOther() throws Exception {
		HttpRequest.Builder page = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/notifications/count"))
			.header("Accept", "text/html");
		HttpResponse<String> byItself = HttpClient.newHttpClient()
			.send(page.copy().header("Sec-Fetch-Mode", "cors").build(), HttpResponse.BodyHandlers.ofString());
		assertThat(byItself.statusCode()).isEqualTo(401);
		assertThat(byItself.headers().firstValue("Set-Cookie")).isEmpty();
		for (String[] header : new String[][] { { "Sec-Fetch-Mode", "navigate" }, { "HX-Request", "true" } }) {
			HttpResponse<String> wanted = HttpClient.newHttpClient()
				.send(page.copy().header(header[0], header[1]).build(), HttpResponse.BodyHandlers.ofString());
			assertThat(wanted.statusCode()).isEqualTo(302);
			assertThat(wanted.headers().firstValue("Set-Cookie")).as("what was wanted is remembered").isPresent();
		}
	}

	@Test
	void aRightThatRunsOutIsGoneThoughTheSessionStays() throws Exception {
		try (ConfigurableApplicationContext other = anotherInstance()) {
			String there = "http://localhost:" + other.getEnvironment().getRequiredProperty("local.server.port");
			HttpClient officer = signedIn(there, "daitu");
			assertThat(get(officer, there + "/today").statusCode()).isEqualTo(200);
			this.jdbc.sql(
					"update account_grant set valid_from = '2024-01-01', valid_to = '2024-01-02' where account_id = (select id from user_account where username = 'daitu')")
				.update();
			assertThat(get(officer, there + "/today").statusCode()).isEqualTo(403);
			assertThat(get(officer, there + "/account").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void aLockEndsEverySession() throws Exception {
		String here = "http://localhost:" + this.port;
		HttpClient phone = signedIn(here, "trangxa");
		HttpClient desk = signedIn(here, "trangxa");
		asAdmin(() -> this.keys.lock("trangxa", "thử"));
		assertThat(get(phone, here + "/today").statusCode()).isEqualTo(302);
		assertThat(get(desk, here + "/today").statusCode()).isEqualTo(302);
	}

	@Test
	void aSessionGetsANewNameWhenItsOwnerSignsIn() throws Exception {
		String here = "http://localhost:" + this.port;
		CookieManager cookies = new CookieManager();
		HttpClient visitor = HttpClient.newBuilder().cookieHandler(cookies).build();
		get(visitor, here + "/login");
		String before = cookies.getCookieStore().getCookies().toString();
		signIn(visitor, here, "thanhvien");
		assertThat(cookies.getCookieStore().getCookies().toString()).isNotEqualTo(before).contains("maiam=");
	}

	@Test
	void aSecondNameBesideASessionIsNotHeard() throws Exception {
		String here = "http://localhost:" + this.port;
		HttpClient officer = signedIn(here, "tinh");
		String other = "Basic " + Base64.getEncoder()
			.encodeToString(("lanhdao:" + TestProvince.PASSWORD).getBytes(StandardCharsets.UTF_8));
		HttpResponse<String> page = officer.send(
				HttpRequest.newBuilder(URI.create(here + "/account")).header("Authorization", other).build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(page.body()).contains("Người dùng tinh").doesNotContain("Người dùng lanhdao");
	}

	@Test
	void aDangerousPageAsksAgainAfterAWhileAndLeadsBack() throws Exception {
		this.jdbc.sql("update sign_in_policy set second_factor = false where role = 'LOCAL_ADMIN'").update();
		String here = "http://localhost:" + this.port;
		HttpClient admin = signedIn(here, "quantri.vonhai");
		assertThat(get(admin, here + "/admin/accounts/new").statusCode()).isEqualTo(200);
		age("quantri.vonhai", 1200);
		for (String dangerous : List.of("/admin/accounts/vonhai/rights", "/admin/accounts/new", "/members/import")) {
			assertThat(get(admin, here + dangerous).headers().firstValue("Location")).as(dangerous)
				.hasValue("/login/confirm");
		}
		age("quantri.vonhai", 9000);
		for (String act : List.of("slip", "drop-factor")) {
			assertThat(send(admin, here, "/account", "/admin/accounts/nobody", "act=" + act).headers()
				.firstValue("Location")).as(act).hasValue("/login/confirm");
		}
		assertThat(send(admin, here, "/login/confirm", "/login/confirm", "password=sai").statusCode()).isEqualTo(422);
		assertThat(send(admin, here, "/login/confirm", "/login/confirm",
				"password=" + URLEncoder.encode(TestProvince.PASSWORD, StandardCharsets.UTF_8))
			.headers()
			.firstValue("Location")).hasValue("/login/confirm/again");
		assertThat(get(admin, here + "/admin/accounts/new").statusCode()).isEqualTo(200);
	}

	/** As if the sessions of that person had been confirmed so many seconds ago. */
	@SuppressWarnings("unchecked")
	private <S extends Session> void age(String username, long seconds) {
		FindByIndexNameSessionRepository<S> repository = (FindByIndexNameSessionRepository<S>) this.sessions;
		repository.findByPrincipalName(username).values().forEach((session) -> {
			SignInState state = session.getRequiredAttribute(SignInState.NAME);
			session.setAttribute(SignInState.NAME, new SignInState(state.username(), state.startedAt(), state.address(),
					state.agent(), state.secondFactorAt(), Instant.now().minusSeconds(seconds)));
			repository.save(session);
		});
	}

	/** Sends a form with the token that the page shows. */
	private static HttpResponse<String> send(HttpClient client, String address, String page, String path, String form)
			throws Exception {
		Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
			.matcher(get(client, address + page).body());
		assertThat(token.find()).isTrue();
		return client.send(HttpRequest.newBuilder(URI.create(address + path))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form + "&_csrf=" + token.group(1)))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private void asAdmin(Runnable deed) {
		this.province.actAs("admin");
		try {
			deed.run();
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	private long right(String username) {
		return this.jdbc.sql(
				"select g.id from account_grant g join user_account a on a.id = g.account_id where a.username = ? and g.ended_at is null")
			.param(username)
			.query(Long.class)
			.single();
	}

	private static HttpClient signedIn(String address, String username) throws Exception {
		HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
		signIn(client, address, username);
		return client;
	}

	private static void signIn(HttpClient client, String address, String username) throws Exception {
		Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
			.matcher(get(client, address + "/login").body());
		assertThat(token.find()).isTrue();
		String form = "username=" + username + "&password="
				+ URLEncoder.encode(TestProvince.PASSWORD, StandardCharsets.UTF_8) + "&_csrf=" + token.group(1);
		HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(address + "/login"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(answer.headers().firstValue("Location")).hasValue("/");
	}

	private static HttpResponse<String> get(HttpClient client, String address)
			throws IOException, InterruptedException {
		return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
	}

	private ConfigurableApplicationContext anotherInstance() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			return new SpringApplicationBuilder(MaiAm.class).run("--server.port=0", "--management.server.port=-1",
					"--spring.main.banner-mode=off", "--spring.datasource.url=" + connection.getMetaData().getURL(),
					"--spring.datasource.username=" + connection.getMetaData().getUserName(),
					"--spring.datasource.password=postgres", "--spring.jmx.enabled=false");
		}
	}

}
