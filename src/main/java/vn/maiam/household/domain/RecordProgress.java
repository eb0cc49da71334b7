package vn.maiam.household.domain;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.Halt;
import vn.maiam.household.Obstacle;
import vn.maiam.household.Stage;

/**
 * An update to be recorded.
 *
 * @param reachedOn the day the stage was reached, or the pause began
 * @param reason needed for a skipped, backward or paused step and for a correction
 * @param documentNo needed for giving up
 * @param corrects the entry that this one corrects
 * @param latitude degrees; with longitude and accuracy as the browser gave them
 */
public record RecordProgress(Stage stage, LocalDate reachedOn, @Nullable Halt halt, @Nullable String note,
		@Nullable Obstacle obstacle, @Nullable String reason, @Nullable String documentNo, @Nullable UUID corrects,
		@Nullable Double latitude, @Nullable Double longitude, @Nullable Integer accuracyMetres) {

	/** The plain update: a stage and its day. */
	public static RecordProgress reached(Stage stage, LocalDate day) {
		return new RecordProgress(stage, day, null, null, null, null, null, null, null, null, null);
	}

	public RecordProgress because(@Nullable String why) {
		return new RecordProgress(this.stage, this.reachedOn, this.halt, this.note, this.obstacle, why, this.documentNo,
				this.corrects, this.latitude, this.longitude, this.accuracyMetres);
	}

}
