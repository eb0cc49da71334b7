package vn.maiam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotType;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pictures of {@code /help}, made from the program itself. Beside each stands what
 * the page said of its own (headings, buttons, labels, without the data): when a quarter
 * of that has changed, the picture is stale and this test says so. With
 * {@code -Dmaiam.help.write=true} the pictures are made anew.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "maiam.demo=true")
@DirtiesContext
class HelpPicturesIT {

	private static final Path PICTURES = Path.of("src/main/resources/static/img/help");

	private static final Path WORDS = Path.of("src/test/resources/help");

	/** What a page says of its own; a second occurrence is data. */
	private static final String SKELETON = """
			[...new Set([...document.querySelectorAll('main h1, main h2, main legend, main label, main th, main summary, main button, main .button')]
				.filter((it) => !it.closest('.post, .addressees tbody, .waiting li, .choices, .order .name, .said, .folders, .morefilters'))
				.map((it) => it.textContent.replace(/[0-9./:%,]+/g, '#').replace(/\\s+/g, ' ').trim()).filter(Boolean))].join('\\n')
			""";

	/** What a page shows depends a little on the day; more than this is another page. */
	private static final double FRESH = 0.75;

	@LocalServerPort
	int port;

	@Test
	void everyPictureShowsTheProgramAsItIs() throws IOException {
		boolean write = Boolean.getBoolean("maiam.help.write");
		List<String> stale = new ArrayList<>();
		try (RealBrowser browser = RealBrowser.open(this.port)) {
			for (Map.Entry<String, String[]> guide : guides().entrySet()) {
				String[] how = guide.getValue();
				boolean phone = "phone".equals(how[2]);
				Page page = browser.signedIn(how[0], phone ? 390 : 1100, phone ? 640 : 760);
				page.navigate(how[1]);
				if (how.length > 3) {
					page.locator(how[3]).first().click();
					page.waitForLoadState();
				}
				page.evaluate("document.querySelectorAll('.toast').forEach((it) => it.remove())");
				String words = String.valueOf(page.evaluate(SKELETON));
				Path kept = WORDS.resolve(guide.getKey() + ".txt");
				if (write) {
					Files.createDirectories(PICTURES);
					Files.createDirectories(WORDS);
					page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(guide.getKey() + ".jpg"))
						.setType(ScreenshotType.JPEG)
						.setQuality(72));
					Files.writeString(kept, words + "\n");
				}
				else if (!Files.exists(PICTURES.resolve(guide.getKey() + ".jpg"))
						|| likeness(Files.readString(kept), words) < FRESH) {
					stale.add(guide.getKey());
				}
				page.context().close();
			}
		}
		assertThat(stale).as("stale pictures; make them anew with -Dit.test=HelpPicturesIT -Dmaiam.help.write=true")
			.isEmpty();
	}

	/** The share of words that both have. */
	private static double likeness(String before, String now) {
		Set<String> first = new HashSet<>(before.strip().lines().toList());
		Set<String> all = new HashSet<>(first);
		Set<String> second = new HashSet<>(now.strip().lines().toList());
		all.addAll(second);
		first.retainAll(second);
		return (double) first.size() / all.size();
	}

	/** Picture → who, where, on what, and what is pressed first. */
	private static Map<String, String[]> guides() {
		Map<String, String[]> guides = new LinkedHashMap<>();
		guides.put("today", new String[] { "vonhai", "/today", "phone" });
		guides.put("progress", new String[] { "vonhai", "/today", "phone", ".waiting .button" });
		guides.put("report", new String[] { "vonhai", "/reports", "pc", ".week-now a.button" });
		guides.put("receive", new String[] { "vonhai", "/today", "phone", ".order .name" });
		guides.put("task", new String[] { "vonhai", "/tasks", "phone" });
		guides.put("talk", new String[] { "vonhai", "/groups/170", "phone" });
		guides.put("document", new String[] { "vonhai", "/documents", "pc" });
		guides.put("find", new String[] { "vonhai", "/search?q=vo+nhai", "phone" });
		guides.put("notice", new String[] { "vonhai", "/account/notifications", "phone" });
		guides.put("dashboard", new String[] { "lanhdao", "/dashboard", "pc" });
		guides.put("order", new String[] { "lanhdao", "/directives", "pc", ".order .name" });
		guides.put("account", new String[] { "admin", "/admin/accounts", "pc" });
		guides.put("trail", new String[] { "thanhtra", "/audit", "pc" });
		return guides;
	}

}
