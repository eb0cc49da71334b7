package vn.maiam.household.intake.reading;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everyday lists that were read wrong or refused, each row with what is right and why.
 */
class OddListsTests {

	/** What stands in the register already is for {@code IntakeTests}. */
	private static final Set<String> WITH_REGISTER = Set.of("same-person-2.xlsx");

	static Stream<String> files() throws IOException {
		return truths().properties()
			.stream()
			.filter((file) -> file.getKey().endsWith(".xlsx") && file.getValue().get("rows") != null)
			.map(Map.Entry::getKey)
			.filter((file) -> !file.startsWith("member-") && !WITH_REGISTER.contains(file));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("files")
	void everyRowIsReadRightOrAskedAbout(String file) throws IOException {
		JsonNode truth = truths().get(file);
		String own = (truth.get("as") != null && truth.get("as").asString().equals("tinh")) ? "19" : "170";
		ListTrial trial = ListTrial.read(new ClassPathResource("intake/" + file).getContentAsByteArray(), own,
				Map.of());
		Truth compared = new Truth(trial);
		assertThat(compared.silentErrors(truth.get("rows"))).isEmpty();
		assertThat(compared.asked()).as("rows that say what they mean are not asked about").isEmpty();
	}

	private static JsonNode truths() throws IOException {
		return JsonMapper.shared().readTree(new ClassPathResource("intake/truth.json").getInputStream());
	}

}
