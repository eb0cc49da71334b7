package vn.maiam.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

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
import vn.maiam.household.FigureTable;
import vn.maiam.household.Figures;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.HouseholdFigures.Money;
import vn.maiam.household.PhaseInfo;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Show;

/**
 * The totals of a unit, by phase and by the units below; every figure leads to the list
 * that proves it.
 */
@Controller
@Requires(Permission.VIEW_DASHBOARD)
class DashboardController {

	private final HouseholdFigures figures;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final Show show;

	DashboardController(HouseholdFigures figures, UnitDirectory units, CurrentAccount current, Show show) {
		this.figures = figures;
		this.units = units;
		this.current = current;
		this.show = show;
	}

	@GetMapping("/dashboard")
	String show(@RequestParam(required = false) @Nullable UnitCode unit,
			@RequestParam(required = false) @Nullable Integer phase,
			@RequestParam(required = false) @Nullable LocalDate on, Model model) {
		Account self = this.current.require();
		Unit at = (unit != null) ? this.units.require(unit) : self.home(Permission.VIEW_DASHBOARD);
		if (at == null || !this.units.within(at.id(), self.scopeIds(Permission.VIEW_DASHBOARD))) {
			throw new NotFound("unit");
		}
		LocalDate day = (on != null && on.isBefore(this.show.today())) ? on : this.show.today();
		Instant before = day.plusDays(1).atStartOfDay(Show.ZONE).toInstant();
		FigureTable all = this.figures.count(at.id(), before);
		FigureTable chosen = (phase != null) ? all.ofPhase(phase) : all;
		List<PhaseInfo> phases = this.figures.phases();
		Map<Integer, Figures> byPhase = all.byPhase();
		Instant weekBefore = day.minusDays(6).atStartOfDay(Show.ZONE).toInstant();
		FigureTable earlier = this.figures.count(at.id(), weekBefore);
		model.addAttribute("unit", at);
		model.addAttribute("line", visibleLine(at, self));
		model.addAttribute("day", day);
		model.addAttribute("past", day.isBefore(this.show.today()));
		model.addAttribute("phase", phase);
		model.addAttribute("total", chosen.total());
		model.addAttribute("earlier", ((phase != null) ? earlier.ofPhase(phase) : earlier).total());
		model.addAttribute("phases",
				phases.stream().map((it) -> new PhaseLine(it, byPhase.getOrDefault(it.id(), Figures.NONE))).toList());
		model.addAttribute("units",
				this.units.children(at.id())
					.stream()
					.map((child) -> new UnitLine(child, chosen.ofUnit(child.id())))
					.toList());
		model.addAttribute("money", this.figures.money(at.id(), phase, before).stream().map(MoneyLine::new).toList());
		return "dashboard/dashboard";
	}

	/** The way up, as far as the caller may see. */
	private List<Unit> visibleLine(Unit at, Account self) {
		List<Long> scope = self.scopeIds(Permission.VIEW_DASHBOARD);
		return this.units.line(at.id()).stream().filter((unit) -> this.units.within(unit.id(), scope)).toList();
	}

	record PhaseLine(PhaseInfo phase, Figures figures) {
	}

	record UnitLine(Unit unit, Figures figures) {
	}

	record MoneyLine(Money money) {

		public boolean labour() {
			return this.money.form() == vn.maiam.household.FundingForm.LABOUR_DAYS;
		}
	}

}
