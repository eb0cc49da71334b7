package vn.maiam.machines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import vn.maiam.TestProvince;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Not a test of the build but an hour's watch, run by {@code src/bench/hour.sh}: fifty
 * people at work in a nation, reading and writing with pauses, on one instance with a
 * heap of 512 MB. Afterwards every sum is counted again.
 */
class HourOfWork {

	private static final int PEOPLE = Integer.getInteger("maiam.bench.people", 50);

	/** One in five looks at the whole country; the others are communes' officials. */
	private static final int LOOKING = PEOPLE / 5;

	private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("maiam.bench.minutes", 60));

	private static final List<Stage> TRACK = SupportKind.NEW_BUILD.track();

	private static final List<String> LEADERS = List.of("/dashboard", "/dashboard?unit=19", "/today", "/reports",
			"/households?attention=LATE&unit=19", "/households?sort=SILENT", "/directives", "/search?q=nguyen",
			"/notifications", "/dashboard/meeting?unit=170");

	private static final List<String> OFFICERS = List.of("/today", "/households", "/households?stage=STARTED",
			"/households?q=an", "/tasks", "/notifications", "/groups", "/documents", "/evidence", "/reports");

	private final Queue<String> faults = new ConcurrentLinkedQueue<>();

	private final Queue<Long> times = new ConcurrentLinkedQueue<>();

	private final AtomicInteger reads = new AtomicInteger();

	private final AtomicInteger writes = new AtomicInteger();

	@Test
	void fiftyPeopleForAnHour() throws Exception {
		Path place = Path.of(System.getProperty("maiam.bench.folder", "target/bench"))
			.toAbsolutePath()
			.resolve("334234");
		Files.createDirectories(place);
		try (Machines machines = NationBenchmark.machines(place, 334_234)) {
			machines.reserve(1);
			machines.startInstance(0);
			machines.awaitInstance(0, Duration.ofMinutes(20));
			JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(machines.databaseUrl()));
			List<Thread> people = new ArrayList<>();
			long end = System.nanoTime() + LENGTH.toNanos();
			List<String> officers = jdbc
				.sql("""
						select a.username from user_account a join account_grant g on g.account_id = a.id
						join household h on h.unit_id = g.unit_id and h.kind = 'NEW_BUILD' and h.eligibility = 'ELIGIBLE' and h.stage not in ('COMPLETED', 'HANDED_OVER')
						where a.username like 'cb.%.1' and length(a.username) = 10 group by 1 having count(*) > 4 order by 1 limit ?""")
				.param(PEOPLE - LOOKING)
				.query(String.class)
				.list();
			for (int at = 0; at < PEOPLE; at++) {
				String name = (at < LOOKING) ? "trunguong" : officers.get(at - LOOKING);
				int seed = at;
				// one after the other: a crowd that tries one name at one moment is held
				// up at the door, as it should be
				Person person = new Person(machines.instance(0));
				person.signIn(name, TestProvince.PASSWORD);
				Thread work = new Thread(() -> work(person, name, seed, end), name + "-" + at);
				work.start();
				people.add(work);
			}
			watch(machines.process(0).pid(), end);
			for (Thread person : people) {
				person.join();
			}
			long[] sorted = this.times.stream().mapToLong(Long::longValue).sorted().toArray();
			System.out.printf(
					"BENCH %d minutes, %d people: %d pages, %d updates, p50 %.0f ms, p99 %.0f ms, faults %d%n",
					LENGTH.toMinutes(), PEOPLE, this.reads.get(), this.writes.get(), sorted[sorted.length / 2] / 1e6,
					sorted[(int) (sorted.length * 0.99)] / 1e6, this.faults.size());
			this.faults.stream().limit(20).forEach((fault) -> System.out.println("BENCH fault " + fault));
			Map<String, Long> differences = Recount.differences(jdbc);
			differences.forEach((what, differing) -> System.out.printf("BENCH %s: %d differ%n", what, differing));
			assertThat(differences.values()).containsOnly(0L);
			assertThat(this.faults).isEmpty();
		}
	}

	private void work(Person person, String name, int seed, long end) {
		Random dice = new Random(seed);
		Map<String, Integer> stages = new HashMap<>();
		try {
			List<String> houses = name.startsWith("cb.")
					? Pages.codes(read(person, "/households?kind=NEW_BUILD&eligibility=ELIGIBLE&size=100")) : List.of();
			while (System.nanoTime() < end) {
				TimeUnit.MILLISECONDS.sleep(1000 + dice.nextInt(5000));
				if (!houses.isEmpty() && dice.nextInt(4) == 0) {
					update(person, houses.get(dice.nextInt(houses.size())), stages, dice);
				}
				else {
					List<String> pages = name.startsWith("cb.") ? OFFICERS : LEADERS;
					read(person, pages.get(dice.nextInt(pages.size())));
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			this.faults.add(name + ": " + ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private String read(Person person, String path) throws IOException, InterruptedException {
		long began = System.nanoTime();
		var page = person.get(path);
		this.times.add(System.nanoTime() - began);
		this.reads.incrementAndGet();
		if (page.statusCode() != 200) {
			this.faults.add(path + " " + page.statusCode());
		}
		return page.body();
	}

	/**
	 * One stage on, a third of them with a picture; a house that is finished is only
	 * read.
	 */
	private void update(Person person, String code, Map<String, Integer> stages, Random dice)
			throws IOException, InterruptedException {
		String path = Person.progress(code);
		read(person, "/households/" + code);
		String form = read(person, path);
		String stage = Pages.chosenStage(form);
		int next = TRACK.indexOf(Stage.valueOf(stage));
		if (stages.getOrDefault(code, -1) >= next) {
			return;
		}
		byte[] picture = (dice.nextInt(3) == 0) ? SeveralInstancesIT.picture() : new byte[0];
		long began = System.nanoTime();
		int status = person.update(code, stage, picture, "", form).statusCode();
		this.times.add(System.nanoTime() - began);
		if (status == 302) {
			this.writes.incrementAndGet();
			stages.put(code, next);
		}
		else if (status != 409) {
			this.faults.add(path + " " + status);
		}
	}

	/**
	 * Every five minutes: the process's memory, and what is left in the heap after a full
	 * collection.
	 */
	private static void watch(long process, long end) throws IOException, InterruptedException {
		for (int minute = 0; System.nanoTime() < end; minute += 5) {
			TimeUnit.NANOSECONDS.sleep(Math.min(TimeUnit.MINUTES.toNanos(5), Math.max(0, end - System.nanoTime())));
			run("GC.run", process);
			String heap = run("GC.heap_info", process);
			String resident = Files.readAllLines(Path.of("/proc/" + process + "/status"))
				.stream()
				.filter((line) -> line.startsWith("VmRSS"))
				.findFirst()
				.orElse("");
			System.out.printf("BENCH after %d minutes: %s; %s%n", minute + 5, resident.replaceAll("\\s+", " "),
					heap.lines().filter((line) -> line.contains("used")).findFirst().orElse("").strip());
		}
	}

	private static String run(String command, long process) throws IOException {
		Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				String.valueOf(process), command)
			.redirectErrorStream(true)
			.start();
		try (BufferedReader said = new BufferedReader(
				new InputStreamReader(jcmd.getInputStream(), StandardCharsets.UTF_8))) {
			return String.join("\n", said.lines().toList());
		}
	}

}
