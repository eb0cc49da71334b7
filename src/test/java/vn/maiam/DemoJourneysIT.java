package vn.maiam;

import vn.maiam.area.UnitDirectory;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.weeklyreport.KeptReport;
import vn.maiam.weeklyreport.domain.ReportFigureService;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.openxmlformats.schemas.wordprocessingml.x2006.main.STPageOrientation;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What users do in the demonstration province, in a real browser. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "maiam.demo=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class DemoJourneysIT {

	private static final List<String> PEOPLE = List.of("admin", "lanhdao", "tinh", "vonhai", "daitu", "lanhdao.vonhai",
			"quantri.vonhai", "trangxa", "thanhvien", "thanhtra");

	@LocalServerPort
	int port;

	@Value("${local.management.port}")
	int managementPort;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ReportFigureService figures;

	@Autowired
	UnitDirectory units;

	@TempDir
	Path folder;

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
	void anOfficialRecordsTheNextStageWithAPhotoAndTheChairmanSeesTheTotalMove() throws Exception {
		Family family = this.jdbc
			.sql("""
					select h.code, h.full_name from household h join administrative_unit u on u.id = h.unit_id
					join administrative_unit d on d.id = u.parent_id
					where d.code = '170' and h.stage = 'NOT_STARTED' and h.eligibility = 'ELIGIBLE' and h.full_name ~ '[ăâđêôơưạảấ]'
						and (select count(*) from household o where search_key(o.full_name) = search_key(h.full_name)) = 1
					order by h.code limit 1""")
			.query(Family.class)
			.single();
		int before = started("lanhdao", "19");

		Page phone = this.browser.signedIn("vonhai", 390, 844);
		assertThat(phone.url()).endsWith("/today");
		phone.fill("input[name=q]", bare(family.fullName()));
		phone.press("input[name=q]", "Enter");
		phone.click("text=" + family.fullName());
		phone.click(".actions a.main");
		assertThat(phone.isChecked("input[name=stage][value=STARTED]")).isTrue();
		phone.setInputFiles("#photos", picture());
		phone.waitForSelector("#previews img");
		phone.click("button.main.large");
		phone.waitForSelector(".notice");
		assertThat(phone.locator(".timeline > li").first().innerText()).contains("Khởi công");
		String photo = phone.locator(".timeline .photos a").first().getAttribute("href");
		assertThat(phone.locator(".timeline .photos img")
			.first()
			.evaluate("image => image.decode().then(() => image.naturalWidth)")).isEqualTo(360);

		assertThat(started("lanhdao", "19")).isEqualTo(before + 1);
		Page chairman = this.browser.signedIn("lanhdao", 1366, 768);
		assertThat(chairman.url()).endsWith("/today");
		chairman.navigate("/dashboard");
		assertThat(chairman.locator(".tiles a[href*=BEGUN] b").innerText()).isEqualTo(String.valueOf(before + 1));

		Page stranger = this.browser.signedIn("daitu", 390, 844);
		for (String address : List.of("/households/" + family.code(), photo, photo + "/small")) {
			assertThat(stranger.navigate(address).status()).as(address).isEqualTo(404);
		}
		assertThat(get("/api/v1/households?q=" + family.code(), "daitu").body()).contains("\"total\":0");
		assertThat(get("/api/v1/summary?unit=170", "daitu").statusCode()).isEqualTo(404);
		assertThat(get("/api/v1/households?q=" + family.code(), "vonhai").body()).contains(family.code());
	}

	@Test
	void aWrongUploadKeepsWhatWasTypedAndALostConnectionToo() throws Exception {
		String code = this.jdbc
			.sql("""
					select h.code from household h join administrative_unit u on u.id = h.unit_id join administrative_unit d on d.id = u.parent_id
					where d.code = '171' and h.stage = 'FOUNDATION' order by h.code limit 1""")
			.query(String.class)
			.single();
		Page phone = this.browser.signedIn("daitu", 390, 844);
		phone.navigate("/households/" + code + "/progress");
		phone.check("input[name=stage][value=ROOF]");
		phone.click("summary:has-text('Ghi chú')");
		phone.fill("#note", "Mái đã lợp xong hôm qua");
		phone.setInputFiles("#photos", picture());
		phone.context().setOffline(true);
		phone.click("button.main.large");
		phone.waitForSelector("#unsent:not([hidden])");
		assertThat(phone.inputValue("#note")).isEqualTo("Mái đã lợp xong hôm qua");
		phone.context().setOffline(false);
		phone.click("button.main.large");
		phone.waitForSelector(".field.wrong");
		assertThat(phone.inputValue("#note")).isEqualTo("Mái đã lợp xong hôm qua");
		phone.waitForSelector("#previews img");
		phone.fill("#reason", "Khung và mái làm cùng lúc");
		phone.click("button.main.large");
		phone.waitForSelector(".notice");
		assertThat(phone.locator(".timeline > li").first().locator(".photos img").count()).isEqualTo(1);
	}

	@Test
	void thatTheCitizenIdIsNotKeptOnTheDeviceIsSaid() {
		Page phone = this.browser.signedIn("vonhai", 390, 844);
		phone.navigate("/households/new");
		phone.fill("#fullName", "Nông Thị Thử");
		phone.fill("#citizenId", "019182001234");
		phone.navigate("/households/new");
		phone.waitForSelector("form > .warning [data-unkept]:not([hidden])");
		assertThat(phone.inputValue("#fullName")).isEqualTo("Nông Thị Thử");
		assertThat(phone.inputValue("#citizenId")).isEmpty();
		assertThat(phone.evaluate("JSON.stringify(localStorage)").toString()).doesNotContain("019182001234");
		phone.click("form > .warning[role=status] button");
		phone.fill("#fullName", "Nông Thị Thử");
		phone.navigate("/households/new");
		phone.waitForSelector("form > .warning[role=status]");
		assertThat(phone.isVisible("form > .warning [data-unkept]")).isFalse();
	}

	@Test
	void whatWasNotSentComesBackForAllToSeeAndOnlyToItsOwnHouseholds() {
		Page phone = this.browser.signedIn("vonhai", 390, 844);
		String code = this.jdbc
			.sql("select h.code from household h join administrative_unit u on u.id = h.unit_id "
					+ "join administrative_unit d on d.id = u.parent_id where d.code = '170' and h.stage = 'FRAME' "
					+ "and h.halt is null order by h.code limit 1")
			.query(String.class)
			.single();
		phone.navigate("/households/" + code + "/progress");
		phone.click("details:has(#note) > summary");
		phone.fill("#note", "chờ thợ lợp");
		phone.fill("#reachedOn", "2025-02-03");
		phone.check("input[name=stage][value=FINISHING]");
		phone.navigate("/households/" + code + "/progress");
		phone.waitForSelector("form > .warning[role=status]");
		assertThat(phone.isVisible("#note")).isTrue();
		assertThat(phone.inputValue("#note")).isEqualTo("chờ thợ lợp");
		assertThat(phone.inputValue("#reachedOn")).isEqualTo("2025-02-03");
		assertThat(phone.isChecked("input[name=stage][value=FINISHING]")).isTrue();
		phone.click("form > .warning[role=status] button");
		phone.waitForCondition(() -> phone.inputValue("#note").isEmpty());

		phone.navigate("/households/progress");
		phone.fill("[name='rows[0].reason']", "của dòng đầu");
		phone.navigate("/households/progress?page=2");
		assertThat(phone.inputValue("[name='rows[0].reason']")).isEmpty();
		assertThat(phone.locator("form > .warning[role=status]").count()).isZero();
		phone.navigate("/households/progress");
		phone.waitForSelector("form > .warning[role=status]");
		assertThat(phone.inputValue("[name='rows[0].reason']")).isEqualTo("của dòng đầu");
		phone.context().close();
	}

	@Test
	void aNewAccountSetsItsOwnPasswordAndStaysSignedIn() {
		Page admin = this.browser.signedIn("quantri.vonhai", 1366, 768);
		admin.navigate("/admin/accounts/new");
		admin.fill("#fullName", "Nông Thị Mới");
		admin.fill("#username", "nongthimoi");
		admin.selectOption("#role", "OFFICER");
		admin.selectOption("#unitId",
				new com.microsoft.playwright.options.SelectOption().setLabel("Xã Tràng Xá (05746)"));
		admin.click("main button.main");
		String code = admin.locator(".card.good .code").innerText();
		Page fresh = this.browser.visitor(390, 844);
		fresh.navigate("/activate");
		fresh.fill("#code", code);
		fresh.click("button.main");
		fresh.fill("#password", "một câu dài dễ nhớ");
		fresh.fill("#again", "một câu dài dễ nhớ");
		fresh.check("#read");
		fresh.click("button.main");
		fresh.waitForURL("**/login");
		fresh.fill("#password", "một câu dài dễ nhớ");
		fresh.click("form.card button.main");
		fresh.waitForURL("**/today");
		assertThat(fresh.navigate("/today").url()).endsWith("/today");
	}

	@Test
	void theManagementPortSaysThatAllIsWell() throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.managementPort + "/actuator/health/readiness"))
			.build();
		assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body())
			.contains("UP");
	}

	@Test
	void everyDemonstrationAccountSignsInAndSeesItsOwnScope() throws Exception {
		for (String person : PEOPLE) {
			assertThat(get("/api/v1/summary", person).statusCode()).as(person).isEqualTo(200);
		}
		assertThat(get("/api/v1/summary", "vonhai").body()).contains("\"code\":\"170\"");
		assertThat(get("/api/v1/summary", "trangxa").body()).contains("\"code\":\"05746\"");
		assertThat(get("/api/v1/summary?unit=19", "lanhdao").body()).contains("\"total\":591");
	}

	@Test
	void everyPageIsAccessibleStaysAtHomeAndFitsANarrowPhone() {
		Set<String> problems = new TreeSet<>();
		Set<String> kinds = new TreeSet<>();
		HtmlCheck html = new HtmlCheck();
		int pages = 0;
		for (String person : List.of("vonhai", "tinh", "lanhdao", "admin", "thanhtra")) {
			Page page = this.browser.signedIn(person, 360, 740);
			page.onRequest((request) -> {
				if (!request.url().startsWith(this.browser.address()) && !request.url().startsWith("blob:")
						&& !request.url().startsWith("data:")) {
					problems.add("asks another origin: " + request.url());
				}
			});
			page.onConsoleMessage((message) -> {
				if ("error".equals(message.type()) && message.text().contains("Content Security Policy")) {
					problems.add(page.url() + ": " + message.text());
				}
			});
			Set<String> paths = crawl(page, kinds);
			for (String path : paths) {
				pages++;
				Response response = page.navigate(path);
				if (response.status() != 200) {
					problems.add(person + " " + path + " answers " + response.status());
					continue;
				}
				if (!"CSS1Compat".equals(page.evaluate("document.compatMode"))) {
					problems.add(path + " has no doctype");
				}
				for (String error : html.errors(response.text())) {
					problems.add(path + ": " + error);
				}
				// tall, so that the bars at the foot of the screen cover nothing
				page.setViewportSize(360, 3000);
				page.evaluate("document.querySelectorAll('main details').forEach((it) => { it.open = true; })");
				int wide = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
				if (wide > 360) {
					problems.add(path + " is " + wide + " px wide at 360");
				}
				for (Rule rule : new AxeBuilder(page)
					.withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
					.analyze()
					.getViolations()) {
					if (Set.of("serious", "critical").contains(rule.getImpact())) {
						problems.add(path + ": " + rule.getId() + " " + rule.getNodes().get(0).getHtml());
					}
				}
			}
			page.context().close();
		}
		assertThat(problems).isEmpty();
		assertThat(pages).isGreaterThan(20);
	}

	@Test
	void theReportLeavesAsWordExcelAndPdfWithTheSameFigures() throws Exception {
		String week = this.jdbc
			.sql("select label from reporting_week where closed_at is not null order by opens_at desc offset 1 limit 1")
			.query(String.class)
			.single();
		JsonNode report = JsonMapper.builder().build().readTree(get("/api/v1/reports/" + week + "/19", "tinh").body());
		String total = report.get("total").asString();
		String completed = report.get("completed").asString();
		try (XWPFDocument word = new XWPFDocument(file("/reports/" + week + "/19.docx"))) {
			String text = word.getParagraphs().stream().map(XWPFParagraph::getText).collect(Collectors.joining("\n"));
			assertThat(text).contains("BÁO CÁO", "Đã hoàn thành: " + completed + " nhà", "KẾT QUẢ THEO ĐƠN VỊ");
			assertThat(word.getTables().get(0).getText()).contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
					"Độc lập - Tự do - Hạnh phúc");
			XWPFTable units = word.getTables().get(2);
			assertThat(units.getRow(10).getCell(2).getText()).isEqualTo(total);
			assertThat(units.getRow(10).getCell(5).getText()).isEqualTo(completed);
			assertThat(word.getDocument().getBody().getSectPr().getPgSz().getOrient())
				.isEqualTo(STPageOrientation.LANDSCAPE);
		}
		try (XSSFWorkbook book = new XSSFWorkbook(file("/reports/" + week + "/19.xlsx"))) {
			Row totals = book.getSheetAt(0).getRow(14);
			assertThat(totals.getCell(2).getCellFormula()).isEqualTo("SUM(C6:C14)");
			assertThat(totals.getCell(2).getNumericCellValue()).isEqualTo(Double.parseDouble(total));
			assertThat(totals.getCell(5).getNumericCellValue()).isEqualTo(Double.parseDouble(completed));
			book.getCreationHelper().createFormulaEvaluator().evaluateAll();
			assertThat(totals.getCell(5).getNumericCellValue()).isEqualTo(Double.parseDouble(completed));
			assertThat(book.getSheetAt(0).getPaneInformation().isFreezePane()).isTrue();
			assertThat(book.getPrintArea(0)).isNotBlank();
		}
		try (PDDocument pdf = Loader.loadPDF(file("/reports/" + week + "/19.pdf").readAllBytes())) {
			assertThat(new PDFTextStripper().getText(pdf)).contains("Đã hoàn thành: " + completed + " nhà",
					"TỔNG CỘNG " + total);
			for (PDPage page : pdf.getPages()) {
				for (COSName font : page.getResources().getFontNames()) {
					assertThat(page.getResources().getFont(font).isEmbedded()).as(font.getName()).isTrue();
				}
			}
		}
	}

	@Test
	void everyRuleHasAHouseThatShowsIt() {
		assertThat(this.jdbc.sql("select distinct rule from evidence_flag").query(String.class).list())
			.containsExactlyInAnyOrder(Stream.of(PlausibilityRule.values()).map(Enum::name).toArray(String[]::new));
	}

	@Test
	void tenWeeksOfReportsStandInEveryWayAndARecountReproducesThem() {
		assertThat(this.jdbc.sql("select count(*) from reporting_week where closed_at is not null")
			.query(Long.class)
			.single()).isGreaterThanOrEqualTo(10);
		assertThat(this.jdbc.sql("select distinct state from weekly_report").query(String.class).list())
			.contains("DRAFT", "SUBMITTED", "RETURNED", "ACCEPTED");
		assertThat(this.jdbc.sql("select count(*) from weekly_report where number = 2").query(Long.class).single())
			.isEqualTo(1);
		List<Kept> kept = this.jdbc.sql("""
				select r.unit_id, w.opens_at, w.cut_off_at, r.kept::text as kept from weekly_report r
				join reporting_week w on w.label = r.week where r.state = 'ACCEPTED' order by r.week, r.unit_id""")
			.query(Kept.class)
			.list();
		assertThat(kept).hasSizeGreaterThan(60);
		for (int at = 0; at < kept.size(); at += 7) {
			Kept report = kept.get(at);
			assertThat(this.figures.count(this.units.require(report.unitId()), report.opensAt(), report.cutOffAt()))
				.isEqualTo(KeptReport.read(report.kept()).figures());
		}
	}

	@Test
	void withoutScriptsTheLeadersPageAndTheReportAreComplete() {
		Page leader = this.browser.signedInWithoutScripts("lanhdao", 1366, 768);
		leader.navigate("/dashboard");
		assertThat(leader.locator(".answers > li").count()).isEqualTo(4);
		leader.click("[data-part=curve] summary");
		assertThat(leader.locator("table[data-chart] tbody tr").count()).isGreaterThan(10);
		leader.navigate("/dashboard/meeting#screen-2");
		assertThat(leader.locator("#screen-2").isVisible()).isTrue();
		assertThat(leader.locator("#screen-1").isVisible()).isFalse();

		Page officer = this.browser.signedInWithoutScripts("daitu", 390, 844);
		officer.navigate("/reports");
		officer.click(".week-now a.main");
		officer.fill("#proposals", "Đề nghị cấp thêm xi măng");
		officer.click("button[value=save]");
		assertThat(officer.inputValue("#proposals")).isEqualTo("Đề nghị cấp thêm xi măng");
		assertThat(officer.locator(".notice").innerText()).isNotBlank();
	}

	private InputStream file(String path) throws Exception {
		String basic = Base64.getEncoder()
			.encodeToString(("tinh:" + TestProvince.PASSWORD).getBytes(StandardCharsets.UTF_8));
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.browser.address() + path))
				.header("Authorization", "Basic " + basic)
				.build(), HttpResponse.BodyHandlers.ofInputStream())
			.body();
	}

	/** The pages that the start pages lead to, one of each kind. */
	private static Set<String> crawl(Page page, Set<String> kinds) {
		Set<String> found = new TreeSet<>();
		List<String> open = new ArrayList<>(List.of("/dashboard", "/households", "/help"));
		while (!open.isEmpty()) {
			String path = open.remove(0);
			if (page.navigate(path).status() != 200) {
				continue;
			}
			for (Object href : (List<?>) page
				.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")) {
				String target = href.toString();
				String kind = target.replaceAll("[A-Z]{2}-[0-9]{6}|[0-9a-f-]{36}|[0-9]{4}-W[0-9]{2}", "*")
					.replaceAll("[?#].*", "")
					.replaceAll("(tasks|directives|notifications|groups)/[0-9]+", "$1/*");
				if (target.startsWith("/")
						&& !target.matches("/photos/.*|/files/.*|.*\\.(xlsx|docx|pdf|zip).*|.*lang=.*")
						&& kinds.add(kind) && found.size() < 60) {
					found.add(target);
					open.add(target);
				}
			}
		}
		return found;
	}

	private int started(String person, String unit) throws Exception {
		Matcher matcher = Pattern.compile("\"started\":(\\d+)")
			.matcher(get("/api/v1/summary?unit=" + unit, person).body());
		assertThat(matcher.find()).isTrue();
		return Integer.parseInt(matcher.group(1));
	}

	private HttpResponse<String> get(String path, String person) throws Exception {
		String basic = Base64.getEncoder()
			.encodeToString((person + ":" + TestProvince.PASSWORD).getBytes(StandardCharsets.UTF_8));
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.browser.address() + path))
			.header("Authorization", "Basic " + basic)
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	private Path picture() throws IOException {
		BufferedImage image = new BufferedImage(2400, 1800, BufferedImage.TYPE_INT_RGB);
		Graphics2D g = image.createGraphics();
		g.setColor(new Color(180, 120, 90));
		g.fillRect(300, 500, 1800, 1000);
		g.dispose();
		Path file = this.folder.resolve("house.jpg");
		ImageIO.write(image, "jpg", file.toFile());
		return file;
	}

	private static String bare(String name) {
		return vn.maiam.shared.VietnameseText.bare(name);
	}

	record Kept(long unitId, Instant opensAt, Instant cutOffAt, String kept) {
	}

	record Family(String code, String fullName) {
	}

}
