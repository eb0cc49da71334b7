package vn.maiam.household;

import vn.maiam.shared.web.Show;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * What the list shows. Every part may be left out.
 *
 * @param unit code of a unit; all below it
 * @param stage one stage, or a group as the figures count them
 * @param stale begun, not completed, and silent for at least so many days
 * @param flag with an open doubt of this rule
 * @param on as the register stood at the end of that day
 * @param until on that day only up to this time, as a week's cut-off
 */
public record HouseholdFilter(@Nullable String q, @Nullable String unit, @Nullable Integer phase,
		@Nullable StageChoice stage, @Nullable Eligibility eligibility, @Nullable Category category,
		@Nullable SupportKind kind, @Nullable ProgrammePart part, @Nullable Halt halt, @Nullable Integer stale,
		@Nullable Attention attention, @Nullable Evidence evidence, @Nullable PlausibilityRule flag,
		@Nullable LocalDate on, @DateTimeFormat(pattern = "HH:mm") @Nullable LocalTime until, @Nullable Sort sort) {

	/** All on the list that have these words. */
	public static HouseholdFilter words(String words) {
		return of(words, null);
	}

	public static HouseholdFilter of(@Nullable String q, @Nullable String unit) {
		return new HouseholdFilter(q, unit, null, null, null, null, null, null, null, null, null, null, null, null,
				null, null);
	}

	public HouseholdFilter withStage(@Nullable StageChoice stage) {
		return new HouseholdFilter(this.q, this.unit, this.phase, stage, this.eligibility, this.category, this.kind,
				this.part, this.halt, this.stale, this.attention, this.evidence, this.flag, this.on, this.until,
				this.sort);
	}

	public HouseholdFilter withStale(@Nullable Integer stale) {
		return new HouseholdFilter(this.q, this.unit, this.phase, this.stage, this.eligibility, this.category,
				this.kind, this.part, this.halt, stale, this.attention, this.evidence, this.flag, this.on, this.until,
				this.sort);
	}

	public HouseholdFilter withAttention(@Nullable Attention attention) {
		return new HouseholdFilter(this.q, this.unit, this.phase, this.stage, this.eligibility, this.category,
				this.kind, this.part, this.halt, this.stale, attention, this.evidence, this.flag, this.on, this.until,
				this.sort);
	}

	public HouseholdFilter withEvidence(@Nullable Evidence evidence) {
		return new HouseholdFilter(this.q, this.unit, this.phase, this.stage, this.eligibility, this.category,
				this.kind, this.part, this.halt, this.stale, this.attention, evidence, this.flag, this.on, this.until,
				this.sort);
	}

	public HouseholdFilter withFlag(@Nullable PlausibilityRule flag) {
		return new HouseholdFilter(this.q, this.unit, this.phase, this.stage, this.eligibility, this.category,
				this.kind, this.part, this.halt, this.stale, this.attention, this.evidence, flag, this.on, this.until,
				this.sort);
	}

	public HouseholdFilter asOf(LocalDate day, LocalTime time) {
		return new HouseholdFilter(this.q, this.unit, this.phase, this.stage, this.eligibility, this.category,
				this.kind, this.part, this.halt, this.stale, this.attention, this.evidence, this.flag, day, time,
				this.sort);
	}

	/** Whether the words are a whole citizen id, which no search by words finds. */
	public boolean asksForAnId() {
		return this.q != null && this.q.replaceAll("[\\s.'-]", "").matches("0[0-9]{11}");
	}

	/** The moment of {@code on}; null for now. */
	public @Nullable Instant before() {
		LocalDate day = this.on;
		return (day == null) ? null : (this.until != null) ? day.atTime(this.until).atZone(Show.ZONE).toInstant()
				: day.plusDays(1).atStartOfDay(Show.ZONE).toInstant();
	}

	/**
	 * For the trail: twelve digits typed as a search are a citizen id, and are left out.
	 */
	@Override
	public String toString() {
		String words = (this.q != null) ? this.q.replaceAll("[0-9][0-9 .'-]{8,}[0-9]", "••••") : null;
		return Stream
			.of(words, this.unit, this.phase, this.stage, this.eligibility, this.category, this.kind, this.part,
					this.halt, this.stale, this.attention, this.evidence, this.flag, this.on, this.until)
			.filter(Objects::nonNull)
			.map(Object::toString)
			.collect(Collectors.joining(", "));
	}

	/** The stages, and the groups that figures count. */
	public enum StageChoice {

		NOT_STARTED, STARTED, FOUNDATION, FRAME, ROOF, FINISHING, REPAIRING, COMPLETED, HANDED_OVER,
		/** Đã khởi công: in progress or completed. */
		BEGUN,
		/** Đang thực hiện. */
		IN_PROGRESS,
		/** Đã hoàn thành: completed or handed over. */
		DONE

	}

	/** What somebody should look at. */
	public enum Attention {

		/** Not completed though its planned day, or the phase's deadline, has passed. */
		LATE,
		/**
		 * Waits for its official: late, silent for a week, or not begun though its day
		 * has come.
		 */
		WAITING

	}

	/** Orders of the list. */
	public enum Sort {

		NAME, CODE, UPDATED, SILENT, DEADLINE, UNIT

	}

}
