package vn.maiam;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;

import vn.maiam.household.HouseholdCode;
import vn.maiam.shared.web.LivePages;

import static org.assertj.core.api.Assertions.assertThat;

/** Three people and one order, each in a browser of their own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestProvince.People.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class WorkplaceJourneyIT {

	@LocalServerPort
	int port;

	@Autowired
	TestProvince province;

	@Autowired
	LivePages streams;

	@Autowired
	JdbcClient jdbc;

	private RealBrowser browser;

	@BeforeAll
	void open() {
		this.browser = RealBrowser.open(this.port);
	}

	@AfterAll
	void close() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@Test
	void anOrderIsToldLiveReceivedOnAPhoneDoneOnAHouseholdAndFollowedByItsLeader() {
		this.province.actAs("vonhai");
		HouseholdCode house = this.province.aHousehold().named("Lý Văn Páo").save();
		SecurityContextHolder.clearContext();
		Page chairman = this.browser.signedIn("lanhdao", 1366, 768);
		Page official = this.browser.signedIn("vonhai", 390, 844);
		Page other = this.browser.signedIn("daitu", 390, 844);
		official.waitForSelector("main.listening");

		issue(chairman);
		String order = chairman.url();
		assertThat(chairman.locator(".addressees tbody tr").count()).isEqualTo(9);
		assertThat(chairman.locator(".files").innerText()).contains("kế hoạch rà soát.txt");

		// told live, without loading the page again
		official.waitForSelector("#toast:not([hidden])");
		assertThat(official.locator("#toast").innerText()).contains("Rà soát hộ đợt 1");
		official.waitForSelector(".with-act");
		assertThat(official.locator("#bell .count").innerText()).isNotEqualTo("0");
		official.click(".with-act button");
		assertThat(official.locator(".mine").innerText()).contains("Huyện Võ Nhai", "Đã nhận");

		// the order became a task; the work itself is done on a household, which the
		// task's talk names
		official.click(".mine a[href*='/tasks/']");
		official.fill("#text", "Đã đến nhà #" + house.value() + ", xong móng.");
		official.click(".say button.main");
		assertThat(official.locator(".minicards").innerText()).contains("Lý Văn Páo");
		official.click(".minicards a");
		assertThat(official.url()).endsWith("/households/" + house.value());
		official.navigate(order);
		official.click(".mine a[href*='/tasks/']");
		official.fill("#note", "Đã rà soát, 3 hộ vướng đất");
		official.click("button[value=finish]");
		assertThat(official.locator(".badges").first().innerText()).contains("Đã xong");

		// another district has only looked
		other.navigate(order);
		assertThat(other.locator(".addressees tbody tr").count()).as("its own line only").isEqualTo(1);

		// the leader's open page follows by itself
		chairman.waitForSelector("h2:has-text('1 xong, 1 đã nhận trong 9 nơi nhận')");
		Locator mine = chairman.locator(".addressees tr")
			.filter(new Locator.FilterOptions().setHasText("Huyện Võ Nhai"));
		assertThat(mine.innerText()).contains("Đã xong", "Người dùng vonhai", "3 hộ vướng đất");
		chairman.reload();
		assertThat(chairman.locator(".addressees tr")
			.filter(new Locator.FilterOptions().setHasText("Huyện Đại Từ"))
			.innerText()).contains("Đã mở, chưa nhận", "Người dùng daitu");
		assertThat(chairman.locator(".addressees tr").filter(new Locator.FilterOptions().setHasText("Chưa mở")).count())
			.isEqualTo(7);
		chairman.navigate("/today");
		assertThat(chairman.locator(".orders").innerText()).contains("1 xong, 1 đã nhận trong 9 nơi nhận");
		chairman.click("#bell");
		assertThat(chairman.locator(".notices").innerText())
			.contains("Người dùng vonhai kết thúc việc: Rà soát hộ đợt 1");
	}

	/**
	 * The push services of browsers cannot be reached from here, so the browser is handed
	 * what would have come from them; up to there {@code PushTests} shows it.
	 */
	@Test
	void aTelephoneShowsWhatItIsToldAndSaysSoWhenItCannotBeSwitchedOn() {
		Page phone = this.browser.signedIn("vonhai", 390, 844);
		phone.context().grantPermissions(List.of("notifications"));
		CDPSession devtools = phone.context().newCDPSession(phone);
		List<String> workers = new CopyOnWriteArrayList<>();
		devtools.on("ServiceWorker.workerRegistrationUpdated", (event) -> event.getAsJsonArray("registrations")
			.forEach((it) -> workers.add(it.getAsJsonObject().get("registrationId").getAsString())));
		devtools.send("ServiceWorker.enable");
		phone.navigate("/account/notifications");
		phone.click("form[data-push] button");
		phone.waitForSelector("[data-push-says=failed]:not([hidden])");
		phone.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
		JsonObject told = new JsonObject();
		told.addProperty("origin", this.browser.address());
		told.addProperty("registrationId", workers.get(workers.size() - 1));
		told.addProperty("data", "{\"text\":\"Giao việc: Gọi xã\",\"path\":\"/notifications/1\",\"tag\":\"task 1\"}");
		devtools.send("ServiceWorker.deliverPushMessage", told);
		// waitForFunction would evaluate a string in the page, which its content policy
		// refuses
		Awaitility.await()
			.untilAsserted(() -> assertThat(phone.evaluate(
					"() => navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) => all.map((it) => it.title + ': ' + it.body))"))
				.isEqualTo(List.of("Mái Ấm: Giao việc: Gọi xã")));
	}

	@Test
	void aStreamThatWasCutComesBackAndNothingIsLost() {
		Page official = this.browser.signedIn("trangxa", 390, 844);
		official.waitForSelector("main.listening");
		PlaywrightAssertions.assertThat(official.locator("#bell .count")).not().isEmpty();
		String before = official.locator("#bell .count").textContent();
		// the server hangs up and hears nothing of what is told in between
		this.streams.stop();
		this.jdbc
			.sql("""
					insert into notice (account_id, kind, subject_kind, subject_id, arguments, first_at, last_at)
					select id, 'REPORT_REMINDER', 'week', '2025-W03', array['3'], now(), now() from user_account where username = 'trangxa'""")
			.update();
		this.streams.start();
		PlaywrightAssertions.assertThat(official.locator("#bell .count")).not().hasText(before);
		official.click("#bell");
		assertThat(official.locator(".notices").innerText()).contains("Báo cáo tuần 3 chưa nộp");
		official.click(".notices .unread a");
		assertThat(official.url()).contains("/reports?week=2025-W03");
	}

	@Test
	void oneKeyAndAFewLettersFindAnything() {
		this.province.actAs("vonhai");
		HouseholdCode house = this.province.aHousehold().named("Triệu Thị Pham").save();
		SecurityContextHolder.clearContext();
		Page official = this.browser.signedIn("vonhai", 1366, 768);
		official.keyboard().press("/");
		official.waitForURL(Pattern.compile(".*/search"));
		official.locator("#q").pressSequentially("trieu thi ph");
		official.waitForSelector(".finds a[href='/households/" + house.value() + "']");
		Page stranger = this.browser.signedIn("daitu", 1366, 768);
		stranger.navigate("/search?q=trieu+thi+ph");
		assertThat(stranger.locator(".finds").count()).isZero();
	}

	@Test
	void aNameBehindAnAtSignIsOffered() {
		Page official = this.browser.signedIn("vonhai", 390, 844);
		official.navigate("/groups/170");
		official.locator("#text").pressSequentially("Nhờ @lanhdao.vo");
		official.click(".suggested button");
		assertThat(official.inputValue("#text")).isEqualTo("Nhờ @lanhdao.vonhai ");
		official.locator("#text").pressSequentially("xem giúp");
		official.click(".say button.main");
		assertThat(official.locator(".said").first().innerText()).contains("@Người dùng lanhdao.vonhai xem giúp");
	}

	@Test
	void manyFilesAreSentOneByOneAndWithoutScriptsTogether() {
		Page official = this.browser.signedIn("vonhai", 1366, 768);
		send(official);
		official.waitForURL(Pattern.compile(".*/documents"));
		assertThat(official.locator(".documents").innerText()).contains("một", "hai");
		Page plain = this.browser.signedInWithoutScripts("lanhdao.vonhai", 1366, 768);
		send(plain);
		assertThat(plain.locator(".notice").innerText()).contains("2");
	}

	private static void send(Page page) {
		page.navigate("/documents/new");
		page.selectOption("#documentKind", "PLAN");
		page.setInputFiles("#files", new FilePayload[] { file("một.txt"), file("hai.txt") });
		page.click("button.main");
	}

	private static void issue(Page chairman) {
		chairman.navigate("/directives/new");
		chairman.fill("#title", "Rà soát hộ đợt 1");
		chairman.fill("#text", "Lập danh sách hộ vướng mắc, báo cáo trước thời hạn.");
		chairman.fill("#dueOn", "2030-12-15");
		chairman.check("input.all");
		chairman.setInputFiles("#files", file("kế hoạch rà soát.txt"));
		chairman.click("button.main");
		chairman.waitForURL(Pattern.compile(".*/directives/[0-9]+"));
	}

	private static FilePayload file(String name) {
		return new FilePayload(name, "text/plain",
				("nội dung " + name + System.nanoTime()).getBytes(StandardCharsets.UTF_8));
	}

}
