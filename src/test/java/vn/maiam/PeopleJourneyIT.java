package vn.maiam;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonObject;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From an empty installation to the first member who has come in: the one-time link of
 * the log, the decision's list of 366, slips of paper, a telephone. And a passkey.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DirtiesContext
class PeopleJourneyIT {

	private static final int PORT = TestSocketUtils.findAvailableTcpPort();

	private static final String ADMIN = "một câu dài của quản trị";

	private static final String MEMBER = "nhà ấm bên suối Nghinh Tường";

	private static String adminKey = "";

	private static String link = "";

	@DynamicPropertySource
	static void address(DynamicPropertyRegistry registry) {
		registry.add("server.port", () -> PORT);
		registry.add("maiam.address", () -> "http://localhost:" + PORT);
	}

	@Test
	@Order(1)
	void fromAnEmptyInstallationToTheFirstMemberWhoHasComeIn(CapturedOutput output) throws Exception {
		Matcher once = Pattern.compile("http://localhost:" + PORT + "(/welcome#\\S+)").matcher(output.getAll());
		assertThat(once.find()).as("the link in the log").isTrue();
		link = once.group(1);
		try (RealBrowser browser = RealBrowser.open(PORT)) {
			Page admin = browser.visitor(1366, 768);
			firstAdmin(admin);
			importMembers(admin);
			assertThat(admin.locator(".good .big").innerText()).contains("366");
			Path slips = print(admin);
			String text = text(slips);
			assertThat(Pattern.compile("[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}").matcher(text).results().count())
				.isEqualTo(366);
			Matcher mine = Pattern
				.compile("Tên đăng nhập: (mathihuong)\\s.*?([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})", Pattern.DOTALL)
				.matcher(text);
			assertThat(mine.find()).isTrue();
			assertThat(addresses(slips)).anyMatch((it) -> it.startsWith("http://localhost:" + PORT + "/activate#"))
				.hasSizeGreaterThan(2);

			Page phone = browser.visitor(390, 844);
			activate(phone, mine.group(2));
			phone.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/activated.png")));
			secondFactor(phone);

			admin.navigate("/admin/accounts");
			assertThat(admin.locator(".adoption .big").innerText().replaceAll("\\s", "")).isEqualTo("1/366");
			admin.navigate("/members?unit=170");
			assertThat(admin.locator("table.members tbody tr").count()).isEqualTo(36);
		}
	}

	@Test
	@Order(2)
	void aPasskeyIsRegisteredAndUsed() {
		try (RealBrowser browser = RealBrowser.open(PORT)) {
			Page page = browser.visitor(390, 844);
			CDPSession devtools = page.context().newCDPSession(page);
			devtools.send("WebAuthn.enable");
			JsonObject options = new JsonObject();
			options.addProperty("protocol", "ctap2");
			options.addProperty("transport", "internal");
			options.addProperty("hasResidentKey", true);
			options.addProperty("hasUserVerification", true);
			options.addProperty("isUserVerified", true);
			options.addProperty("automaticPresenceSimulation", true);
			JsonObject authenticator = new JsonObject();
			authenticator.add("options", options);
			devtools.send("WebAuthn.addVirtualAuthenticator", authenticator);

			signIn(page, "quantri", ADMIN);
			page.fill("#code", code(adminKey, 2));
			page.click("form.card button.main");
			page.waitForURL((url) -> !url.contains("/login"));
			page.navigate("/account/second-factor");
			page.fill("#label", "Điện thoại của tôi");
			page.click("[data-passkey=register]");
			page.waitForSelector("text=Điện thoại của tôi");

			page.locator("summary").last().click();
			page.context().clearCookies();
			page.navigate("/login");
			page.click("[data-passkey=use]");
			page.waitForURL((url) -> !url.contains("/login"));
			page.navigate("/admin/accounts");
			assertThat(page.locator("h1").innerText()).isEqualTo("Tài khoản");
		}
	}

	private static void firstAdmin(Page page) {
		page.navigate(link);
		page.fill("#fullName", "Quản Trị Đầu Tiên");
		page.fill("#username", "quantri");
		page.fill("#password", ADMIN);
		page.selectOption("#unitId", new com.microsoft.playwright.options.SelectOption().setLabel("Tỉnh Thái Nguyên"));
		page.click("button.main");
		page.waitForURL("**/login");
		assertThat(page.navigate(link).status()).as("the link is used up").isEqualTo(404);
		signIn(page, "quantri", ADMIN);
		page.waitForURL("**/account/second-factor");
		page.locator("summary:has-text('Không quét được')").click();
		adminKey = page.locator("#totp-secret").innerText().replace(" ", "");
		page.fill("#code", code(adminKey, 0));
		page.click("button[value=confirm]");
		assertThat(page.locator(".codes li").count()).isEqualTo(10);
	}

	private static void importMembers(Page page) {
		page.navigate("/members/import");
		page.setInputFiles("#file", Path.of("src/main/resources/data/demo/members.xlsx"));
		page.click("form[enctype] button.main");
		assertThat(page.locator("ul.chips").innerText()).isEqualToIgnoringWhitespace("Người mới 366");
		page.fill("#decisionNo", "2630/QĐ-UBND");
		page.fill("#decisionDate", "2024-10-30");
		page.click("button[value=confirm]");
		page.waitForSelector(".good .big");
	}

	private static Path print(Page page) {
		Download download = page.waitForDownload(() -> page.click(".slipform button.main"));
		Path file = Path.of("target/slips.pdf");
		download.saveAs(file);
		return file;
	}

	private static void activate(Page phone, String code) {
		phone.navigate("/activate");
		phone.fill("#code", code.toLowerCase(java.util.Locale.ROOT));
		phone.click("button.main");
		phone.fill("#password", "matkhau123");
		phone.fill("#again", "matkhau123");
		phone.click("button.main");
		assertThat(phone.inputValue("#password")).as("without the tick nothing is sent and nothing lost")
			.isEqualTo("matkhau123");
		phone.check("#read");
		phone.click("button.main");
		assertThat(phone.locator(".errors").innerText()).contains("dễ đoán");
		phone.fill("#password", MEMBER);
		phone.fill("#again", MEMBER);
		phone.check("#read");
		phone.click("button.main");
		phone.waitForURL("**/login");
		assertThat(phone.inputValue("#username")).isEqualTo("mathihuong");
		phone.fill("#password", MEMBER);
		phone.click("button.main");
		phone.waitForURL("**/today");
	}

	private static void secondFactor(Page phone) {
		phone.navigate("/account/second-factor");
		phone.locator("summary:has-text('Không quét được')").click();
		String key = phone.locator("#totp-secret").innerText().replace(" ", "");
		phone.fill("#code", "000000");
		phone.click("button[value=confirm]");
		assertThat(phone.locator(".errors").first().innerText()).contains("không đúng");
		String once = code(key, 0);
		phone.fill("#code", once);
		phone.click("button[value=confirm]");
		assertThat(phone.locator(".codes li").count()).isEqualTo(10);
		String recovery = phone.locator(".codes li").first().innerText();

		phone.context().clearCookies();
		signIn(phone, "mathihuong", MEMBER);
		phone.waitForURL("**/login/second");
		assertThat(phone.navigate("/households").url()).endsWith("/login/second");
		phone.fill("#code", once);
		phone.click("form.card button.main");
		assertThat(phone.locator(".errors").first().innerText()).as("a code works once").contains("đã dùng");
		phone.fill("#code", code(key, 1));
		phone.check("input[name=trust]");
		phone.click("form.card button.main");
		phone.waitForURL("**/households");

		List<com.microsoft.playwright.options.Cookie> trusted = phone.context()
			.cookies()
			.stream()
			.filter((cookie) -> cookie.name.equals("maiam-device"))
			.toList();
		phone.context().clearCookies();
		phone.context().addCookies(trusted);
		signIn(phone, "mathihuong", MEMBER);
		phone.waitForURL("**/today");

		phone.context().clearCookies();
		signIn(phone, "mathihuong", MEMBER);
		phone.fill("#code", recovery);
		phone.click("form.card button.main");
		phone.waitForURL("**/today");
	}

	private static void signIn(Page page, String username, String password) {
		page.navigate("/login");
		page.fill("#username", username);
		page.fill("#password", password);
		page.click("form.card button.main");
	}

	private static String code(String key, int stepsAhead) {
		try {
			return new DefaultCodeGenerator().generate(key,
					Instant.now().getEpochSecond() / 30 + Math.min(stepsAhead, 1));
		}
		catch (dev.samstevens.totp.exceptions.CodeGenerationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(Path pdf) throws Exception {
		try (PDDocument document = Loader.loadPDF(Files.readAllBytes(pdf))) {
			return new PDFTextStripper().getText(document);
		}
	}

	/** What a telephone reads from the first sheet. */
	private static List<String> addresses(Path pdf) throws Exception {
		try (PDDocument document = Loader.loadPDF(Files.readAllBytes(pdf))) {
			java.awt.image.BufferedImage sheet = new PDFRenderer(document).renderImageWithDPI(0, 200);
			javax.imageio.ImageIO.write(sheet, "png", Path.of("target/slips.png").toFile());
			int[] pixels = sheet.getRGB(0, 0, sheet.getWidth(), sheet.getHeight(), null, 0, sheet.getWidth());
			Result[] found = new QRCodeMultiReader().decodeMultiple(
					new BinaryBitmap(
							new HybridBinarizer(new RGBLuminanceSource(sheet.getWidth(), sheet.getHeight(), pixels))),
					Map.of(DecodeHintType.TRY_HARDER, true));
			return java.util.stream.Stream.of(found).map(Result::getText).toList();
		}
	}

}
