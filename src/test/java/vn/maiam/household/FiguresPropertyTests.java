package vn.maiam.household;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import vn.maiam.MaiAm;
import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdWatch.Trouble;
import vn.maiam.household.HouseholdWatch.UnitWatch;
import vn.maiam.household.domain.Decision;
import vn.maiam.household.domain.FundingService;
import vn.maiam.household.domain.FundingService.Line;
import vn.maiam.household.domain.HouseholdDetails;
import vn.maiam.household.domain.HouseholdDetails.Residence;
import vn.maiam.household.domain.HouseholdService;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.household.domain.Standing;
import vn.maiam.household.programme.ProgrammeService;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories against the figures: after every deed the ledger's totals equal a
 * recount of the household rows, and at the end every earlier moment still gives what it
 * gave then.
 */
class FiguresPropertyTests {

	private static final List<String> COMMUNES = List.of("05746", "05716", "05719", "05722");

	private static ConfigurableApplicationContext application;

	private static TestProvince province;

	private static TestProvince.HandClock clock;

	private static JdbcClient jdbc;

	@BeforeContainer
	static void start() {
		application = new SpringApplicationBuilder(MaiAm.class, TestProvince.People.class, TestProvince.HandTime.class)
			.run("--server.port=0", "--spring.main.banner-mode=off");
		province = application.getBean(TestProvince.class);
		clock = application.getBean(TestProvince.HandClock.class);
		jdbc = application.getBean(JdbcClient.class);
	}

	@AfterContainer
	static void stop() {
		application.close();
	}

	@Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
	void everyFigureEqualsARecountNowAndLater(@ForAll("histories") List<Deed> history) {
		province.actAs("tinh");
		Map<Instant, Map<String, List<Long>>> remembered = new LinkedHashMap<>();
		List<HouseholdCode> made = new ArrayList<>();
		for (Deed deed : history) {
			clock.advance(Duration.ofHours(7));
			perform(deed, made);
			Instant after = clock.instant().plusMillis(1);
			Map<String, List<Long>> counted = recount();
			assertThat(figures(after)).as("after %s", deed).isEqualTo(counted);
			assertThat(money(after)).as("money after %s", deed).isEqualTo(recountMoney());
			assertThat(watched()).as("what is watched after %s", deed).isEqualTo(recountWatched());
			remembered.put(after, counted);
			if (deed.act() == Act.CLOSE) {
				application.getBean(HouseholdFigures.class).close(after);
				gatherTheWatch();
			}
			if (deed.c() % 3 == 0) {
				keepUp(after);
				gatherTheWatch();
			}
			assertThat(jdbc.sql("select count(*) from ledger_fold where passing").query(Long.class).single())
				.as("sums of a running day take each other's place")
				.isLessThanOrEqualTo(1);
		}
		remembered.forEach((moment, counted) -> assertThat(figures(moment)).as("as of %s, asked later", moment)
			.isEqualTo(counted));
		theSumOverChildrenIsTheParent();
		everyChangeIsExplained(List.copyOf(remembered.keySet()));
	}

	@Provide
	Arbitrary<List<Deed>> histories() {
		return Combinators
			.combine(Arbitraries.of(Act.values()), Arbitraries.integers().between(0, 7),
					Arbitraries.integers().between(0, 7), Arbitraries.integers().between(0, 6))
			.as(Deed::new)
			.list()
			.ofMinSize(5)
			.ofMaxSize(25);
	}

	private static void keepUp(Instant moment) {
		for (String step : List.of("select try_close_ledger(?)", "select fold_ledger(?, true)",
				"select count_ledger(?)")) {
			jdbc.sql(step).param(Timestamp.from(moment)).query((row) -> {
			});
		}
	}

	private static void gatherTheWatch() {
		jdbc.sql("select gather_watch()").query((row) -> {
		});
	}

	private static void perform(Deed deed, List<HouseholdCode> made) {
		try {
			if (deed.act() == Act.CREATE || made.isEmpty()) {
				TestProvince.HouseholdMaker maker = province.aHousehold()
					.inCommune(COMMUNES.get(deed.b() % COMMUNES.size()))
					.inPhase(1 + deed.a() % 2);
				made.add(((deed.b() % 3 == 0) ? maker.ineligible() : (deed.b() % 3 == 1) ? maker.toRepair() : maker)
					.save());
				return;
			}
			HouseholdCode code = made.get(deed.a() % made.size());
			change(deed, code, province.version(code));
		}
		catch (Refused refused) {
			// an illegal move is refused, and must leave no trace in any figure
		}
	}

	private static void change(Deed deed, HouseholdCode code, int version) {
		HouseholdService households = application.getBean(HouseholdService.class);
		LocalDate today = LocalDate.now(clock);
		switch (deed.act()) {
			case PROGRESS -> application.getBean(ProgressService.class)
				.record(code,
						RecordProgress.reached(Stage.values()[deed.b() % Stage.values().length], today).because("thử"),
						List.of(), version);
			case HALT -> application.getBean(ProgressService.class)
				.record(code, new RecordProgress(Stage.NOT_STARTED, today, Halt.values()[deed.b() % 2], null, null,
						"thử", "1/TB", null, null, null, null), List.of(), version);
			case CORRECT -> {
				List<java.util.UUID> entries = jdbc.sql(
						"select e.id from progress_entry e join household h on h.id = e.household_id where h.code = ? order by e.position")
					.param(code.value())
					.query(java.util.UUID.class)
					.list();
				if (!entries.isEmpty()) {
					application.getBean(ProgressService.class)
						.record(code,
								new RecordProgress(Stage.values()[deed.b() % Stage.values().length], today, null, null,
										null, "thử", null, entries.get(deed.c() % entries.size()), null, null, null),
								List.of(), version);
				}
			}
			case CLOSE -> clock.advance(Duration.ofDays(deed.a()));
			case WEIGH -> decideWeights(deed, today);
			case BACKDATE -> recordBeforeTheClosing(deed, code);
			case DECIDE -> households.decide(code, new Decision(standing(deed), "2/QĐ", today, null), version);
			case MOVE -> {
				HouseholdDetails now = households.editable(code).details();
				households
					.edit(code, new HouseholdDetails(now.householder(),
							new Residence(province.unit(COMMUNES.get(deed.b() % COMMUNES.size())), null, null, null),
							now.dwelling(), now.plan(), new HouseholdDetails.Listing(1 + deed.c() % 2,
									now.listing().part(), Category.values()[deed.b() % 5]),
							now.remarks()), null, "thử", version);
			}
			default -> application.getBean(FundingService.class)
				.set(code, List.of(new Line(FundingSource.values()[deed.b()], FundingForm.CASH, deed.c() * 10L,
						deed.c(), deed.c() / 2)), "thử", version);
		}
	}

	/**
	 * From today or a coming day on a stage counts otherwise; nothing of the past does.
	 */
	private static void decideWeights(Deed deed, LocalDate today) {
		province.actAs("admin");
		try {
			if (deed.b() % 2 == 0) {
				int foundation = deed.c() * 5;
				application.getBean(ProgrammeService.class)
					.decideWeights(SupportKind.NEW_BUILD,
							Map.of(Stage.STARTED, deed.c(), Stage.FOUNDATION, foundation, Stage.FRAME, foundation + 20,
									Stage.ROOF, foundation + 40, Stage.FINISHING, 95),
							today.plusDays(1 + deed.a() % 2), "9/QĐ");
			}
			else {
				application.getBean(ProgrammeService.class)
					.decideWeights(SupportKind.REPAIR, Map.of(Stage.STARTED, deed.c(), Stage.REPAIRING, 40 + deed.c()),
							today.plusDays(1 + deed.a() % 2), "9/QĐ");
			}
		}
		finally {
			province.actAs("tinh");
		}
	}

	/** Somebody whose clock is behind writes past every service, after a closing. */
	private static void recordBeforeTheClosing(Deed deed, HouseholdCode code) {
		application.getBean(HouseholdFigures.class).close(clock.instant());
		jdbc.sql("update household set stage = :stage, version = version + 1, recorded_at = :past where code = :code")
			.param("stage", (deed.b() % 2 == 0) ? "STARTED" : "COMPLETED")
			.param("past", Timestamp.from(clock.instant().minus(Duration.ofHours(8))))
			.param("code", code.value())
			.update();
	}

	/**
	 * Between any two moments and for any unit: the causes of a figure add up to its
	 * difference.
	 */
	private static void everyChangeIsExplained(List<Instant> moments) {
		HouseholdFigures figures = application.getBean(HouseholdFigures.class);
		FigureChanges changes = application.getBean(FigureChanges.class);
		for (int at = 1; at < moments.size(); at += 3) {
			for (Instant from : List.of(moments.get(0), moments.get(at - 1))) {
				Instant to = moments.get(at);
				for (String unit : List.of("170", COMMUNES.get(0), COMMUNES.get(1))) {
					List<FigureTable> tables = figures.count(province.unit(unit), List.of(from, to));
					Map<Measure, Long> explained = changes.between(province.unit(unit), from, to)
						.stream()
						.collect(Collectors.groupingBy(FigureChanges.Change::measure,
								Collectors.summingLong(FigureChanges.Change::households)));
					for (Measure measure : Measure.values()) {
						assertThat(explained.getOrDefault(measure, 0L))
							.as("%s of %s from %s to %s", measure, unit, from, to)
							.isEqualTo(tables.get(1).total().of(measure) - tables.get(0).total().of(measure));
					}
					fallsAreExplainedByCorrections(changes.between(province.unit(unit), from, to));
				}
			}
		}
	}

	/**
	 * What has begun or is completed is lost only by leaving the list or by a correction.
	 */
	private static void fallsAreExplainedByCorrections(List<FigureChanges.Change> changes) {
		assertThat(changes.stream()
			.filter((it) -> it.households() < 0
					&& (it.measure() == Measure.STARTED || it.measure() == Measure.COMPLETED))
			.map(FigureChanges.Change::cause)).isSubsetOf(ChangeCause.CORRECTED, ChangeCause.MOVED_OUT,
					ChangeCause.DECLINED, ChangeCause.WITHDRAWN, ChangeCause.DUPLICATE, ChangeCause.CANCELLED);
	}

	private static Standing standing(Deed deed) {
		return switch (Eligibility.values()[deed.b() % 4]) {
			case NOT_YET -> Standing.notYet(IneligibleReason.NO_LAND, null, null, null);
			case REMOVED -> Standing.removed(RemovalReason.values()[deed.c() % 6]);
			case ELIGIBLE -> Standing.of(Eligibility.ELIGIBLE);
			case DECLINED_THIS_YEAR -> Standing.of(Eligibility.DECLINED_THIS_YEAR);
		};
	}

	private static Map<String, List<Long>> figures(Instant before) {
		FigureTable table = application.getBean(HouseholdFigures.class).count(province.unit("170"), before);
		Map<String, List<Long>> figures = new LinkedHashMap<>();
		for (String code : COMMUNES) {
			figures.put(code, list(table.ofUnit(province.unit(code))));
		}
		figures.put("170", list(table.total()));
		// the province's table is read from the sums that are kept of closed days
		figures.put("19",
				list(application.getBean(HouseholdFigures.class)
					.count(province.unit("19"), before)
					.ofUnit(province.unit("170"))));
		figures.put("19 by phase",
				list(application.getBean(HouseholdFigures.class)
					.countByPhase(province.unit("19"), List.of(before))
					.get(0)
					.ofUnit(province.unit("170"))));
		return figures;
	}

	private static List<Long> list(Figures it) {
		assertThat(it.total()).isEqualTo(it.eligible() + it.notYetEligible())
			.isEqualTo(it.notStarted() + it.started())
			.isEqualTo(it.newBuild() + it.repair());
		assertThat(it.started()).isEqualTo(it.inProgress() + it.completed());
		return List.of(it.total(), it.eligible(), it.notYetEligible(), it.notStarted(), it.started(), it.inProgress(),
				it.completed(), it.newBuild(), it.repair(), it.declined(), it.removed(), it.cancelled(), it.paused(),
				it.weighted());
	}

	/** The plain truth, by reading every row. */
	private static Map<String, List<Long>> recount() {
		Map<String, List<Long>> figures = new LinkedHashMap<>();
		for (String code : COMMUNES) {
			figures.put(code, recount("u.code = '" + code + "'"));
		}
		figures.put("170", recount("u.parent_id = " + province.unit("170")));
		figures.put("19", recount("u.parent_id = " + province.unit("170")));
		figures.put("19 by phase", figures.get("19"));
		return figures;
	}

	private static List<Long> recount(String where) {
		String listed = "h.eligibility in ('ELIGIBLE', 'NOT_YET') and (h.halt is null or h.halt = 'PAUSED')";
		List<String> conditions = List.of(listed, listed + " and h.eligibility = 'ELIGIBLE'",
				listed + " and h.eligibility = 'NOT_YET'", listed + " and h.stage = 'NOT_STARTED'",
				listed + " and h.stage <> 'NOT_STARTED'",
				listed + " and h.stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER')",
				listed + " and h.stage in ('COMPLETED', 'HANDED_OVER')", listed + " and h.kind = 'NEW_BUILD'",
				listed + " and h.kind = 'REPAIR'", "h.eligibility = 'DECLINED_THIS_YEAR'", "h.eligibility = 'REMOVED'",
				"h.halt = 'CANCELLED'", listed + " and h.halt = 'PAUSED'");
		Stream<Long> counts = conditions.stream()
			.map((condition) -> jdbc
				.sql("select count(*) from household h join administrative_unit u on u.id = h.unit_id where " + where
						+ " and " + condition)
				.query(Long.class)
				.single());
		return Stream.concat(counts, Stream.of(weighted(where + " and " + listed))).toList();
	}

	/**
	 * What each house counts is what its stage counted on the day of the line that
	 * entered it.
	 */
	private static long weighted(String where) {
		return jdbc
			.sql("""
					select coalesce(sum(coalesce((
						select d.weight from weight_decision d where d.kind = h.kind and d.stage = h.stage and d.valid_from <= (
							select (h.weighed_at at time zone 'Asia/Ho_Chi_Minh')::date)
						order by d.valid_from desc limit 1), w.weight)), 0)
					from (select h.*, (select min(t.recorded_at) from household_tally t where t.household_id = h.id and t.change = 1
							and t.id > coalesce((select max(e.id) from household_tally e where e.household_id = h.id and e.change = 1
								and (e.kind, e.stage) is distinct from (h.kind, h.stage)), 0)) as weighed_at from household h) h
					join stage_weight w on w.kind = h.kind and w.stage = h.stage
					join administrative_unit u on u.id = h.unit_id where\s"""
					+ where)
			.query(Long.class)
			.single();
	}

	/** As the province's page counts them, by district. */
	private static List<Long> watched() {
		Instant endOfDay = LocalDate.now(clock).plusDays(1).atStartOfDay(clock.getZone()).toInstant();
		HouseholdWatch watch = application.getBean(HouseholdWatch.class);
		UnitWatch district = watch.byUnit(province.unit("19"), 1, endOfDay)
			.stream()
			.filter((it) -> it.unitId() == province.unit("170"))
			.findFirst()
			.orElse(new UnitWatch(0, 0, 0, 0, 0, 0, 0, 0));
		List<HouseholdWatch.RedLine> red = watch.redList(province.unit("170"), 1, endOfDay, 1000);
		return List.of(district.late(), red(red, Trouble.LATE), district.silent7(), red(red, Trouble.SILENT),
				district.silent14(), district.flagged(), red(red, Trouble.FLAGGED), district.unsolved(),
				red(red, Trouble.UNSOLVED), district.due(),
				watch.waitingFor(province.unit("170"), 1, endOfDay)
					.stream()
					.mapToLong(HouseholdWatch.AgencyWait::households)
					.sum());
	}

	private static long red(List<HouseholdWatch.RedLine> lines, Trouble trouble) {
		return lines.stream().filter((it) -> it.trouble() == trouble).count();
	}

	/** The same from every row. */
	private static List<Long> recountWatched() {
		String day = "date '" + LocalDate.now(clock) + "'";
		String listed = "h.eligibility in ('ELIGIBLE', 'NOT_YET') and (h.halt is null or h.halt = 'PAUSED')";
		String late = "h.eligibility = 'ELIGIBLE' and h.halt is null and h.stage not in ('COMPLETED', 'HANDED_OVER') and least(h.planned_finish, l.deadline) < "
				+ day;
		String silent = listed
				+ " and h.stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER') and (h.progress_at at time zone 'Asia/Ho_Chi_Minh')::date <= "
				+ day;
		String flagged = listed + " and h.evidence = 'DOUBTFUL'";
		String unsolved = listed + " and h.eligibility = 'NOT_YET' and h.solution is null";
		return List
			.of(late, late, silent + " - 7", silent + " - 7", silent + " - 14", flagged, flagged, unsolved, unsolved,
					listed + " and least(h.planned_finish, l.deadline) <= " + day,
					listed + " and h.eligibility = 'NOT_YET'")
			.stream()
			.map((condition) -> jdbc
				.sql("select count(*) from household h join phase_deadline l on l.phase_id = h.phase_id "
						+ "join administrative_unit u on u.id = h.unit_id where h.phase_id = 1 and u.parent_id = "
						+ province.unit("170") + " and " + condition)
				.query(Long.class)
				.single())
			.toList();
	}

	private static long money(Instant before) {
		return application.getBean(HouseholdFigures.class)
			.money(province.unit("170"), null, before)
			.stream()
			.mapToLong((it) -> it.pledged() * 1_000_000 + it.allocated() * 1000 + it.disbursed())
			.sum();
	}

	private static long recountMoney() {
		return jdbc
			.sql("""
					select coalesce(sum(f.pledged * 1000000 + f.allocated * 1000 + f.disbursed), 0) from funding_line f
					join household h on h.id = f.household_id join administrative_unit u on u.id = h.unit_id
					where u.parent_id = ? and h.eligibility in ('ELIGIBLE', 'NOT_YET') and h.halt is distinct from 'CANCELLED'""")
			.param(province.unit("170"))
			.query(Long.class)
			.single();
	}

	private static void theSumOverChildrenIsTheParent() {
		Instant now = Timestamp.from(clock.instant().plusMillis(1)).toInstant();
		HouseholdFigures figures = application.getBean(HouseholdFigures.class);
		FigureTable provinceTable = figures.count(province.unit("19"), now);
		assertThat(provinceTable.ofUnit(province.unit("170")))
			.isEqualTo(figures.count(province.unit("170"), now).total());
	}

	enum Act {

		CREATE, PROGRESS, HALT, CORRECT, DECIDE, MOVE, FUND, CLOSE, BACKDATE, WEIGH

	}

	record Deed(Act act, int a, int b, int c) {
	}

}
