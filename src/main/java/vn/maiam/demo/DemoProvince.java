package vn.maiam.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

import vn.maiam.account.AccountRegister;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.PhaseInfo;
import vn.maiam.household.intake.IntakeService;
import vn.maiam.shared.web.Show;

/**
 * Fills an empty installation with the demonstration province before the first request is
 * let in. The workbooks' dates and the deadlines are moved by whole weeks so that today
 * lies in the programme's tenth week.
 */
@Component
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
@ConditionalOnProperty(name = "maiam.demo.scale", havingValue = "province", matchIfMissing = true)
class DemoProvince implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(DemoProvince.class);

	/** The Friday from which the programme's weeks are counted in the workbooks' time. */
	private static final LocalDate FIRST_FRIDAY = LocalDate.of(2024, 11, 22);

	private static final int WEEK = 10;

	static final int PHASE = 0;

	private final AccountRegister accounts;

	private final DemoPeople people;

	private final DemoMembers members;

	private final DemoActors actors;

	private final DemoProgress progress;

	private final DemoDoubts doubts;

	private final DemoReports reports;

	private final DemoWork work;

	private final IntakeService intake;

	private final HouseholdFigures figures;

	private final JdbcClient jdbc;

	private final DemoClock clock;

	private volatile boolean running;

	DemoProvince(AccountRegister accounts, DemoPeople people, DemoMembers members, DemoActors actors,
			DemoProgress progress, DemoDoubts doubts, DemoReports reports, DemoWork work, IntakeService intake,
			HouseholdFigures figures, JdbcClient jdbc, DemoClock clock) {
		this.accounts = accounts;
		this.people = people;
		this.members = members;
		this.actors = actors;
		this.progress = progress;
		this.doubts = doubts;
		this.reports = reports;
		this.work = work;
		this.intake = intake;
		this.figures = figures;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Before the web server, which starts near the end of the phases. */
	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void start() {
		this.running = true;
		if (!this.accounts.isEmpty()) {
			return;
		}
		long began = System.nanoTime();
		LocalDate today = LocalDate.now(this.clock);
		LocalDate first = today.with(DayOfWeek.FRIDAY)
			.minusWeeks((today.getDayOfWeek().getValue() > 5) ? WEEK - 1 : WEEK);
		int weeks = (int) ChronoUnit.WEEKS.between(FIRST_FRIDAY, first);
		try {
			this.clock.standAt(at(first.minusDays(8), 8));
			this.people.create();
			moveDeadlines(weeks);
			CompletableFuture<Void> committees = CompletableFuture.runAsync(() -> members(first, today));
			this.clock.standAt(at(first.minusDays(7), 9));
			List<PhaseInfo> phases = this.figures.phases();
			takeIn("households-phase-1.xlsx", phases.get(0), "1842/QĐ-UBND", first.minusDays(9));
			takeIn("households-phase-2.xlsx", phases.get(1), "1843/QĐ-UBND", first.minusDays(9));
			movePlans(weeks);
			committees.join();
			live(Stream
				.of(this.progress.deeds(first.minusDays(6), today).stream(), this.reports.deeds(first, today).stream(),
						this.doubts.deeds(today), this.work.deeds(today).stream())
				.flatMap(Function.identity())
				.toList());
		}
		finally {
			this.clock.run();
			SecurityContextHolder.clearContext();
		}
		LOG.info("demonstration province made in {} s", (System.nanoTime() - began) / 1_000_000_000);
	}

	/** Beside the lists of households, with which they have nothing to do. */
	private void members(LocalDate first, LocalDate today) {
		try {
			this.clock.standAt(at(first.minusDays(8), 8));
			this.members.create(first.minusDays(23), today);
		}
		finally {
			this.clock.run();
			SecurityContextHolder.clearContext();
		}
	}

	/**
	 * Lives through all deeds in their order, so that every figure has its history. What
	 * is local to the districts is done side by side up to the next deed that is not.
	 */
	private void live(List<Deed> deeds) {
		Map<String, List<Deed>> local = new TreeMap<>();
		for (Deed deed : deeds.stream().sorted(Comparator.comparing(Deed::at)).toList()) {
			if (deed.local()) {
				local.computeIfAbsent(deed.username(), (district) -> new ArrayList<>()).add(deed);
				continue;
			}
			sideBySide(local.values());
			local.clear();
			act(deed);
		}
		sideBySide(local.values());
	}

	private void sideBySide(Collection<List<Deed>> districts) {
		districts.parallelStream().forEach((own) -> own.forEach(this::act));
	}

	/**
	 * The thread may be one that others use afterwards: nothing of the past stays with
	 * it.
	 */
	private void act(Deed deed) {
		try {
			this.clock.standAt(deed.at());
			this.actors.actAs(deed.username());
			deed.act().run();
		}
		finally {
			this.clock.run();
			SecurityContextHolder.clearContext();
		}
	}

	private void takeIn(String file, PhaseInfo phase, String documentNo, LocalDate documentDate) {
		this.actors.actAs("tinh");
		try {
			byte[] bytes = new ClassPathResource("data/demo/" + file).getContentAsByteArray();
			UUID job = this.intake.receive(file, bytes);
			this.intake.takeIn(job, phase.id(), documentNo, documentDate, false);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void moveDeadlines(int weeks) {
		this.jdbc.sql("""
				insert into deadline_decision (phase_id, deadline, document_no, document_date, recorded_at)
				select phase_id, deadline + :days, document_no, document_date + :days, :now from phase_deadline""")
			.param("days", weeks * 7)
			.param("now", java.sql.Timestamp.from(this.clock.instant()))
			.update();
	}

	private void movePlans(int weeks) {
		this.jdbc
			.sql("update household set planned_start = planned_start + :days, planned_finish = planned_finish + :days")
			.param("days", weeks * 7)
			.update();
	}

	static Instant at(LocalDate day, int hour) {
		return day.atTime(LocalTime.of(hour, 0)).atZone(Show.ZONE).toInstant();
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
