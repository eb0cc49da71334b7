package vn.maiam.machines;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three instances behind the proxy, on one database and one storage: whichever answers,
 * it is the same place; any of them and the database may be killed at any moment.
 */
@EnabledIf(value = "proxyIsThere", disabledReason = "no nginx on this machine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralInstancesIT {

	private static final int HOUSES = 1500;

	/** The drill of {@code src/bench/kills.sh} has more. */
	private static final int KILLS = Integer.getInteger("maiam.kills", 8);

	@TempDir
	static Path folder;

	static Machines machines;

	static JdbcClient jdbc;

	static List<String> houses = new ArrayList<>();

	static boolean proxyIsThere() {
		return Path.of("/usr/sbin/nginx").toFile().canExecute()
				|| "true".equals(System.getenv("MAIAM_REQUIRE_BROWSER"));
	}

	@BeforeAll
	static void start() throws Exception {
		machines = new Machines(folder, Map.of());
		try (ConfigurableApplicationContext first = machines.prepare()) {
			TestProvince province = first.getBean(TestProvince.class);
			province.actAs("trangxa");
			for (int at = 0; at < 20; at++) {
				houses.add(province.aHousehold().save().value());
			}
			// more of the same, by the row
			first.getBean(JdbcClient.class)
				.sql("""
						insert into household (id, version, code, phase_id, part, category, kind, full_name, name_sort, birth_year, unit_id, eligibility, stage,
							created_at, recorded_at, recorded_by)
						select gen_random_uuid(), 0, 'TN-' || lpad(nextval('household_code_seq')::text, 6, '0'), phase_id, part, category, kind, full_name,
							name_sort, birth_year, unit_id, eligibility, stage, now(), now(), recorded_by
						from (select * from household where code = ?) h, generate_series(1, ?)""")
				.params(houses.get(0), HOUSES)
				.update();
			houses.addAll(first.getBean(JdbcClient.class)
				.sql("select code from household order by code offset 20")
				.query(String.class)
				.list());
			SecurityContextHolder.clearContext();
		}
		machines.start(3);
		DataSource dataSource = new DriverManagerDataSource(machines.databaseUrl());
		jdbc = JdbcClient.create(dataSource);
	}

	@AfterAll
	static void stop() throws IOException {
		machines.close();
	}

	@Test
	@Order(1)
	void aDayOfWorkGoesThroughWhicheverInstanceAnswers() throws Exception {
		Person official = new Person(machines.site());
		assertThat(official.signIn("vonhai", TestProvince.PASSWORD).headers().firstValue("Location")).hasValue("/");
		for (String page : List.of("/today", "/households", "/households?q=nguyen+van+an", "/dashboard", "/reports",
				"/tasks", "/groups", "/documents", "/notifications", "/account")) {
			for (int instance = 0; instance < 3; instance++) {
				assertThat(official.get(page).statusCode()).as(page).isEqualTo(200);
			}
		}
		String code = houses.get(0);
		HttpResponse<String> recorded = official.update(code, "STARTED", picture());
		assertThat(recorded.statusCode()).as(recorded.body()).isEqualTo(302);
		Matcher picture = Pattern.compile("src=\"(/photos/[^\"]+)\"")
			.matcher(official.get("/households/" + code).body());
		assertThat(picture.find()).isTrue();
		byte[] first = official.bytes(picture.group(1));
		assertThat(ImageIO.read(new java.io.ByteArrayInputStream(first))).isNotNull();
		for (int instance = 0; instance < 3; instance++) {
			assertThat(official.bytes(picture.group(1))).as("the picture, whoever shows it").isEqualTo(first);
		}
		// signed out at one is signed out at all
		String account = official.get("/account").body();
		assertThat(official.post("/logout", account, Map.of()).statusCode()).isIn(204, 302);
		for (int instance = 0; instance < 3; instance++) {
			assertThat(official.get("/today").statusCode()).isEqualTo(302);
		}
	}

	@Test
	@Order(2)
	void guessesAreCountedTogether() throws Exception {
		for (int guess = 0; guess < 12; guess++) {
			new Person(machines.instance(guess % 3)).signIn("daitu", "sai-mat-khau-" + guess);
		}
		assertThat(new Person(machines.site()).signIn("daitu", TestProvince.PASSWORD).statusCode()).isEqualTo(429);
	}

	@Test
	@Order(3)
	void anOpenPageIsToldOfWhatHappensAtAnotherInstance() throws Exception {
		Person leader = new Person(machines.instance(0));
		leader.signIn("lanhdao", TestProvince.PASSWORD);
		HttpResponse<java.util.stream.Stream<String>> stream = leader.stream("/dashboard/live?unit=19");
		assertThat(stream.statusCode()).isEqualTo(200);
		CompletableFuture<String> told = CompletableFuture
			.supplyAsync(() -> stream.body().filter((line) -> line.contains("moved")).findFirst().orElse("ended"));
		Person official = new Person(machines.instance(2));
		official.signIn("trangxa", TestProvince.PASSWORD);
		assertThat(official.update(houses.get(1), "STARTED", new byte[0]).statusCode()).isEqualTo(302);
		assertThat(told.get(20, TimeUnit.SECONDS)).contains("moved");
	}

	@Test
	@Order(4)
	void nothingAcknowledgedIsLostAndNothingIsDoneTwiceWhoeverDies() throws Exception {
		int lastAcknowledged = 0;
		try (Writers writers = new Writers(machines.site(), 4, houses.subList(20, houses.size()))) {
			for (int kill = 0; kill < KILLS; kill++) {
				int before = lastAcknowledged;
				await().atMost(Duration.ofSeconds(90)).until(() -> {
					machines.supervise();
					return writers.acknowledged() > before + 8;
				});
				// somewhere in the middle of whatever is being written
				TimeUnit.MILLISECONDS.sleep(37 * (kill % 7));
				if (kill % 3 == 2) {
					int instance = kill / 3 % 3;
					machines.killInstance(instance);
					machines.startInstance(instance);
				}
				else {
					machines.killDatabase();
				}
				lastAcknowledged = writers.acknowledged();
			}
			int last = lastAcknowledged;
			await().atMost(Duration.ofSeconds(90)).until(() -> writers.acknowledged() > last + 12);
			writers.rest();
			System.out.printf("%d kills: %d updates acknowledged, %d requests without an answer%n", KILLS,
					writers.acknowledged(), writers.unanswered());
			writers.check(jdbc);
		}
		machines.supervise();
		for (int instance = 0; instance < 3; instance++) {
			machines.awaitInstance(instance);
		}
	}

	@Test
	@Order(5)
	void aDatabaseThatIsAwayForAMinuteIsSaidSoAndComesBack() throws Exception {
		Person official = new Person(machines.site());
		official.signIn("vonhai", TestProvince.PASSWORD);
		machines.stopDatabase();
		long began = System.nanoTime();
		HttpResponse<String> page = official.get("/today");
		assertThat(page.statusCode()).isEqualTo(503);
		assertThat(page.body()).contains("<!DOCTYPE html>").contains("lang=\"vi\"");
		assertThat(Duration.ofNanos(System.nanoTime() - began)).as("nothing hangs").isLessThan(Duration.ofSeconds(15));
		TimeUnit.SECONDS.sleep(10);
		assertThat(official.get("/households").statusCode()).isEqualTo(503);
		machines.startDatabase();
		await().atMost(Duration.ofSeconds(30)).until(() -> official.get("/today").statusCode() == 200);
	}

	@Test
	@Order(6)
	void slowClientsHoldNobodyUp() throws Exception {
		List<Socket> slow = new ArrayList<>();
		try {
			for (int client = 0; client < 120; client++) {
				// half a head to an instance itself, half a body to the proxy
				boolean head = client % 2 == 0;
				URI address = head ? machines.instance(0) : machines.site();
				Socket socket = new Socket(address.getHost(), address.getPort());
				socket.getOutputStream()
					.write((head ? "GET /login HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
							: "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nusername=")
						.getBytes(StandardCharsets.US_ASCII));
				slow.add(socket);
			}
			for (URI address : List.of(machines.instance(0), machines.site())) {
				long began = System.nanoTime();
				assertThat(new Person(address).get("/login").statusCode()).isEqualTo(200);
				assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
			}
		}
		finally {
			for (Socket socket : slow) {
				socket.close();
			}
		}
	}

	static byte[] picture() throws IOException {
		BufferedImage image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
		for (int x = 0; x < 800; x++) {
			for (int y = 0; y < 600; y++) {
				image.setRGB(x, y, (x * 7 + y * 13) * 2654435);
			}
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ImageIO.write(image, "jpg", out);
		return out.toByteArray();
	}

}
