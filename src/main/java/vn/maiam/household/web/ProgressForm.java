package vn.maiam.household.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.web.multipart.MultipartFile;

import vn.maiam.household.Halt;
import vn.maiam.household.Obstacle;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.RecordProgress;

/**
 * An update as it is typed.
 *
 * @param upright whether the browser has shrunk and turned the pictures
 */
record ProgressForm(@NotNull @Nullable Stage stage, @NotNull @PastOrPresent @Nullable LocalDate reachedOn,
		@Nullable Halt halt, @Size(max = 2000) @Nullable String note, @Nullable Obstacle obstacle,
		@Size(max = 500) @Nullable String reason, @Size(max = 60) @Nullable String documentNo, @Nullable UUID corrects,
		@Nullable Double latitude, @Nullable Double longitude, @Nullable Double accuracy,
		@Nullable List<MultipartFile> photos, @Nullable Boolean upright, @Nullable Integer version) {

	static ProgressForm start(Stage stage, LocalDate day, @Nullable UUID corrects, int version) {
		return new ProgressForm(stage, day, null, null, null, null, null, corrects, null, null, null, null, null,
				version);
	}

	List<MultipartFile> sentPhotos() {
		return Objects.requireNonNullElse(this.photos, List.<MultipartFile>of())
			.stream()
			.filter((file) -> !file.isEmpty())
			.toList();
	}

	/** The update; a house that pauses or is given up stays at its stage. */
	RecordProgress toProgress(Stage present) {
		if (this.stage == null || this.reachedOn == null) {
			throw new IllegalStateException("checked before");
		}
		boolean placed = this.latitude != null && this.longitude != null && Math.abs(this.latitude) <= 90
				&& Math.abs(this.longitude) <= 180;
		return new RecordProgress((this.halt != null) ? present : this.stage, this.reachedOn, this.halt, this.note,
				this.obstacle, this.reason, this.documentNo, this.corrects, placed ? this.latitude : null,
				placed ? this.longitude : null,
				(placed && this.accuracy != null) ? Integer.valueOf((int) Math.min(this.accuracy, 1_000_000)) : null);
	}

}
