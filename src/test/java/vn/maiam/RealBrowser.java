package vn.maiam;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Chromium of this machine. Without one the journeys are skipped and say so; with
 * {@code MAIAM_REQUIRE_BROWSER=true}, as in CI, its absence is a failure.
 */
final class RealBrowser implements AutoCloseable {

	private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

	private final Playwright playwright;

	private final Browser browser;

	private final String address;

	private RealBrowser(Path chromium, int port) {
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setHeadless(true).setArgs(ARGUMENTS));
		this.address = "http://localhost:" + port;
	}

	static RealBrowser open(int port) {
		Path chromium = Stream
			.of(System.getenv("MAIAM_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser",
					"/usr/bin/google-chrome")
			.filter((path) -> path != null && Files.isExecutable(Path.of(path)))
			.map(Path::of)
			.findFirst()
			.orElse(null);
		if (chromium == null) {
			boolean required = "true".equals(System.getenv("MAIAM_REQUIRE_BROWSER"));
			assertThat(required).as("a Chromium is required here, and there is none").isFalse();
			Assumptions.abort("no Chromium on this machine: install one, or name it in MAIAM_CHROMIUM");
		}
		return new RealBrowser(chromium, port);
	}

	String address() {
		return this.address;
	}

	/** A page of a new visitor, at a size in CSS pixels. */
	Page visitor(int width, int height) {
		BrowserContext context = this.browser.newContext(new Browser.NewContextOptions().setBaseURL(this.address)
			.setViewportSize(width, height)
			.setLocale("vi-VN")
			.setTimezoneId("Asia/Ho_Chi_Minh"));
		return context.newPage();
	}

	/** As {@link #signedIn}, in a browser that runs no scripts. */
	Page signedInWithoutScripts(String username, int width, int height) {
		Page page = this.browser
			.newContext(new Browser.NewContextOptions().setBaseURL(this.address)
				.setViewportSize(width, height)
				.setLocale("vi-VN")
				.setJavaScriptEnabled(false))
			.newPage();
		signIn(page, username);
		return page;
	}

	Page signedIn(String username, int width, int height) {
		Page page = visitor(width, height);
		signIn(page, username);
		return page;
	}

	static void signIn(Page page, String username) {
		page.navigate("/login");
		page.fill("#username", username);
		page.fill("#password", TestProvince.PASSWORD);
		page.click("button.main");
		page.waitForURL((url) -> !url.contains("/login"));
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

}
