package vn.maiam.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Not a test but a measurement, run by {@code src/bench/live.sh}: what open event streams
 * cost whoever reads pages. With and without take turns.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestProvince.People.class)
@DirtiesContext
class LiveBenchmark {

	private static final int STREAMS = 500;

	private static final int OF_ONE = 5;

	private static final int READERS = 4;

	private static final int ROUNDS = 5;

	private static final Duration ROUND = Duration.ofSeconds(6);

	@LocalServerPort
	int port;

	@Autowired
	JdbcClient jdbc;

	@Test
	void whatOpenStreamsCost() throws Exception {
		people();
		HttpClient reader = signedIn();
		round(reader);
		double[] with = new double[ROUNDS];
		double[] without = new double[ROUNDS];
		double[] slowWith = new double[ROUNDS];
		double[] slowWithout = new double[ROUNDS];
		ScheduledExecutorService bell = Executors.newSingleThreadScheduledExecutor();
		for (int at = 0; at < ROUNDS; at++) {
			Measured none = round(reader);
			List<Socket> streams = open();
			ScheduledFuture<?> ringing = bell.scheduleAtFixedRate(
					() -> this.jdbc.sql("select pg_notify('noticed', '')").query().singleRow(), 0, 1, TimeUnit.SECONDS);
			Measured some = round(reader);
			ringing.cancel(false);
			for (Socket stream : streams) {
				stream.close();
			}
			without[at] = none.perSecond();
			with[at] = some.perSecond();
			slowWithout[at] = none.p99();
			slowWith[at] = some.p99();
			// the server sees closed sockets when it next writes to them; let it, before
			// the next round without
			this.jdbc.sql("select pg_notify('noticed', '')").query().singleRow();
			await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
		}
		bell.shutdownNow();
		System.out.printf("BENCH /today, no stream: %.0f requests/s, p99 %.1f ms%n", median(without),
				median(slowWithout));
		System.out.printf("BENCH /today, %d streams told once a second: %.0f requests/s, p99 %.1f ms%n", STREAMS,
				median(with), median(slowWith));
		System.out.printf("BENCH ratio of requests/s with streams to without: %.2f%n", median(with) / median(without));
	}

	/** Readers of the streams, whom the benchmark need not sign in one by one. */
	private void people() {
		int accounts = STREAMS / OF_ONE + 1;
		this.jdbc
			.sql("""
					insert into user_account (id, username, password_hash, full_name, name_sort, created_at, password_changed_at, activated_at, version)
					select gen_random_uuid(), 'nghe' || n, a.password_hash, 'Người nghe ' || n, n::text, now(), now(), now(), 0
					from user_account a, generate_series(1, ?) n where a.username = 'vonhai'""")
			.param(accounts)
			.update();
		this.jdbc.sql("""
				insert into account_grant (account_id, role, unit_id, granted_at, valid_from)
				select a.id, 'MEMBER', (select id from administrative_unit where code = '170'), now(), '2024-01-01'
				from user_account a where a.username like 'nghe%'""").update();
	}

	private List<Socket> open() throws Exception {
		ExecutorService hands = Executors.newFixedThreadPool(4);
		List<Future<Socket>> opening = new ArrayList<>();
		for (int at = 0; at < STREAMS; at++) {
			String name = "nghe" + (at / OF_ONE + 1);
			opening.add(hands.submit(() -> stream(name)));
		}
		List<Socket> streams = new ArrayList<>();
		for (Future<Socket> stream : opening) {
			streams.add(stream.get());
		}
		hands.shutdown();
		return streams;
	}

	@SuppressWarnings("resource") // closed by the round
	private Socket stream(String name) throws IOException {
		Socket socket = new Socket("127.0.0.1", this.port);
		String who = Base64.getEncoder()
			.encodeToString((name + ":" + TestProvince.PASSWORD).getBytes(StandardCharsets.UTF_8));
		socket.getOutputStream()
			.write(("GET /notifications/live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Basic "
					+ who + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
			.readLine();
		assertThat(status).contains("200");
		return socket;
	}

	private Measured round(HttpClient reader) throws Exception {
		ExecutorService hands = Executors.newFixedThreadPool(READERS);
		long end = System.nanoTime() + ROUND.toNanos();
		List<Future<List<Long>>> reading = new ArrayList<>();
		for (int at = 0; at < READERS; at++) {
			reading.add(hands.submit(() -> {
				List<Long> times = new ArrayList<>();
				while (System.nanoTime() < end) {
					long began = System.nanoTime();
					HttpResponse<String> page = reader.send(HttpRequest.newBuilder(address("/today")).build(),
							HttpResponse.BodyHandlers.ofString());
					times.add(System.nanoTime() - began);
					assertThat(page.statusCode()).as(page.headers().map().toString()).isEqualTo(200);
				}
				return times;
			}));
		}
		List<Long> times = new ArrayList<>();
		for (Future<List<Long>> one : reading) {
			times.addAll(one.get());
		}
		hands.shutdown();
		long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
		return new Measured(sorted.length / (double) ROUND.toSeconds(), sorted[(int) (sorted.length * 0.99)] / 1e6);
	}

	private HttpClient signedIn() throws Exception {
		HttpClient client = HttpClient.newBuilder()
			.cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
			.version(HttpClient.Version.HTTP_1_1)
			.build();
		String login = client
			.send(HttpRequest.newBuilder(address("/login")).build(), HttpResponse.BodyHandlers.ofString())
			.body();
		Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(login);
		assertThat(token.find()).isTrue();
		String form = "username=vonhai&password=" + URLEncoder.encode(TestProvince.PASSWORD, StandardCharsets.UTF_8)
				+ "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
		assertThat(client
			.send(HttpRequest.newBuilder(address("/login"))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(form))
				.build(), HttpResponse.BodyHandlers.discarding())
			.statusCode()).isEqualTo(302);
		return client;
	}

	private URI address(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private record Measured(double perSecond, double p99) {
	}

}
