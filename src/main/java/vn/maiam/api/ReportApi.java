package vn.maiam.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.api.ApiController.Counts;
import vn.maiam.area.Unit;
import vn.maiam.household.FigureChanges.Change;
import vn.maiam.household.IneligibleReason;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Reads;
import vn.maiam.weeklyreport.Narrative;
import vn.maiam.weeklyreport.ReportFigures;
import vn.maiam.weeklyreport.ReportFigures.MoneyLine;
import vn.maiam.weeklyreport.ReportState;
import vn.maiam.weeklyreport.ReportingWeek;
import vn.maiam.weeklyreport.domain.ReportReader;
import vn.maiam.weeklyreport.domain.ReportView;

/** The weekly reports for other agencies, within the caller's scope. */
@RestController
@RequestMapping("/api/v1/reports")
@Requires(Permission.VIEW_REPORTS)
class ReportApi {

	private final ReportReader reports;

	private final CurrentAccount current;

	ReportApi(ReportReader reports, CurrentAccount current) {
		this.reports = reports;
		this.current = current;
	}

	/** The report of the caller's own unit, with how the units below stand. */
	@GetMapping("/{week}")
	@Reads("report.viewed")
	Report own(@PathVariable ReportingWeek week) {
		Account self = this.current.require();
		Unit home = self.home(Permission.VIEW_REPORTS);
		if (home == null) {
			throw new NotFound("unit");
		}
		return report(week, home.code());
	}

	@GetMapping("/{week}/{unit}")
	@Reads("report.viewed")
	Report report(@PathVariable ReportingWeek week, @PathVariable UnitCode unit) {
		ReportView view = this.reports.published(week, unit, null);
		ReportFigures figures = view.figures();
		return new Report(week.toString(), unit.value(), view.unit().name(), view.state(), view.number(),
				figures.from(), figures.until(), view.finalFigures(), view.submittedAt(), Counts.of(figures.now()),
				figures.now().proven(), Counts.of(figures.before()), figures.resolved(), figures.remaining(),
				figures.labourDays(), figures.money(), figures.changes(), view.narrative(),
				view.below()
					.stream()
					.map((it) -> new Below(it.code(), it.name(), it.state(), it.firstSubmittedAt()))
					.toList());
	}

	/**
	 * A report.
	 *
	 * @param finalFigures whether the week is cut off, so that they never change again
	 * @param before the same counts at the last cut-off
	 * @param money whole đồng; days for labour
	 */
	record Report(String week, String code, String name, ReportState state, int number, Instant from, Instant until,
			boolean finalFigures, @Nullable Instant submittedAt, @JsonUnwrapped Counts counts, long proven,
			Counts before, long resolved, Map<IneligibleReason, Long> notYetEligibleByReason, long labourDays,
			List<MoneyLine> money, List<Change> changes, Narrative narrative, List<Below> units) {
	}

	record Below(String code, String name, ReportState state, @Nullable Instant submittedAt) {
	}

}
