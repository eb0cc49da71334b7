package vn.maiam.household.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A workbook on its way into the register.
 *
 * @param rowsTotal rows to be worked through in the present state; 0 while unknown
 * @param failure message key of what stopped it
 */
record IntakeJob(UUID id, String fileName, State state, Layout layout, Settings settings, int rowsTotal, int rowsDone,
		Instant createdAt, Instant heartbeatAt, @Nullable String failure) {

	/** The states; a job that failed can be checked again. */
	enum State {

		RECOGNISED, CHECKING, CHECKED, CONFIRMING, DONE, FAILED;

		public boolean isWorking() {
			return this == CHECKING || this == CONFIRMING;
		}

	}

	/**
	 * What the person who imports has said.
	 *
	 * @param documentNo the decision that approved the list
	 * @param units unsure unit name → id of the unit that it means
	 * @param unsure unsure unit name → candidates, each as {@code id|name}
	 * @param skipped rows that are no households: groups, totals, signatures
	 */
	record Settings(@Nullable Integer phaseId, @Nullable String documentNo, @Nullable LocalDate documentDate,
			Map<String, Long> units, Map<String, List<String>> unsure, int skipped) {

		static final Settings NONE = new Settings(null, null, null, Map.of(), Map.of(), 0);

	}

	/** How many rows had which outcome. */
	record Counts(int fresh, int changed, int unchanged, int refused, int duplicate, int same, int other) {

		/** New households, with those that a person has said are others. */
		public int written() {
			return this.fresh + this.other;
		}

		/** Households to be changed, with those that a person has recognised. */
		public int updated() {
			return this.changed + this.same;
		}

		public int total() {
			return this.fresh + this.changed + this.unchanged + this.refused + this.duplicate;
		}

	}

}
