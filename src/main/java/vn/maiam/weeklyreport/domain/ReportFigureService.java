package vn.maiam.weeklyreport.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.ChangeCause;
import vn.maiam.household.FigureChanges;
import vn.maiam.household.FigureChanges.Change;
import vn.maiam.household.FigureTable;
import vn.maiam.household.Figures;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.HouseholdFigures.Money;
import vn.maiam.household.Measure;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;
import vn.maiam.weeklyreport.ReportFigures;
import vn.maiam.weeklyreport.ReportFigures.MoneyLine;
import vn.maiam.weeklyreport.ReportFigures.PartLine;
import vn.maiam.weeklyreport.ReportFigures.UnitLine;

/** Counts a report's figures from the register, all in one snapshot. */
@Service
public class ReportFigureService {

	private final HouseholdFigures figures;

	private final FigureChanges changes;

	private final UnitDirectory units;

	ReportFigureService(HouseholdFigures figures, FigureChanges changes, UnitDirectory units) {
		this.figures = figures;
		this.changes = changes;
		this.units = units;
	}

	/** Of a unit between two moments, the last cut-off and this one. */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public ReportFigures count(Unit unit, Instant from, Instant until) {
		List<FigureTable> tables = this.figures.count(unit.id(), List.of(from, until));
		FigureTable before = tables.get(0);
		FigureTable now = tables.get(1);
		List<PartLine> lines = new ArrayList<>();
		for (ProgrammePart part : ProgrammePart.values()) {
			for (SupportKind kind : SupportKind.values()) {
				Figures at = now.of((cell) -> cell.part() == part && cell.kind() == kind);
				Figures was = before.of((cell) -> cell.part() == part && cell.kind() == kind);
				if (at.total() > 0 || was.total() > 0) {
					lines.add(new PartLine(part, kind, at, was));
				}
			}
		}
		List<Change> why = this.changes.between(unit.id(), from, until);
		long resolved = why.stream()
			.filter((it) -> it.measure() == Measure.NOT_YET_ELIGIBLE && it.cause() == ChangeCause.DECIDED)
			.mapToLong(Change::removed)
			.sum();
		List<UnitLine> below = this.units.children(unit.id())
			.stream()
			.map((child) -> new UnitLine(child.id(), child.code().value(), child.name(), now.ofUnit(child.id()),
					before.ofUnit(child.id())))
			.toList();
		return new ReportFigures(from, until, now.total(), before.total(), lines,
				this.figures.notYetEligible(unit.id(), until), resolved, money(unit.id(), from, until), why, below);
	}

	/** Every source of either end: one that fell to nothing has its fall shown. */
	private List<MoneyLine> money(long unitId, Instant from, Instant until) {
		Map<String, Money> earlier = bySource(this.figures.money(unitId, null, from));
		Map<String, Money> now = bySource(this.figures.money(unitId, null, until));
		Map<String, Money> all = new LinkedHashMap<>(now);
		earlier.forEach(all::putIfAbsent);
		return all.entrySet().stream().map((it) -> {
			Money line = it.getValue();
			Money none = new Money(line.source(), line.form(), 0, 0, 0);
			Money at = now.getOrDefault(it.getKey(), none);
			Money was = earlier.getOrDefault(it.getKey(), none);
			return new MoneyLine(line.source(), line.form(), at.pledged(), at.allocated(), at.disbursed(),
					was.allocated(), was.disbursed());
		}).toList();
	}

	private static Map<String, Money> bySource(List<Money> lines) {
		Map<String, Money> bySource = new LinkedHashMap<>();
		lines.forEach((it) -> bySource.put(it.source() + " " + it.form(), it));
		return bySource;
	}

}
