package vn.maiam.machines;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import vn.maiam.TestProvince;

/**
 * Not a test but a measurement, run by {@code src/bench/nation.sh}: the pages of a nation
 * of 591 households and of one of 334,234, both running, each page of the one right after
 * that of the other, beside what their SQL costs and what an empty page through the same
 * layout costs. Figures are of one machine and one run, to be compared with one another.
 */
class NationBenchmark {

	private static final String EMPTY = "/search";

	private static final String COMMUNE_OFFICER = "trangxa";

	/** What is read, by whom. */
	private static final Map<String, String> PAGES = pages();

	private static final int SECONDS = Integer.getInteger("maiam.bench.seconds", 3);

	/** The virtual machine goes on compiling for minutes, so all pages run before any. */
	private static final int WARM_UP_SECONDS = Integer.getInteger("maiam.bench.warm-up", 4);

	/** A house in so many has an update on a working day of eight hours. */
	private static final int HOUSES_FOR_AN_UPDATE = 170;

	private static final long DAY_MILLIS = Duration.ofHours(8).toMillis();

	private static final int WRITES = 150;

	/** How often a page is read at each size by turns; the median counts. */
	private static final int TURNS = 3;

	private final Path folder = Path.of(System.getProperty("maiam.bench.folder", "target/bench")).toAbsolutePath();

	private static Map<String, String> pages() {
		Map<String, String> pages = new LinkedHashMap<>();
		pages.put("/today", COMMUNE_OFFICER);
		pages.put("/dashboard", "trunguong");
		pages.put("/dashboard?unit=19", "trunguong");
		pages.put("/dashboard?unit=170", "trunguong");
		pages.put("/households?size=50", "trunguong");
		pages.put("/households?size=50&unit=19", "trunguong");
		pages.put("/households?size=50&unit=170", "trunguong");
		pages.put("/households", COMMUNE_OFFICER);
		for (String filter : List.of("stage=FRAME", "eligibility=NOT_YET", "kind=REPAIR", "evidence=DOUBTFUL",
				"attention=LATE", "stale=14", "q=nguyen+van+an", "sort=CODE", "sort=UPDATED", "sort=SILENT",
				"sort=DEADLINE", "sort=UNIT")) {
			pages.put("/households?size=50&" + filter, "trunguong");
		}
		pages.put("{deep}", "trunguong");
		pages.put("/households/{code}", COMMUNE_OFFICER);
		pages.put("/households/{code}/progress", COMMUNE_OFFICER);
		pages.put("/reports", "trunguong");
		pages.put("/reports/{week}/00", "trunguong");
		pages.put("/reports/{week}/19", "trunguong");
		pages.put("/reports/{week}/170", "trunguong");
		pages.put("/tasks", COMMUNE_OFFICER);
		pages.put("/notifications", COMMUNE_OFFICER);
		pages.put(EMPTY, "trunguong");
		return pages;
	}

	@Test
	void twoSizes() throws Exception {
		List<Nation> nations = new ArrayList<>();
		List<Machines> started = new ArrayList<>();
		try {
			for (String size : System.getProperty("maiam.bench.sizes", "591,334234").split(",")) {
				nations.add(open(Integer.parseInt(size), started));
			}
			List<Map<String, Row>> tables = readings(nations);
			for (Nation nation : nations) {
				writing(nation.machines(), nation.size());
				exporting(nation.machines(), nation.size());
				closing(nation.machines(), nation.size());
				memory(nation.machines(), nation.size());
			}
			print(tables.get(0), tables.get(tables.size() - 1));
		}
		finally {
			for (Machines machines : started) {
				machines.close();
			}
		}
	}

	private static void print(Map<String, Row> smaller, Map<String, Row> large) {
		Row empty = Objects.requireNonNull(large.get(EMPTY));
		System.out.printf("%nBENCH | page | requests/s, 16 clients | p50 ms, 1 client | p99/p50, 16 clients | grows by "
				+ "| SQL alone ms | page / (2 SQL + empty) | rate / empty | statements | KB |%n");
		System.out.println("BENCH | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
		large.forEach((page, row) -> {
			Row small = Objects.requireNonNull(smaller.get(page));
			System.out.printf("BENCH | `%s` | %.0f | %.1f | %.1f | %.2f | %.1f | %.2f | %.2f | %d | %.1f |%n", page,
					row.busy().perSecond(), row.alone(), row.busy().p99() / row.busy().p50(),
					row.alone() / small.alone(), row.floor().millis(),
					row.alone() / (2 * row.floor().millis() + empty.alone()),
					row.busy().perSecond() / empty.busy().perSecond(), row.floor().statements(), row.bytes() / 1024.0);
		});
	}

	/** Starts a nation, makes it if need be, and writes a working day of updates. */
	private Nation open(int size, List<Machines> started) throws Exception {
		Path place = this.folder.resolve(String.valueOf(size));
		boolean fresh = !Files.exists(place.resolve("made"));
		Files.createDirectories(place);
		Machines machines = machines(place, size);
		started.add(machines);
		machines.reserve(1);
		long began = System.nanoTime();
		machines.startInstance(0);
		machines.awaitInstance(0, Duration.ofMinutes(20));
		say(size, fresh ? "made and started" : "started", began);
		began = System.nanoTime();
		new Person(machines.instance(0)).get("/news");
		say(size, "first page", began);
		Files.writeString(place.resolve("made"), "");
		JdbcClient jdbc = jdbc(machines);
		Map<String, String> words = Map.of("{code}", one(jdbc, """
				select h.code from household h join administrative_unit u on u.id = h.unit_id
				where h.eligibility = 'ELIGIBLE' order by u.code <> '05746', h.stage <> 'STARTED', h.code limit 1"""),
				"{week}",
				one(jdbc,
						"select label from reporting_week where closed_at is not null order by opens_at desc limit 1"),
				"{deep}", deep(machines, size));
		grantTheCommune(jdbc, words.get("{code}"));
		Map<String, Person> people = new HashMap<>();
		for (String name : Set.copyOf(PAGES.values())) {
			people.put(name, signedIn(machines, name));
		}
		updates(jdbc, size / HOUSES_FOR_AN_UPDATE);
		if (!jdbc.sql("select try_close_ledger(now())").query(Boolean.class).single()) {
			throw new IllegalStateException("somebody else is writing");
		}
		jdbc.sql("select fold_ledger(closed_until, true) from ledger_closing").query().singleRow();
		return new Nation(size, place, machines, new SqlFloor(machines, place, jdbc), people, words);
	}

	static Machines machines(Path place, int size) throws IOException {
		Map<String, String> server = new LinkedHashMap<>(SqlFloor.SETTINGS);
		server.putAll(Map.of("shared_buffers", "2GB", "effective_cache_size", "6GB", "max_wal_size", "4GB",
				"random_page_cost", "1.1"));
		return new Machines(place,
				Map.of("maiam.demo", "true", "maiam.demo.scale", "nation", "maiam.demo.households",
						String.valueOf(size), "maiam.demo.trail", String.valueOf(Math.max(20_000, size * 6L)),
						"spring.datasource.hikari.maximum-pool-size", "20"),
				List.of("-Xmx512m"), server);
	}

	private static List<Map<String, Row>> readings(List<Nation> nations) throws Exception {
		for (Nation nation : nations) {
			for (String page : PAGES.keySet()) {
				int status = nation.person(page).get(nation.path(page)).statusCode();
				if (status != 200) {
					throw new IllegalStateException(nation.path(page) + " " + status);
				}
				nation.read(page, 16, WARM_UP_SECONDS);
			}
		}
		ScheduledExecutorService officials = Executors.newScheduledThreadPool(nations.size());
		List<Future<?>> writing = new ArrayList<>();
		for (Nation nation : nations) {
			JdbcClient jdbc = jdbc(nation.machines());
			long pause = DAY_MILLIS * HOUSES_FOR_AN_UPDATE / nation.size();
			writing.add(officials.scheduleAtFixedRate(() -> updates(jdbc, 1), pause, pause, TimeUnit.MILLISECONDS));
		}
		List<Map<String, Row>> tables = nations.stream()
			.map((nation) -> (Map<String, Row>) new LinkedHashMap<String, Row>())
			.toList();
		try {
			for (String page : PAGES.keySet()) {
				double[][] alone = new double[nations.size()][TURNS];
				for (int turn = 0; turn < TURNS; turn++) {
					for (int at = 0; at < nations.size(); at++) {
						alone[at][turn] = nations.get(at).read(page, 1, SECONDS).p50();
					}
				}
				for (int at = 0; at < nations.size(); at++) {
					Arrays.sort(alone[at]);
					tables.get(at).put(page, reading(nations.get(at), page, alone[at][TURNS / 2]));
				}
			}
		}
		finally {
			boolean ended = writing.stream().anyMatch(Future::isDone);
			officials.shutdownNow();
			if (ended) {
				throw new IllegalStateException("nobody was writing any more");
			}
		}
		for (Nation nation : nations) {
			URI picture = nation.machines().instance(0).resolve("/img/roof.svg");
			Wrk.run(picture, "", 16, 2);
			System.out.printf("BENCH %d a static file: %.0f/s%n", nation.size(),
					Wrk.run(picture, "", 16, SECONDS).perSecond());
		}
		return tables;
	}

	private static Row reading(Nation nation, String page, double alone) throws Exception {
		String path = nation.path(page);
		Person person = nation.person(page);
		SqlFloor.Floor sql = nation.floor().of(nation.place().resolve("script.sql"), () -> person.get(path));
		Wrk busy = nation.read(page, 16, SECONDS);
		System.out.printf("BENCH %d %s: %.1f ms alone, SQL %.1f ms, %.0f/s%n", nation.size(), path, alone, sql.millis(),
				busy.perSecond());
		return new Row(alone, busy, sql, person.compressed(path));
	}

	/** What officials bring in meanwhile: so many houses begin. */
	private static void updates(JdbcClient jdbc, int houses) {
		jdbc.sql(
				"""
						update household set stage = 'STARTED', progress_at = now(), recorded_at = now(), version = version + 1 where id in (
							select id from household where eligibility = 'ELIGIBLE' and halt is null and stage = 'NOT_STARTED' limit ?)""")
			.param(houses)
			.update();
	}

	/** A page in the middle of the list, as the link of the page before it has it. */
	private static String deep(Machines machines, int size) {
		try {
			String before = signedIn(machines, "trunguong").get("/households?size=50&page=" + Math.max(1, size / 100))
				.body();
			return Objects.requireNonNull(Pages.link(before, "next"));
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The official of the measured commune, wherever the dice have put its houses. */
	private static void grantTheCommune(JdbcClient jdbc, String code) {
		jdbc.sql(
				"""
						insert into account_grant (account_id, role, unit_id, granted_at, valid_from)
						select a.id, 'OFFICER', h.unit_id, now(), '2024-01-01' from user_account a, household h
						where a.username = ? and h.code = ? and not exists (select 1 from account_grant g where g.account_id = a.id and g.unit_id = h.unit_id)""")
			.params(COMMUNE_OFFICER, code)
			.update();
	}

	/** Updates of houses with and without a picture, and eight people in one commune. */
	private static void writing(Machines machines, int size) throws Exception {
		JdbcClient jdbc = jdbc(machines);
		List<String> houses = houses(jdbc, 3 * WRITES + 200);
		jdbc.sql("create extension if not exists pg_stat_statements").update();
		Person official = signedIn(machines, COMMUNE_OFFICER);
		writing(official, houses.subList(0, 30), new byte[0]);
		jdbc.sql("select pg_stat_statements_reset()").query().singleRow();
		report(size, "progress POST without picture", writing(official, houses.subList(30, 30 + WRITES), new byte[0]));
		System.out.printf("BENCH %d statements of its form and its POST: %s%n", size, one(jdbc, """
				select round(sum(calls) / %d.0, 1)::text from pg_stat_statements
				where query !~* '^(begin|commit|select pg_stat|listen|select gather)' and calls >= %d"""
			.formatted(WRITES, WRITES)));
		byte[] picture = SeveralInstancesIT.picture();
		report(size, "progress POST with picture", writing(official, houses.subList(200, 200 + 40), picture));
		ExecutorService hands = Executors.newFixedThreadPool(8);
		List<Callable<long[]>> work = IntStream.range(0, 8).mapToObj((hand) -> (Callable<long[]>) () -> {
			Person own = signedIn(machines, COMMUNE_OFFICER);
			int from = 250 + hand * (WRITES / 8);
			return writing(own, houses.subList(from, from + WRITES / 8), new byte[0]);
		}).toList();
		List<Long> times = new ArrayList<>();
		for (Future<long[]> one : hands.invokeAll(work)) {
			Arrays.stream(one.get()).forEach(times::add);
		}
		hands.shutdown();
		report(size, "progress POST, 8 people in one commune", times.stream().mapToLong(Long::longValue).toArray());
		long[] signIns = new long[20];
		for (int at = 0; at < signIns.length; at++) {
			long began = System.nanoTime();
			signedIn(machines, COMMUNE_OFFICER);
			signIns[at] = System.nanoTime() - began;
		}
		report(size, "login (form and POST)", signIns);
	}

	private static long[] writing(Person official, List<String> houses, byte[] picture) throws Exception {
		long[] times = new long[houses.size()];
		for (int at = 0; at < times.length; at++) {
			String form = official.get(Person.progress(houses.get(at))).body();
			long began = System.nanoTime();
			int status = official.update(houses.get(at), "STARTED", picture, "", form).statusCode();
			times[at] = System.nanoTime() - began;
			if (status != 302) {
				throw new IllegalStateException(houses.get(at) + " " + status);
			}
		}
		return times;
	}

	/** The largest export that is allowed, with the heap looked at meanwhile. */
	private static void exporting(Machines machines, int size) throws Exception {
		Person leader = signedIn(machines, "trunguong.vp");
		long began = System.nanoTime();
		byte[] book = leader.bytes("/households.xlsx?phase=2&kind=NEW_BUILD");
		say(size, "export of %d rows, %.1f MB".formatted(jdbc(machines).sql(
				"select count(*) from household where phase_id = 2 and kind = 'NEW_BUILD' and is_listed(eligibility, halt)")
			.query(Long.class)
			.single(), book.length / 1e6), began);
		String week = one(jdbc(machines),
				"select label from reporting_week where closed_at is not null order by opens_at desc limit 1");
		for (String kind : List.of("docx", "xlsx", "pdf")) {
			leader.bytes("/reports/" + week + "/00." + kind);
			began = System.nanoTime();
			leader.bytes("/reports/" + week + "/00." + kind);
			say(size, "the nation's report as " + kind, began);
		}
	}

	private static void closing(Machines machines, int size) {
		JdbcClient jdbc = jdbc(machines);
		for (String step : List.of("select close_ledger(now())", "select fold_ledger(closed_until) from ledger_closing",
				"select count_ledger(closed_until) from ledger_closing")) {
			long began = System.nanoTime();
			jdbc.sql(step).query().singleRow();
			say(size, "closing: " + step, began);
		}
	}

	/** VmHWM is the most that the process ever had of the machine's memory. */
	private static void memory(Machines machines, int size) throws IOException {
		long process = machines.process(0).pid();
		System.out.printf("BENCH %d memory of the process with a heap of 512 MB: %s%n", size,
				Files.readAllLines(Path.of("/proc/" + process + "/status"))
					.stream()
					.filter((line) -> line.startsWith("VmHWM"))
					.findFirst()
					.orElse("not told here")
					.replaceAll("\\s+", " "));
	}

	/** Houses of the official's commune that have not begun. */
	private static List<String> houses(JdbcClient jdbc, int count) {
		return jdbc
			.sql("""
					insert into household (id, version, code, phase_id, part, category, kind, full_name, name_sort, birth_year, unit_id, eligibility, stage,
						created_at, recorded_at, recorded_by)
					select gen_random_uuid(), 0, 'TN-' || lpad(nextval('household_code_seq')::text, 6, '0'), 1, 'CAMPAIGN', 'POOR', 'NEW_BUILD',
						'Nguyễn Văn Ấn', 'an van nguyen', 1950, u.id, 'ELIGIBLE', 'NOT_STARTED', now(), now(), a.id
					from administrative_unit u, user_account a, generate_series(1, ?) where u.code = '05746' and a.username = ?
					returning code""")
			.params(count, COMMUNE_OFFICER)
			.query(String.class)
			.list();
	}

	private static Person signedIn(Machines machines, String name) {
		try {
			Person person = new Person(machines.instance(0));
			person.signIn(name, TestProvince.PASSWORD);
			return person;
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JdbcClient jdbc(Machines machines) {
		return JdbcClient.create(new DriverManagerDataSource(machines.databaseUrl()));
	}

	private static String one(JdbcClient jdbc, String sql) {
		return jdbc.sql(sql).query(String.class).single();
	}

	private static void say(int size, String what, long began) {
		System.out.printf("BENCH %d %s: %.2f s%n", size, what, (System.nanoTime() - began) / 1e9);
	}

	private static void report(int size, String what, long[] times) {
		Arrays.sort(times);
		System.out.printf("BENCH %d %s: p50 %.1f ms, p99 %.1f ms%n", size, what, times[times.length / 2] / 1e6,
				times[(int) (times.length * 0.99)] / 1e6);
	}

	/**
	 * A nation that runs.
	 *
	 * @param people who reads, signed in, by account
	 * @param words what stands in an address for what the dice have made
	 */
	private record Nation(int size, Path place, Machines machines, SqlFloor floor, Map<String, Person> people,
			Map<String, String> words) {

		Person person(String page) {
			return Objects.requireNonNull(this.people.get(PAGES.get(page)));
		}

		String path(String page) {
			String path = page;
			for (Map.Entry<String, String> word : this.words.entrySet()) {
				path = path.replace(word.getKey(), word.getValue());
			}
			return path;
		}

		Wrk read(String page, int clients, int seconds) throws Exception {
			return Wrk.run(this.machines.instance(0).resolve(path(page)), person(page).cookies(), clients, seconds);
		}
	}

	/**
	 * A page as it was measured.
	 *
	 * @param alone p50 of a single client, in milliseconds
	 */
	private record Row(double alone, Wrk busy, SqlFloor.Floor floor, int bytes) {
	}

}
