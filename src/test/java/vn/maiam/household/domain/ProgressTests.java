package vn.maiam.household.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import vn.maiam.household.Category;
import vn.maiam.household.Eligibility;
import vn.maiam.household.Halt;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProgressTests {

	private static final LocalDate TODAY = LocalDate.of(2025, 1, 20);

	private static final UserId BY = new UserId(UUID.randomUUID());

	private final Household house = new Household(new HouseholdCode("TN-000001"),
			new HouseholdDetails(new HouseholdDetails.Householder("NGUYỄN VĂN ẤN", null, null, null, null, null, null),
					new HouseholdDetails.Residence(1, null, null, null), HouseholdDetails.Dwelling.UNKNOWN,
					new HouseholdDetails.Plan(SupportKind.NEW_BUILD, null, null, null, null, null),
					new HouseholdDetails.Listing(1, ProgrammePart.CAMPAIGN, Category.POOR),
					HouseholdDetails.Remarks.NONE),
			Standing.of(Eligibility.ELIGIBLE), BY, Instant.EPOCH);

	private final List<ProgressEntry> entries = new ArrayList<>();

	private ProgressEntry record(RecordProgress update) {
		int position = progress().place(update, TODAY);
		ProgressEntry entry = new ProgressEntry(this.house, position, update, BY, Instant.EPOCH);
		this.entries.add(entry);
		this.house.standAt(progress(), BY, Instant.EPOCH);
		return entry;
	}

	private Progress progress() {
		return new Progress(SupportKind.NEW_BUILD, this.entries);
	}

	private static RecordProgress reached(Stage stage, int day) {
		return RecordProgress.reached(stage, LocalDate.of(2025, 1, day));
	}

	private static RecordProgress correcting(ProgressEntry wrong, Stage stage, int day) {
		return new RecordProgress(stage, LocalDate.of(2025, 1, day), null, null, null, "ghi nhầm ngày", null,
				wrong.getId(), null, null, null);
	}

	private void refuses(RecordProgress update, String key) {
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> record(update))
			.extracting(Refused::key)
			.isEqualTo(key);
	}

	@Test
	void aHousePassesItsTrackStageByStage() {
		record(reached(Stage.STARTED, 2));
		record(reached(Stage.FOUNDATION, 9));
		assertThat(this.house.stage()).isEqualTo(Stage.FOUNDATION);
		assertThat(this.house.startedOn()).isEqualTo("2025-01-02");
		assertThat(this.house.completedOn()).isNull();
	}

	@Test
	void aSkippedOrBackwardStepNeedsAReason() {
		record(reached(Stage.STARTED, 2));
		refuses(reached(Stage.ROOF, 9), "household.refused.reason-skip");
		record(reached(Stage.ROOF, 9).because("Nhà lắp ghép, dựng một lần"));
		refuses(reached(Stage.FRAME, 10), "household.refused.reason-back");
		assertThat(this.house.stage()).isEqualTo(Stage.ROOF);
	}

	@Test
	void aDayInTheFutureOrBeforeTheLastEntryIsNotTakenSilently() {
		record(reached(Stage.STARTED, 10));
		refuses(reached(Stage.FOUNDATION, 21), "household.refused.future");
		refuses(reached(Stage.FOUNDATION, 9), "household.refused.reason-earlier");
	}

	@Test
	void aDayOfAnotherDecadeIsASlipOfTheYear() {
		refuses(RecordProgress.reached(Stage.STARTED, LocalDate.of(1990, 1, 1)), "household.refused.long-ago");
	}

	@Test
	void aStageOfTheOtherTrackIsRefused() {
		refuses(reached(Stage.REPAIRING, 3), "household.refused.off-track");
	}

	@Test
	void aCorrectionTakesThePlaceOfWhatItCorrects() {
		ProgressEntry wrong = record(reached(Stage.STARTED, 8));
		record(reached(Stage.FOUNDATION, 12));
		record(correcting(wrong, Stage.STARTED, 4));
		assertThat(this.house.stage()).isEqualTo(Stage.FOUNDATION);
		assertThat(this.house.startedOn()).isEqualTo("2025-01-04");
		refuses(correcting(wrong, Stage.STARTED, 5), "household.refused.already-corrected");
	}

	@Test
	void aHouseThatNeverBeganCanBeCorrectedBackToNotStarted() {
		ProgressEntry wrong = record(reached(Stage.STARTED, 8));
		record(correcting(wrong, Stage.NOT_STARTED, 8));
		assertThat(this.house.stage()).isEqualTo(Stage.NOT_STARTED);
		assertThat(this.house.startedOn()).isNull();
	}

	@Test
	void givingUpNeedsADocumentAndAReason() {
		RecordProgress giveUp = new RecordProgress(Stage.NOT_STARTED, LocalDate.of(2025, 1, 5), Halt.CANCELLED, null,
				null, null, null, null, null, null, null);
		refuses(giveUp, "household.refused.document-missing");
		RecordProgress withDocument = new RecordProgress(Stage.NOT_STARTED, LocalDate.of(2025, 1, 5), Halt.CANCELLED,
				null, null, null, "5/TB-UBND", null, null, null, null);
		refuses(withDocument, "household.refused.reason-halt");
		record(withDocument.because("Chủ hộ chuyển đi nơi khác"));
		assertThat(this.house.halt()).isEqualTo(Halt.CANCELLED);
	}

}
