package vn.maiam.household;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a leader has to look at, for a unit and a moment: who is late, silent, doubtful or
 * waits for a decision. State and updates are those of the moment; plans, solutions and
 * names are today's.
 */
public interface HouseholdWatch {

	/** Counts for each unit right below (or the unit itself, when it has none). */
	List<UnitWatch> byUnit(long unitId, @Nullable Integer phaseId, Instant before);

	/** The households that need somebody, the gravest first. */
	List<RedLine> redList(long unitId, @Nullable Integer phaseId, Instant before, int most);

	/** The agencies that not yet eligible households wait for, the most first. */
	List<AgencyWait> waitingFor(long unitId, @Nullable Integer phaseId, Instant before);

	/**
	 * How many listed households are to be completed by each of the days: by their own
	 * plan, or by the deadline.
	 * @param days ascending
	 */
	List<Long> planned(long unitId, @Nullable Integer phaseId, List<LocalDate> days);

	/** Houses lately completed with a first and a last picture. */
	List<BeforeAfter> beforeAfter(long unitId, Instant before, int most);

	/**
	 * Counts of a unit.
	 *
	 * @param late not completed, though its planned day or the deadline has passed
	 * @param silent7 in progress, without an update for 7 days; of them for 14 and for 30
	 * @param due households that by plan are completed by then
	 */
	record UnitWatch(long unitId, long late, long silent7, long silent14, long silent30, long flagged, long unsolved,
			long due) {

		public UnitWatch plus(UnitWatch more) {
			return new UnitWatch(this.unitId, this.late + more.late, this.silent7 + more.silent7,
					this.silent14 + more.silent14, this.silent30 + more.silent30, this.flagged + more.flagged,
					this.unsolved + more.unsolved, this.due + more.due);
		}
	}

	/** Quá hạn, im lặng, nghi vấn, chưa có hướng giải quyết. */
	enum Trouble {

		LATE, SILENT, FLAGGED, UNSOLVED

	}

	/**
	 * A household of the red list.
	 *
	 * @param days how long it has been so
	 * @param inCharge the agency where one is to solve it, else the person in charge,
	 * else who recorded it last
	 */
	record RedLine(String code, String fullName, String unitName, String districtName, Trouble trouble, long days,
			@Nullable String inCharge, Stage stage) {
	}

	/**
	 * An agency.
	 *
	 * @param agency null where none is named
	 * @param overdue whose promised day has passed
	 */
	record AgencyWait(@Nullable String agency, long households, long overdue) {
	}

	/** A house with its first and its newest picture. */
	record BeforeAfter(String code, String fullName, String unitName, SupportKind kind, UUID first, UUID last,
			LocalDate completedOn) {
	}

}
