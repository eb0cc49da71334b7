package vn.maiam.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.dashboard.LeaderPage.CurvePoint;
import vn.maiam.dashboard.LeaderPage.MoneyLine;
import vn.maiam.dashboard.LeaderPage.PhaseLine;
import vn.maiam.dashboard.LeaderPage.UnitLine;
import vn.maiam.household.FigureTable;
import vn.maiam.household.Figures;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.HouseholdWatch;
import vn.maiam.household.HouseholdWatch.UnitWatch;
import vn.maiam.household.PhaseInfo;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Show;
import vn.maiam.weeklyreport.domain.ReportOverview;

/**
 * Gathers a leader's page in one snapshot: its weeks as a whole, the last two by the
 * units below.
 */
@Component
class LeaderPages {

	private static final int RED_LINES = 15;

	private static final int PACE_WEEKS = 4;

	/** Weeks of the curve before the day, and most after it. */
	private static final int WEEKS_BACK = 12;

	private static final int WEEKS_AHEAD = 40;

	private static final int DISCIPLINE_WEEKS = 4;

	private final HouseholdFigures figures;

	private final HouseholdWatch watch;

	private final ReportOverview reports;

	private final UnitDirectory units;

	private final UnitMap map;

	private final CurrentAccount current;

	private final Show show;

	LeaderPages(HouseholdFigures figures, HouseholdWatch watch, ReportOverview reports, UnitDirectory units,
			UnitMap map, CurrentAccount current, Show show) {
		this.figures = figures;
		this.watch = watch;
		this.reports = reports;
		this.units = units;
		this.map = map;
		this.current = current;
		this.show = show;
	}

	/** The unit that is asked for, or the caller's own; 404 outside the scope. */
	Unit unit(@Nullable UnitCode code) {
		Account self = this.current.require();
		Unit at = (code != null) ? this.units.require(code) : self.home(Permission.VIEW_DASHBOARD);
		if (at == null || !this.units.within(at.id(), self.scopeIds(Permission.VIEW_DASHBOARD))) {
			throw new NotFound("unit");
		}
		return at;
	}

	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	LeaderPage page(@Nullable UnitCode code, @Nullable Integer phase, @Nullable LocalDate on) {
		Unit at = unit(code);
		LocalDate today = this.show.today();
		LocalDate day = (on != null && on.isBefore(today)) ? on : today;
		List<LocalDate> weeks = IntStream.rangeClosed(0, WEEKS_BACK)
			.mapToObj((back) -> day.minusWeeks(WEEKS_BACK - back))
			.toList();
		List<Instant> moments = weeks.stream().map(LeaderPages::endOf).toList();
		List<FigureTable> tables = new ArrayList<>(
				this.figures.countWhole(at.id(), moments.subList(0, WEEKS_BACK - 1)));
		tables.addAll(this.figures.countByPhase(at.id(), moments.subList(WEEKS_BACK - 1, WEEKS_BACK + 1)));
		List<FigureTable> chosen = (phase != null) ? tables.stream().map((table) -> table.ofPhase(phase)).toList()
				: tables;
		List<Figures> totals = chosen.stream().map(FigureTable::total).toList();
		Figures total = totals.get(WEEKS_BACK);
		FigureTable lastWeek = chosen.get(WEEKS_BACK - 1);
		Map<Integer, Figures> byPhase = tables.get(WEEKS_BACK).byPhase();
		List<PhaseLine> phases = this.figures.phases()
			.stream()
			.map((it) -> new PhaseLine(it, byPhase.getOrDefault(it.id(), Figures.NONE)))
			.toList();
		Map<Long, UnitWatch> watches = this.watch.byUnit(at.id(), phase, endOf(day))
			.stream()
			.collect(Collectors.toMap(UnitWatch::unitId, Function.identity()));
		List<Long> lately = IntStream.rangeClosed(WEEKS_BACK - PACE_WEEKS + 1, WEEKS_BACK)
			.mapToObj((week) -> totals.get(week).completed() - totals.get(week - 1).completed())
			.toList();
		return new LeaderPage(at, above(at), day, day.isBefore(today), phase, total, lastWeek.total(),
				watches.values().stream().reduce(nothing(at.id()), UnitWatch::plus),
				Forecast.of(day, lately, goals(phases, phase)), curve(at, phase, weeks, totals, phases), phases,
				lines(at, chosen.get(WEEKS_BACK), lastWeek, watches),
				this.watch.redList(at.id(), phase, endOf(day), RED_LINES),
				this.watch.waitingFor(at.id(), phase, endOf(day)),
				this.figures.money(at.id(), phase, endOf(day)).stream().map(MoneyLine::new).toList(),
				this.reports.matrix(at.code(), DISCIPLINE_WEEKS));
	}

	private static List<Forecast.Goal> goals(List<PhaseLine> phases, @Nullable Integer phase) {
		return phases.stream()
			.filter((it) -> phase == null || it.phase().id() == phase)
			.map((it) -> new Forecast.Goal(it.phase().deadline(), it.figures().total() - it.figures().completed()))
			.toList();
	}

	/** From the first week that has households to the deadline, the plan all the way. */
	private List<CurvePoint> curve(Unit at, @Nullable Integer phase, List<LocalDate> weeks, List<Figures> totals,
			List<PhaseLine> phases) {
		LocalDate day = weeks.get(weeks.size() - 1);
		LocalDate deadline = phases.stream()
			.filter((it) -> it.figures().total() > 0)
			.map(PhaseLine::phase)
			.filter((it) -> phase == null || it.id() == phase)
			.map(PhaseInfo::deadline)
			.max(LocalDate::compareTo)
			.orElse(day);
		List<LocalDate> days = new ArrayList<>(weeks);
		for (int ahead = 1; ahead <= WEEKS_AHEAD && days.get(days.size() - 1).isBefore(deadline); ahead++) {
			days.add(day.plusWeeks(ahead));
		}
		List<Long> planned = this.watch.planned(at.id(), phase, days);
		return IntStream.range(0, days.size())
			.filter((week) -> week >= weeks.size() || totals.get(week).total() > 0)
			.mapToObj((week) -> (week < weeks.size())
					? new CurvePoint(days.get(week), planned.get(week), totals.get(week).started(),
							totals.get(week).completed())
					: new CurvePoint(days.get(week), planned.get(week), null, null))
			.toList();
	}

	private List<UnitLine> lines(Unit at, FigureTable now, FigureTable earlier, Map<Long, UnitWatch> watches) {
		return this.units.children(at.id())
			.stream()
			.map((child) -> new UnitLine(child, now.ofUnit(child.id()), earlier.ofUnit(child.id()),
					watches.getOrDefault(child.id(), nothing(child.id())), this.map.of(child.code().value())))
			.filter((line) -> line.figures().total() > 0 || line.outline() != null)
			.sorted(Comparator.comparingLong(UnitLine::distance)
				.thenComparing((line) -> -line.watch().late())
				.thenComparing((line) -> line.unit().code().value()))
			.toList();
	}

	/** The way up, as far as the caller may see. */
	private List<Unit> above(Unit at) {
		List<Long> scope = this.current.require().scopeIds(Permission.VIEW_DASHBOARD);
		return this.units.line(at.id())
			.stream()
			.filter((unit) -> unit.id() != at.id() && this.units.within(unit.id(), scope))
			.toList();
	}

	private static UnitWatch nothing(long unitId) {
		return new UnitWatch(unitId, 0, 0, 0, 0, 0, 0, 0);
	}

	static Instant endOf(LocalDate day) {
		return day.plusDays(1).atStartOfDay(Show.ZONE).toInstant();
	}

}
