package vn.maiam;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The province's two workbooks enter an empty province through the page, and count what
 * the truth file says.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestProvince.People.class)
@DirtiesContext
class ImportJourneyIT {

	@LocalServerPort
	int port;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	JsonMapper json;

	@Test
	void bothWorkbooksCountWhatTheyHoldAndTheSecondTimeChangesNothing() throws Exception {
		JsonNode truth;
		try (InputStream file = getClass().getResourceAsStream("/households-truth.json")) {
			truth = this.json.readTree(file);
		}
		try (RealBrowser browser = RealBrowser.open(this.port)) {
			Page page = browser.signedIn("tinh", 1366, 768);
			for (String name : new String[] { "households-phase-1.xlsx", "households-phase-2.xlsx" }) {
				JsonNode expected = truth.get(name);
				String first = takeIn(page, name);
				assertThat(first).contains(expected.get("households").asInt() + " hộ mới")
					.contains("0 dòng bị từ chối");
				compare(expected, name.contains("1") ? 1 : 2);
			}
			for (String name : new String[] { "households-phase-1.xlsx", "households-phase-2.xlsx" }) {
				preview(page, name);
				assertThat(page.locator("ul.chips").innerText())
					.isEqualToIgnoringWhitespace("Không đổi " + truth.get(name).get("households").asInt());
				assertThat(page.locator("button[value=confirm]").count()).isZero();
			}
		}
	}

	private static String takeIn(Page page, String name) {
		preview(page, name);
		page.click("button[value=confirm]");
		return page
			.waitForSelector("main .notice", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.VISIBLE))
			.innerText();
	}

	private static void preview(Page page, String name) {
		page.navigate("/households/import");
		page.setInputFiles("#file", Path.of("src/main/resources/data/demo", name));
		page.click("form[enctype] button.main");
		page.fill("#documentNo", "1842/QĐ-UBND");
		page.fill("#documentDate", "2024-11-20");
		page.click("button[value=check]");
		page.waitForSelector("ul.chips");
	}

	private void compare(JsonNode expected, int phase) {
		assertThat(count("phase_id = " + phase)).isEqualTo(expected.get("households").asLong());
		assertThat(count("kind = 'NEW_BUILD' and phase_id = " + phase)).isEqualTo(expected.get("newBuild").asLong());
		assertThat(count("kind = 'REPAIR' and phase_id = " + phase)).isEqualTo(expected.get("repair").asLong());
		assertThat(count("eligibility = '" + ((phase == 1) ? "ELIGIBLE" : "NOT_YET") + "' and phase_id = " + phase))
			.isEqualTo(expected.get("households").asLong());
		assertThat(group("""
				select d.code, count(*) from household h join administrative_unit u on u.id = h.unit_id
				join administrative_unit d on d.id = u.parent_id where h.phase_id = ? group by 1""", phase))
			.isEqualTo(map(expected.get("byDistrict")));
		assertThat(group("select category, count(*) from household where phase_id = ? group by 1", phase))
			.isEqualTo(map(expected.get("byCategory")));
		Map<String, Long> money = group("""
				select source, sum(pledged) / 1000000 from funding_line f join household h on h.id = f.household_id
				where h.phase_id = ? group by 1""", phase);
		assertThat(money.get("STATE_BUDGET")).isEqualTo(expected.get("budgetMillion").asLong());
		assertThat(money.get("FUND_FOR_THE_POOR")).isEqualTo(expected.get("fundMillion").asLong());
	}

	private long count(String where) {
		return this.jdbc.sql("select count(*) from household where " + where).query(Long.class).single();
	}

	private Map<String, Long> group(String sql, int phase) {
		Map<String, Long> counts = new TreeMap<>();
		this.jdbc.sql(sql).param(phase).query((row) -> {
			counts.put(row.getString(1), row.getLong(2));
		});
		return counts;
	}

	private static Map<String, Long> map(JsonNode node) {
		Map<String, Long> counts = new TreeMap<>();
		node.properties().forEach((entry) -> counts.put(entry.getKey(), entry.getValue().asLong()));
		return counts;
	}

}
