package vn.maiam;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;

import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.weeklyreport.domain.ReportingRhythm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Friday, from the officer's one difficulty to the province's report, in a real
 * browser.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({ TestProvince.People.class, TestProvince.HandTime.class })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class FridayJourneyIT {

	/** 14:00 in Thái Nguyên, on Friday of 2025-W02. */
	private static final Instant FRIDAY = Instant.parse("2025-01-10T07:00:00Z");

	private static final Instant CUT_OFF = Instant.parse("2025-01-10T09:00:00Z");

	private static final String REPORT = "/reports/2025-W02/170";

	@LocalServerPort
	int port;

	@Autowired
	TestProvince province;

	@Autowired
	TestProvince.HandClock clock;

	@Autowired
	ReportingRhythm rhythm;

	@Autowired
	ProgressService progress;

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
	void aReportGoesFromTheOfficerToTheProvinceAndThenStands() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode begun = this.province.aHousehold().save();
		this.province.aHousehold().toRepair().save();
		this.province.aHousehold().ineligible().save();
		this.progress.record(begun,
				RecordProgress.reached(Stage.STARTED, LocalDate.now(this.clock)).because("khởi công sớm"), List.of(),
				this.province.version(begun));
		SecurityContextHolder.clearContext();
		this.clock.advance(Duration.between(this.clock.instant(), FRIDAY));
		this.rhythm.tick();

		Page officer = this.browser.signedIn("vonhai", 390, 844);
		officer.navigate("/reports");
		officer.click(".week-now a.main");
		assertThat(officer.url()).endsWith(REPORT);
		JsonNode counted = api(REPORT, "vonhai");
		assertThat(figure(officer, 0)).isEqualTo("3").isEqualTo(counted.get("total").asString());
		assertThat(figure(officer, 1)).isEqualTo("1").isEqualTo(counted.get("started").asString());
		officer.fill("#difficulties", "Đường vào xóm Đồng Chuối sạt lở");
		officer.waitForSelector("#autosaved:not(:empty)");
		officer.reload();
		assertThat(officer.inputValue("#difficulties")).isEqualTo("Đường vào xóm Đồng Chuối sạt lở");
		submit(officer);

		Page leader = this.browser.signedIn("lanhdao.vonhai", 390, 844);
		act(leader, "sign");
		Page reviewer = this.browser.signedIn("tinh", 1366, 768);
		reviewer.navigate(REPORT);
		assertThat(reviewer.locator("button[value=accept]").count()).as("not before the cut-off").isZero();
		reviewer.click(".decide summary");
		reviewer.fill("#return-reason", "Nêu rõ số hộ bị ảnh hưởng");
		reviewer.click("button[value=return]");
		reviewer.waitForSelector(".notice");

		officer.navigate(REPORT);
		assertThat(officer.locator(".errors").first().innerText()).contains("Nêu rõ số hộ bị ảnh hưởng");
		officer.fill("#difficulties", "Đường vào xóm Đồng Chuối sạt lở, 2 hộ bị ảnh hưởng");
		submit(officer);
		act(leader, "sign");
		this.clock.advance(Duration.between(this.clock.instant(), CUT_OFF.plusSeconds(60)));
		this.rhythm.tick();
		act(reviewer, "accept");

		officer.navigate(REPORT);
		assertThat(officer.locator("#difficulties").count()).as("can no longer be written").isZero();
		assertThat(officer.locator("main").innerText()).contains("2 hộ bị ảnh hưởng");
		reviewer.navigate("/reports/2025-W02/19");
		assertThat(reviewer.locator(".below li:has-text('Võ Nhai') .badge").innerText()).isEqualTo("Đã nhận");
		assertThat(reviewer.locator(".below li:has-text('Đại Từ') .badge").innerText()).isEqualTo("Chưa nộp");
		assertThat(figure(reviewer, 1)).isEqualTo("1");
	}

	private void submit(Page page) {
		page.click("button[value=submit]");
		page.waitForSelector(".notice");
	}

	private void act(Page page, String act) {
		page.navigate(REPORT);
		page.click("button[value=" + act + "]");
		page.waitForSelector(".notice");
	}

	private static String figure(Page page, int row) {
		return page.locator(".report-figures tbody tr").nth(row).locator("td").first().innerText();
	}

	private JsonNode api(String path, String person) throws Exception {
		String basic = Base64.getEncoder()
			.encodeToString((person + ":" + TestProvince.PASSWORD).getBytes(StandardCharsets.UTF_8));
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.browser.address() + "/api/v1" + path))
			.header("Authorization", "Basic " + basic)
			.build();
		return JsonMapper.builder()
			.build()
			.readTree(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
	}

}
