package vn.maiam.household.intake.reading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vn.maiam.shared.Refused;

/** Lists of a folder with a truth.json, by hand: {@code -Dmaiam.lists=folder}. */
@EnabledIfSystemProperty(named = "maiam.lists", matches = ".+")
class FreshTrial {

	@Test
	void tell() throws Exception {
		Path folder = Path.of(System.getProperty("maiam.lists"));
		JsonNode truths = JsonMapper.shared().readTree(Files.readString(folder.resolve("truth.json")));
		int right = 0;
		int asked = 0;
		int silent = 0;
		for (Map.Entry<String, JsonNode> entry : truths.properties()) {
			if (entry.getValue().get("list") != null && entry.getValue().get("list").asString().equals("members")) {
				continue;
			}
			String own = entry.getValue().get("as") != null && entry.getValue().get("as").asString().equals("tinh")
					? "19" : "170";
			System.out.println("LIST ===== " + entry.getKey() + " : " + entry.getValue().get("why").asString());
			try {
				ListTrial trial = ListTrial.read(Files.readAllBytes(folder.resolve(entry.getKey())), own, Map.of());
				Truth truth = new Truth(trial);
				truth.silentErrors(entry.getValue().get("rows"))
					.forEach((error) -> System.out.println("LIST SILENT " + error));
				truth.asked().forEach((it) -> System.out.println("LIST asked " + it));
				trial.doubts()
					.questions()
					.forEach((it) -> System.out.println("LIST question " + it.key() + " rows " + it.rows()));
				trial.reader().differences().forEach((it) -> System.out.println("LIST sum " + it));
				silent += truth.silentErrors(JsonMapper.shared().createObjectNode()).size() > 0 ? 0 : 0;
				right += truth.right();
				asked += truth.asked().size();
			}
			catch (Refused refused) {
				System.out.println("LIST refused " + refused.key());
			}
		}
		System.out.println("LIST right " + right + " asked " + asked + silent);
	}

}
