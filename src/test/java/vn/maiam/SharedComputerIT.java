package vn.maiam;

import com.microsoft.playwright.Page;
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

import static org.assertj.core.api.Assertions.assertThat;

/** One computer, several officials: what one has typed is nobody else's. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestProvince.People.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class SharedComputerIT {

	private static final String TYPED = "Chủ hộ đi viện, dặn không nói với ai";

	@LocalServerPort
	int port;

	@Autowired
	TestProvince province;

	@Autowired
	JdbcClient jdbc;

	private RealBrowser browser;

	private HouseholdCode house;

	@BeforeAll
	void open() {
		this.browser = RealBrowser.open(this.port);
		this.province.actAs("vonhai");
		this.house = this.province.aHousehold().named("Lý Văn Páo").save();
		SecurityContextHolder.clearContext();
	}

	@AfterAll
	void close() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@Test
	void aDraftOfASessionThatRanOutIsNotGivenToTheNextPerson() {
		Page page = this.browser.signedIn("vonhai", 390, 844);
		page.navigate("/households/new");
		page.fill("#hamlet", TYPED);
		assertThat(kept(page)).contains(TYPED);
		endSessions();
		RealBrowser.signIn(page, "tinh");
		assertThat(kept(page)).doesNotContain(TYPED);
		page.navigate("/households/new");
		assertThat(page.inputValue("#hamlet")).isEmpty();
		page.context().close();
	}

	@Test
	void theSamePersonFindsTheOwnDraftAgain() {
		Page page = this.browser.signedIn("vonhai", 390, 844);
		page.navigate("/households/new");
		page.fill("#hamlet", "Xóm Vải");
		endSessions();
		RealBrowser.signIn(page, "vonhai");
		page.navigate("/households/new");
		assertThat(page.inputValue("#hamlet")).isEqualTo("Xóm Vải");
		page.context().close();
	}

	@Test
	void aDraftOfAHouseThatAColleagueHasTouchedIsShownBesideWhatIsThereNow() {
		Page page = this.browser.signedIn("vonhai", 390, 844);
		page.navigate("/households/" + this.house + "/edit");
		page.fill("#hamlet", "Xóm Mới");
		this.jdbc.sql("update household set hamlet = 'Xóm Đồng Nghiệp', version = version + 1 where code = ?")
			.param(this.house.value())
			.update();
		page.navigate("/households/" + this.house + "/edit");
		assertThat(page.inputValue("#hamlet")).isEqualTo("Xóm Đồng Nghiệp");
		assertThat(page.locator("section.warning").innerText()).contains("Bản nháp chưa gửi", "Xóm Mới",
				"Xóm Đồng Nghiệp");
		page.click("section.warning [data-take]");
		assertThat(page.inputValue("#hamlet")).isEqualTo("Xóm Mới");
		page.context().close();
	}

	@Test
	void signingOutLeavesNothingAndAsksBeforeItTakesWhatWasNotSent() {
		Page page = this.browser.signedIn("vonhai", 1366, 768);
		page.navigate("/households/new");
		page.fill("#hamlet", TYPED);
		page.onceDialog((question) -> {
			assertThat(question.message()).contains("chưa gửi");
			question.dismiss();
		});
		page.click("details.more summary");
		page.click("form[action='/logout'] button");
		assertThat(page.url()).endsWith("/households/new");
		assertThat(kept(page)).contains(TYPED);
		page.onceDialog((question) -> question.accept());
		page.click("form[action='/logout'] button");
		page.waitForURL("**/login?out");
		assertThat(kept(page)).doesNotContain(TYPED);
		page.context().close();
	}

	private void endSessions() {
		this.jdbc.sql("delete from spring_session").update();
	}

	private static String kept(Page page) {
		return page.evaluate("() => JSON.stringify(localStorage)").toString();
	}

}
