package vn.maiam.weeklyreport;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an accepted report keeps: its figures and how the reports below stood when it was
 * accepted. Written as JSON that later versions of the program go on reading: what they
 * have added is nought or null there.
 *
 * @param format 1
 */
public record KeptReport(int format, ReportFigures figures, List<Below> below) {

	private static final JsonMapper JSON = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	public static KeptReport of(ReportFigures figures, List<Below> below) {
		return new KeptReport(1, figures, below);
	}

	public static KeptReport read(String json) {
		return JSON.readValue(json, KeptReport.class);
	}

	public String write() {
		return JSON.writeValueAsString(this);
	}

	/** The report of a unit right below. */
	public record Below(long unitId, String code, String name, ReportState state, @Nullable Instant firstSubmittedAt,
			@Nullable Instant signedAt) {
	}

}
