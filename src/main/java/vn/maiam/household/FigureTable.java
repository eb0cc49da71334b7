package vn.maiam.household;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a unit at a moment, cut by the units right below it, by phase, programme
 * part and kind; or, as {@link HouseholdFigures#countByPhase} and
 * {@link HouseholdFigures#countWhole} have it, by units and phase only.
 *
 * @param cells the smallest cells; every total is a sum of them
 */
public record FigureTable(List<Cell> cells) {

	public Figures total() {
		return of((cell) -> true);
	}

	public Figures ofUnit(long unitId) {
		return of((cell) -> cell.unitId() == unitId);
	}

	public Figures of(Predicate<Cell> which) {
		return this.cells.stream().filter(which).map(Cell::figures).reduce(Figures.NONE, Figures::plus);
	}

	public Map<Integer, Figures> byPhase() {
		Map<Integer, Figures> phases = new TreeMap<>();
		this.cells.forEach((cell) -> phases.merge(cell.phaseId(), cell.figures(), Figures::plus));
		return phases;
	}

	public FigureTable ofPhase(int phaseId) {
		return new FigureTable(this.cells.stream().filter((cell) -> cell.phaseId() == phaseId).toList());
	}

	/**
	 * Figures of one child unit in one phase, part and kind; of all parts and kinds
	 * together where those are null.
	 */
	public record Cell(long unitId, int phaseId, @Nullable ProgrammePart part, @Nullable SupportKind kind,
			Figures figures) {
	}

}
