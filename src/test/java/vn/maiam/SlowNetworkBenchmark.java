package vn.maiam;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/**
 * Not a test but a measurement, run by {@code src/bench/nation.sh}: an official's phone
 * on a slow 3G network (400 ms, 400 kbit/s), through the browser's own devtools.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "maiam.demo=true")
@DirtiesContext
class SlowNetworkBenchmark {

	private static final int LATENCY_MILLIS = 400;

	private static final int BYTES_PER_SECOND = 400_000 / 8;

	/** Until the first content is painted, and all that came for it. */
	private static final String MEASURED = """
			() => {
				const page = performance.getEntriesByType('navigation')[0], parts = performance.getEntriesByType('resource');
				const painted = performance.getEntriesByName('first-contentful-paint')[0];
				const came = parts.filter(it => it.transferSize > 0);
				return [painted ? painted.startTime : -1, page.domContentLoadedEventEnd, 1 + came.length,
					page.transferSize + came.reduce((sum, it) => sum + it.transferSize, 0)].join(';');
			}""";

	@LocalServerPort
	int port;

	@Test
	void anOldPhoneInAValley() {
		try (RealBrowser browser = RealBrowser.open(this.port)) {
			Page page = browser.visitor(390, 844);
			CDPSession tools = page.context().newCDPSession(page);
			tools.send("Network.enable");
			JsonObject slow = new JsonObject();
			slow.addProperty("offline", false);
			slow.addProperty("latency", LATENCY_MILLIS);
			slow.addProperty("downloadThroughput", BYTES_PER_SECOND);
			slow.addProperty("uploadThroughput", BYTES_PER_SECOND);
			tools.send("Network.emulateNetworkConditions", slow);
			open(page, "/login", "first load");
			page.fill("#username", "vonhai");
			page.fill("#password", TestProvince.PASSWORD);
			page.click("button.main");
			page.waitForURL((url) -> !url.contains("/login"));
			for (String path : new String[] { "/today", "/households", "/dashboard", "/reports", "/tasks" }) {
				open(page, path, "later page");
			}
			page.navigate("/households");
			open(page, page.locator("td.lead a").first().getAttribute("href"), "later page");
		}
	}

	private static void open(Page page, String path, String what) {
		page.navigate(path);
		String[] measured = String.valueOf(page.evaluate(MEASURED)).split(";");
		System.out.printf("BENCH slow 3G, %s, %s: content after %.2f s, %s requests, %.1f KB%n", what,
				path.replaceAll("TN-[0-9]+", "{code}"), Double.parseDouble(measured[0]) / 1000, measured[2],
				Double.parseDouble(measured[3]) / 1024);
	}

}
