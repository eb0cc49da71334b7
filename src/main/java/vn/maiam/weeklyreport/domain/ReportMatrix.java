package vn.maiam.weeklyreport.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.weeklyreport.ReportState;

/**
 * Weeks × units.
 *
 * @param weeks the newest first
 * @param rows the unit itself, then those right below, as far as they report
 */
public record ReportMatrix(Unit unit, List<Week> weeks, List<Unit> rows, Map<String, Cell> cells, Instant now) {

	public @Nullable Cell cell(Week week, Unit row) {
		return this.cells.get(key(week.label().toString(), row.id()));
	}

	/** How a unit kept the week: in time, late, missing, returned, or still open. */
	public Punctuality punctuality(Week week, Unit row) {
		Cell cell = cell(week, row);
		Instant due = week.dueAt(row.level());
		if (cell == null) {
			return Punctuality.NONE;
		}
		if (cell.state() == ReportState.RETURNED) {
			return Punctuality.RETURNED;
		}
		if (cell.firstSubmittedAt() == null) {
			return this.now.isAfter(due) ? Punctuality.MISSING : Punctuality.OPEN;
		}
		return cell.firstSubmittedAt().isAfter(due) ? Punctuality.LATE : Punctuality.ON_TIME;
	}

	static String key(String week, long unitId) {
		return week + " " + unitId;
	}

	/** A unit's report of one week, in short. */
	public record Cell(ReportState state, int number, @Nullable Instant firstSubmittedAt) {
	}

	/** Đúng hạn, muộn, thiếu, bị trả lại, chưa đến hạn, không có. */
	public enum Punctuality {

		ON_TIME, LATE, MISSING, RETURNED, OPEN, NONE

	}

}
