package vn.maiam.weeklyreport.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.ChangeCause;
import vn.maiam.household.FigureChanges;
import vn.maiam.household.FigureChanges.Changed;
import vn.maiam.household.FigureTable;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.Measure;
import vn.maiam.household.ShownHouseholds;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.Show;
import vn.maiam.weeklyreport.ReportingWeek;
import vn.maiam.weeklyreport.domain.ReportOverview;
import vn.maiam.weeklyreport.domain.Week;
import vn.maiam.weeklyreport.domain.WeekCalendar;

/** Weeks × units, and why a number changed between any two days or cut-offs. */
@Controller
@Requires(Permission.VIEW_REPORTS)
class ReportsController {

	private static final int WEEKS = 10;

	private static final int PAGE = 50;

	private final ReportOverview overview;

	private final WeekCalendar calendar;

	private final HouseholdFigures figures;

	private final FigureChanges changes;

	private final ShownHouseholds shown;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final Show show;

	ReportsController(ReportOverview overview, WeekCalendar calendar, HouseholdFigures figures, FigureChanges changes,
			ShownHouseholds shown, UnitDirectory units, CurrentAccount current, Show show) {
		this.overview = overview;
		this.calendar = calendar;
		this.figures = figures;
		this.changes = changes;
		this.shown = shown;
		this.units = units;
		this.current = current;
		this.show = show;
	}

	@GetMapping("/reports")
	String matrix(@RequestParam(required = false) @Nullable UnitCode unit, Model model) {
		model.addAttribute("matrix", this.overview.matrix(unit, WEEKS));
		model.addAttribute("current", this.calendar.current().orElse(null));
		return "weeklyreport/reports";
	}

	/**
	 * Why the figures changed.
	 * @param from a day, counted to its end; the end of the week before last without it
	 * @param week instead of days, from a week's opening to its cut-off
	 */
	@GetMapping("/reports/changes")
	String changes(@RequestParam(required = false) @Nullable UnitCode unit,
			@RequestParam(required = false) @Nullable ReportingWeek week,
			@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to,
			@RequestParam(required = false) @Nullable Measure measure,
			@RequestParam(required = false) @Nullable ChangeCause cause, @RequestParam(defaultValue = "1") int page,
			Model model) {
		Account self = this.current.require();
		Unit at = (unit != null) ? this.units.require(unit) : self.home(Permission.VIEW_REPORTS);
		if (at == null || !this.units.within(at.id(), self.scopeIds(Permission.VIEW_REPORTS))) {
			throw new NotFound("unit");
		}
		boolean reversed = from != null && to != null && from.isAfter(to);
		LocalDate last = Objects.requireNonNullElse(reversed ? from : to, this.show.today());
		LocalDate asked = reversed ? to : from;
		LocalDate first = (asked != null && asked.isBefore(last)) ? asked : last.minusDays(7);
		Week of = (week != null) ? this.calendar.require(week) : null;
		Instant start = (of != null) ? of.opensAt() : first.plusDays(1).atStartOfDay(Show.ZONE).toInstant();
		Instant end = (of != null) ? of.cutOffAt() : last.plusDays(1).atStartOfDay(Show.ZONE).toInstant();
		List<FigureTable> tables = this.figures.count(at.id(), List.of(start, end));
		model.addAttribute("unit", at);
		model.addAttribute("week", of);
		model.addAttribute("from", first);
		model.addAttribute("to", last);
		model.addAttribute("lines",
				ChangeLine.of(tables.get(0).total(), tables.get(1).total(), this.changes.between(at.id(), start, end)));
		if (measure != null && cause != null) {
			List<Changed> households = this.changes.households(at.id(), start, end, measure, cause);
			int number = Math.max(1, Math.min(page, (households.size() + PAGE - 1) / PAGE));
			model.addAttribute("measure", measure);
			model.addAttribute("cause", cause);
			List<Changed> rows = households.subList(Math.min((number - 1) * PAGE, households.size()),
					Math.min(number * PAGE, households.size()));
			this.shown.show(ShownHouseholds.LIST, rows.stream().map(Changed::code).toList(),
					"/reports/changes " + at.code());
			model.addAttribute("page", new Page<>(rows, number, PAGE, households.size()));
		}
		return "weeklyreport/changes";
	}

}
