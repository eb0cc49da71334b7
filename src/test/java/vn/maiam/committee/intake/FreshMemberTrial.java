package vn.maiam.committee.intake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vn.maiam.shared.Refused;

/**
 * Lists of members of a folder with a truth.json, by hand: {@code -Dmaiam.lists=folder}.
 */
@EnabledIfSystemProperty(named = "maiam.lists", matches = ".+")
class FreshMemberTrial {

	@Test
	void tell() throws Exception {
		Path folder = Path.of(System.getProperty("maiam.lists"));
		JsonNode truths = JsonMapper.shared().readTree(Files.readString(folder.resolve("truth.json")));
		for (Map.Entry<String, JsonNode> entry : truths.properties()) {
			JsonNode kind = entry.getValue().get("list");
			if (kind == null || !kind.asString().equals("members")) {
				continue;
			}
			System.out.println("LIST ===== " + entry.getKey() + " : " + entry.getValue().get("why").asString());
			try {
				Map<String, MemberRow> rows = new HashMap<>();
				OddMemberListsTests.read(Files.readAllBytes(folder.resolve(entry.getKey()))).rows().forEach((row) -> {
					rows.put(Integer.toString(row.number()), row);
					rows.put(row.sheet() + "!" + row.number(), row);
				});
				entry.getValue().get("rows").properties().forEach((truth) -> {
					MemberRow row = rows.get(truth.getKey());
					System.out.println("LIST " + truth.getKey() + " WANT " + truth.getValue() + "\nLIST      READ "
							+ ((row == null) ? "-"
									: row.problems() + " " + row.fullName() + "|" + row.position() + "|" + row.kind()
											+ "|" + ((row.unit() != null) ? row.unit().name() : "-") + "|"
											+ row.office() + "|" + row.phone() + "|" + row.email()));
				});
			}
			catch (Refused refused) {
				System.out.println("LIST refused " + refused.key());
			}
		}
	}

}
