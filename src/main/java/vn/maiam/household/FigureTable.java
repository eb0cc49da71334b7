package vn.maiam.household;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The figures of a unit at a moment, cut by the units right below it, by phase and kind.
 *
 * @param cells the smallest cells; every total is a sum of them
 */
public record FigureTable(List<Cell> cells) {

	public Figures total() {
		return sum((cell) -> true);
	}

	public Figures ofUnit(long unitId) {
		return sum((cell) -> cell.unitId() == unitId);
	}

	public Map<Integer, Figures> byPhase() {
		Map<Integer, Figures> phases = new LinkedHashMap<>();
		this.cells.forEach((cell) -> phases.merge(cell.phaseId(), cell.figures(), Figures::plus));
		return phases;
	}

	public FigureTable ofPhase(int phaseId) {
		return new FigureTable(this.cells.stream().filter((cell) -> cell.phaseId() == phaseId).toList());
	}

	private Figures sum(Predicate<Cell> which) {
		return this.cells.stream().filter(which).map(Cell::figures).reduce(Figures.NONE, Figures::plus);
	}

	/** Figures of one child unit in one phase. */
	public record Cell(long unitId, int phaseId, Figures figures) {
	}

}
