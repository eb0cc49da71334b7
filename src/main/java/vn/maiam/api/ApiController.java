package vn.maiam.api;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.FigureTable;
import vn.maiam.household.Figures;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.PhaseInfo;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.Show;

/** Version 1 of the JSON face, by session or HTTP Basic. */
@RestController
@RequestMapping("/api/v1")
class ApiController {

	private static final int PAGE_SIZE = 100;

	private final HouseholdFigures figures;

	private final HouseholdDirectory households;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final Show show;

	ApiController(HouseholdFigures figures, HouseholdDirectory households, UnitDirectory units, CurrentAccount current,
			Show show) {
		this.figures = figures;
		this.households = households;
		this.units = units;
		this.current = current;
		this.show = show;
	}

	/**
	 * Figures of a unit and of each unit right below it.
	 * @param phase ordinal of a phase; all without it
	 * @param on as of the end of that day; today without it
	 */
	@GetMapping("/summary")
	@Requires(Permission.VIEW_DASHBOARD)
	Summary summary(@RequestParam(required = false) @Nullable UnitCode unit,
			@RequestParam(required = false) @Nullable Integer phase,
			@RequestParam(required = false) @Nullable LocalDate on) {
		Account self = this.current.require();
		Unit at = (unit != null) ? this.units.require(unit) : self.home(Permission.VIEW_DASHBOARD);
		if (at == null || !this.units.within(at.id(), self.scopeIds(Permission.VIEW_DASHBOARD))) {
			throw new NotFound("unit");
		}
		LocalDate day = (on != null) ? on : this.show.today();
		FigureTable all = this.figures.count(at.id(), day.plusDays(1).atStartOfDay(Show.ZONE).toInstant());
		FigureTable chosen = (phase != null) ? all.ofPhase(phaseId(phase)) : all;
		return new Summary(at.code().value(), at.name(), day, phase, Counts.of(chosen.total()), this.units
			.children(at.id())
			.stream()
			.map((child) -> new UnitSummary(child.code().value(), child.name(), Counts.of(chosen.ofUnit(child.id()))))
			.toList());
	}

	@GetMapping("/households")
	@Requires(Permission.VIEW_HOUSEHOLDS)
	HouseholdPage households(@RequestParam(required = false) @Nullable String unit,
			@RequestParam(required = false) @Nullable String q, @RequestParam(defaultValue = "1") int page) {
		Page<HouseholdRow> rows = this.households.list(HouseholdFilter.of(q, unit), page, PAGE_SIZE);
		return new HouseholdPage(rows.number(), rows.last(), rows.total(), rows.rows());
	}

	private int phaseId(int ordinal) {
		return this.figures.phases()
			.stream()
			.filter((phase) -> phase.ordinal() == ordinal)
			.map(PhaseInfo::id)
			.findFirst()
			.orElseThrow(() -> new NotFound("phase " + ordinal));
	}

	record Counts(long total, long eligible, long notYetEligible, long notStarted, long started, long inProgress,
			long completed, long newBuild, long repair) {

		static Counts of(Figures it) {
			return new Counts(it.total(), it.eligible(), it.notYetEligible(), it.notStarted(), it.started(),
					it.inProgress(), it.completed(), it.newBuild(), it.repair());
		}
	}

	record Summary(String code, String name, LocalDate on, @Nullable Integer phase, @JsonUnwrapped Counts counts,
			List<UnitSummary> units) {
	}

	record UnitSummary(String code, String name, @JsonUnwrapped Counts counts) {
	}

	record HouseholdPage(int page, int pages, long total, List<HouseholdRow> households) {
	}

}
