package vn.maiam.weeklyreport.domain;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.household.ChangeCause;
import vn.maiam.household.Evidence;
import vn.maiam.household.FigureChanges.Change;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdFilter.Attention;
import vn.maiam.household.HouseholdFilter.StageChoice;
import vn.maiam.household.Measure;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.web.Show;

/**
 * What is better looked at before a report goes out; each finding opens its households.
 */
@Service
@Transactional(readOnly = true)
public class ReportChecks {

	private final HouseholdDirectory households;

	ReportChecks(HouseholdDirectory households) {
		this.households = households;
	}

	@Requires(Permission.VIEW_REPORTS)
	public List<Finding> of(ReportView report) {
		LocalDateTime cutOff = LocalDateTime.ofInstant(report.week().cutOffAt(), Show.ZONE);
		HouseholdFilter all = report.finalFigures()
				? HouseholdFilter.of(null, report.unit().code().value())
					.asOf(cutOff.toLocalDate(), cutOff.toLocalTime())
				: HouseholdFilter.of(null, report.unit().code().value());
		String unit = report.unit().code().value()
				+ (report.finalFigures() ? "&on=" + cutOff.toLocalDate() + "&until=" + cutOff.toLocalTime() : "");
		List<Finding> findings = new ArrayList<>();
		add(findings, "no-photo", "unit=" + unit + "&stage=DONE&evidence=LACKING",
				all.withStage(StageChoice.DONE).withEvidence(Evidence.LACKING));
		add(findings, "stale", "unit=" + unit + "&stale=7", all.withStale(7));
		add(findings, "late", "unit=" + unit + "&attention=LATE", all.withAttention(Attention.LATE));
		add(findings, "over-norm", "unit=" + unit + "&flag=OVER_NORM", all.withFlag(PlausibilityRule.OVER_NORM));
		long fallen = report.figures()
			.changes()
			.stream()
			.filter((it) -> it.cause() == ChangeCause.CORRECTED
					&& (it.measure() == Measure.STARTED || it.measure() == Measure.COMPLETED))
			.mapToLong(Change::removed)
			.sum();
		if (fallen > 0) {
			findings.add(new Finding("fell", fallen, null));
		}
		return findings;
	}

	private void add(List<Finding> findings, String key, String query, HouseholdFilter filter) {
		long found = this.households.count(filter);
		if (found > 0) {
			findings.add(new Finding(key, found, query));
		}
	}

	/**
	 * Something to look at.
	 *
	 * @param key the words are {@code weeklyreport.check.<key>}
	 * @param query of the list that shows them; null for the explanation of the changes
	 */
	public record Finding(String key, long households, @org.jspecify.annotations.Nullable String query) {
	}

}
