package vn.maiam.machines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.springframework.jdbc.core.simple.JdbcClient;

import vn.maiam.TestProvince;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Officials of one commune who move their houses on without a pause, each update under a
 * word of its own, and remember which ones were acknowledged.
 */
final class Writers implements AutoCloseable {

	/**
	 * Up to completion: after the last stage of all a form would propose it once more,
	 * and nobody could tell from it whether an unheard attempt was done.
	 */
	private static final List<Stage> TRACK = SupportKind.NEW_BUILD.track()
		.subList(1, SupportKind.NEW_BUILD.track().indexOf(Stage.COMPLETED) + 1);

	private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

	private final AtomicInteger unanswered = new AtomicInteger();

	private final List<String> odd = java.util.Collections.synchronizedList(new ArrayList<>());

	private final List<String> households;

	private final List<Thread> hands = new ArrayList<>();

	private volatile boolean going = true;

	/**
	 * @param households codes of houses that have not begun, more than can be finished
	 */
	Writers(URI site, int count, List<String> households) {
		this.households = List.copyOf(households);
		for (int at = 0; at < count; at++) {
			List<String> own = new ArrayList<>();
			for (int house = at; house < households.size(); house += count) {
				own.add(households.get(house));
			}
			Thread hand = new Thread(() -> write(site, own), "writer-" + at);
			hand.setDaemon(true);
			hand.start();
			this.hands.add(hand);
		}
	}

	private void write(URI site, List<String> own) {
		Person official = new Person(site);
		for (String code : own) {
			for (Stage stage : TRACK) {
				boolean done = false;
				for (int attempt = 0; !done && this.going; attempt++) {
					done = attempt(official, code, stage, code + " " + stage + " lần " + attempt);
				}
				if (!this.going) {
					return;
				}
			}
		}
	}

	/** Whether to go on to the next stage. */
	private boolean attempt(Person official, String code, Stage stage, String word) {
		String path = Person.progress(code);
		try {
			HttpResponse<String> page = official.get(path);
			if (page.statusCode() == 302) {
				official.signIn("trangxa", TestProvince.PASSWORD);
				return false;
			}
			if (page.statusCode() != 200) {
				this.unanswered.incrementAndGet();
				TimeUnit.MILLISECONDS.sleep(100);
				return false;
			}
			if (Stage.valueOf(Pages.chosenStage(page.body())).compareTo(stage) > 0) {
				// the last attempt had been done, though nobody heard of it
				return true;
			}
			HttpResponse<String> answer = official.update(code, stage.name(), new byte[0], word, page.body());
			if (answer.statusCode() == 302 && answer.headers().firstValue("Location").orElse("").endsWith(code)) {
				this.acknowledged.add(word);
				return true;
			}
			if (answer.statusCode() == 409) {
				// somebody was quicker: the last attempt of this very hand, as the form
				// will show
				return false;
			}
			if (answer.statusCode() < 500) {
				this.odd
					.add(word + ": " + answer.statusCode() + " " + answer.headers().firstValue("Location").orElse(""));
			}
			this.unanswered.incrementAndGet();
			return false;
		}
		catch (IOException | IllegalStateException dead) {
			this.unanswered.incrementAndGet();
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	int acknowledged() {
		return this.acknowledged.size();
	}

	int unanswered() {
		return this.unanswered.get();
	}

	/**
	 * What was acknowledged is there once, what was not at most once, and every count
	 * agrees with the rows.
	 */
	void check(JdbcClient jdbc) {
		Map<String, Long> written = new HashMap<>();
		jdbc.sql("select note, count(*) as n from progress_entry where note like '% lần %' group by 1").query((row) -> {
			written.put(row.getString("note"), row.getLong("n"));
		});
		assertThat(this.odd).isEmpty();
		assertThat(this.acknowledged).allSatisfy((word) -> assertThat(written).containsEntry(word, 1L));
		assertThat(written.values()).as("nothing is there twice").containsOnly(1L);
		assertThat(jdbc
			.sql("""
					select count(*) from (select e.household_id, e.stage from progress_entry e join household h on h.id = e.household_id
						where h.code in (:codes) group by 1, 2 having count(*) > 1) twice""")
			.param("codes", this.households)
			.query(Long.class)
			.single()).as("no stage was reached twice").isZero();
		assertThat(Recount.differences(jdbc)).allSatisfy((what, differing) -> assertThat(differing).as(what).isZero());
		assertThat(jdbc.sql(
				"select count(*) from audit_entry where action = 'household.progress-recorded' and subject_id in (:codes)")
			.param("codes", this.households)
			.query(Long.class)
			.single())
			.as("each deed is in the trail once")
			.isEqualTo(jdbc.sql(
					"select count(*) from progress_entry e join household h on h.id = e.household_id where h.code in (:codes)")
				.param("codes", this.households)
				.query(Long.class)
				.single());
	}

	/** Lets each finish what it is writing. */
	void rest() {
		this.going = false;
		for (Thread hand : this.hands) {
			try {
				hand.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void close() {
		rest();
	}

}
