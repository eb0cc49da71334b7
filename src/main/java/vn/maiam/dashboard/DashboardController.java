package vn.maiam.dashboard;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdWatch;
import vn.maiam.household.ShownHouseholds;
import vn.maiam.shared.UnitCode;
import vn.maiam.weeklyreport.domain.ReportOverview;

/** The page on which a unit is led, and the same for the weekly meeting. */
@Controller
@Requires(Permission.VIEW_DASHBOARD)
class DashboardController {

	private static final int HOUSES = 3;

	private final LeaderPages pages;

	private final HouseholdWatch watch;

	private final ReportOverview reports;

	private final ShownHouseholds shown;

	DashboardController(LeaderPages pages, HouseholdWatch watch, ReportOverview reports, ShownHouseholds shown) {
		this.pages = pages;
		this.watch = watch;
		this.reports = reports;
		this.shown = shown;
	}

	@GetMapping("/dashboard")
	String show(@RequestParam(required = false) @Nullable UnitCode unit,
			@RequestParam(required = false) @Nullable Integer phase,
			@RequestParam(required = false) @Nullable LocalDate on, Model model) {
		model.addAttribute("page", page(unit, phase, on));
		return "dashboard/dashboard";
	}

	/**
	 * One screen at a time: ranking, red list, three houses, what is asked of the
	 * leaders.
	 */
	@GetMapping("/dashboard/meeting")
	String meeting(@RequestParam(required = false) @Nullable UnitCode unit,
			@RequestParam(required = false) @Nullable Integer phase,
			@RequestParam(required = false) @Nullable LocalDate on, Model model) {
		LeaderPage page = page(unit, phase, on);
		model.addAttribute("page", page);
		model.addAttribute("houses", this.watch.beforeAfter(page.unit().id(), LeaderPages.endOf(page.day()), HOUSES));
		model.addAttribute("proposals", page.discipline().weeks().isEmpty() ? List.of()
				: this.reports.proposals(page.unit(), page.discipline().weeks()));
		return "dashboard/meeting";
	}

	private LeaderPage page(@Nullable UnitCode unit, @Nullable Integer phase, @Nullable LocalDate on) {
		LeaderPage page = this.pages.page(unit, phase, on);
		this.shown.show(ShownHouseholds.FOUND, page.red().stream().map(HouseholdWatch.RedLine::code).toList(),
				"/dashboard " + page.unit().code());
		return page;
	}

}
