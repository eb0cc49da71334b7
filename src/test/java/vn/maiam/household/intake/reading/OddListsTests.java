package vn.maiam.household.intake.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everyday lists, each row with what is right and why. Those in the folder {@code office}
 * were made by people who had not seen this reader.
 */
class OddListsTests {

	/** What stands in the register already is for {@code IntakeTests}. */
	private static final Set<String> WITH_REGISTER = Set.of("same-person-2.xlsx");

	static Stream<String> known() throws IOException {
		return files("").filter((file) -> !WITH_REGISTER.contains(file));
	}

	static Stream<String> offices() throws IOException {
		return files("office/");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("known")
	void everyRowIsReadAsItsTruthSays(String file) throws IOException {
		Truth compared = new Truth(read(file));
		assertThat(compared.silentErrors(truth(file).get("rows"))).isEmpty();
		assertThat(compared.asked()).as("rows that say what they mean are not asked about").isEmpty();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("offices")
	void nothingIsReadOtherwiseWithoutAWord(String file) throws IOException {
		List<String> errors = new ArrayList<>();
		try {
			errors.addAll(new Truth(read(file)).silentErrors(truth(file).get("rows")));
		}
		catch (Refused refused) {
			assertThat(refused.key()).as("what is no table is refused as a whole")
				.isIn("intake.refused.no-table", "workbook.refused.not-excel", "workbook.refused.broken");
		}
		assertThat(errors).isEmpty();
	}

	/** The lists that the demonstration is made of come in without a question. */
	@ParameterizedTest
	@CsvSource({ "households-phase-1.xlsx,191,ELIGIBLE", "households-phase-2.xlsx,400,NOT_YET" })
	void theDemonstrationsListsAreReadAsEver(String file, int households, String eligibility) throws IOException {
		ListTrial trial = ListTrial.read(new ClassPathResource("data/demo/" + file).getContentAsByteArray(), "19",
				Map.of());
		assertThat(trial.doubts().questions()).isEmpty();
		assertThat(trial.rows().values()).hasSize(households).allSatisfy((row) -> {
			assertThat(row.problems()).isEmpty();
			assertThat(row.data()).containsEntry("standing.eligibility", eligibility);
		});
	}

	private static ListTrial read(String file) throws IOException {
		JsonNode as = truth(file).get("as");
		String own = (as != null && as.asString().equals("tinh")) ? "19" : "170";
		return ListTrial.read(new ClassPathResource("intake/" + file).getContentAsByteArray(), own, Map.of());
	}

	private static Stream<String> files(String folder) throws IOException {
		return truths(folder).properties()
			.stream()
			.filter((file) -> file.getValue().get("rows") != null && !file.getKey().startsWith("member-"))
			.filter((file) -> file.getValue().get("list") == null
					|| file.getValue().get("list").asString().equals("households"))
			.map((file) -> folder + file.getKey());
	}

	private static JsonNode truth(String file) throws IOException {
		int slash = file.indexOf('/') + 1;
		return truths(file.substring(0, slash)).get(file.substring(slash));
	}

	private static JsonNode truths(String folder) throws IOException {
		return JsonMapper.shared().readTree(new ClassPathResource("intake/" + folder + "truth.json").getInputStream());
	}

}
