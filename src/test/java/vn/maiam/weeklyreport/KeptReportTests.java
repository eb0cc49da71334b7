package vn.maiam.weeklyreport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import vn.maiam.household.IneligibleReason;

import static org.assertj.core.api.Assertions.assertThat;

class KeptReportTests {

	/** The file is what stands in databases: it is added to, never changed. */
	@Test
	void whatWasKeptInFormatOneIsReadWhateverHasBeenAddedSince() throws IOException {
		KeptReport kept = KeptReport
			.read(new ClassPathResource("kept-report-1.json").getContentAsString(StandardCharsets.UTF_8));
		assertThat(kept.figures().now().total()).isEqualTo(3);
		assertThat(kept.figures().now().doubtful()).as("not counted then").isZero();
		assertThat(kept.figures().remaining()).containsEntry(IneligibleReason.NO_LAND, 1L);
		assertThat(kept.figures().cashTotal().disbursed()).isEqualTo(30_000_000);
		assertThat(kept.figures().changes()).singleElement()
			.satisfies((change) -> assertThat(change.households()).isEqualTo(3));
		assertThat(kept.below()).singleElement()
			.satisfies((below) -> assertThat(below.state()).isEqualTo(ReportState.SUBMITTED));
	}

}
