package vn.maiam;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import vn.maiam.household.intake.reading.ThreeDoubts;

import static org.assertj.core.api.Assertions.assertThat;

/** A locality's list with three doubts is decided on its page, each doubt once. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestProvince.People.class)
class IntakeQuestionsJourneyIT {

	@LocalServerPort
	int port;

	@Autowired
	JdbcClient jdbc;

	@TempDir
	Path folder;

	@Test
	void threeDoubtsAreDecidedAndTheListIsTakenInRight() throws Exception {
		Path file = Files.write(this.folder.resolve("phu-thuong.xlsx"), ThreeDoubts.workbook());
		try (RealBrowser browser = RealBrowser.open(this.port)) {
			Page page = browser.signedIn("vonhai", 1366, 768);
			upload(page, file);
			assertThat(page.locator("select[name='notYet.0']").inputValue()).isEqualTo("false");
			page.click("button[value=check]");
			page.waitForSelector(".questions");
			assertThat(page.locator(".questions .question").count()).isEqualTo(3);
			assertThat(page.locator(".overview .errors").innerText()).contains("300 triệu đồng", "270 triệu đồng");
			answer(page, "Xã Phú Thương", "Xã Phú Thượng, Huyện Võ Nhai");
			answer(page, "làm lại mái", "Sửa chữa");
			answer(page, "không khớp", "Đã xem, nhập theo các dòng đọc được");
			page.click("button[value=answer]");
			page.waitForSelector("text=Đã quyết định 3 câu hỏi");
			assertThat(page.locator("ul.chips").innerText()).isEqualToIgnoringWhitespace("Mới 6");
			page.click("button[value=confirm]");
			page.waitForSelector("main .notice");
			// the next list of this form is not asked again what its words mean
			upload(page, file);
			page.click("button[value=check]");
			page.waitForSelector(".questions");
			assertThat(page.locator("form > fieldset.questions .question").count()).isOne();
			assertThat(page.locator("details summary", new Page.LocatorOptions().setHasText("Đã quyết định 2 câu hỏi"))
				.count()).isOne();
		}
		List<String> written = this.jdbc.sql("""
				select h.full_name || ', ' || h.kind || ', ' || u.name || ', ' || h.estimate / 1000000 from household h
				join administrative_unit u on u.id = h.unit_id where h.full_name like '% Nghi %' order by h.code""")
			.query(String.class)
			.list();
		assertThat(written).containsExactly("Hoàng Thị Nghi Một, NEW_BUILD, Xã Tràng Xá, 60",
				"Lý Văn Nghi Hai, REPAIR, Xã Tràng Xá, 30", "Ma Thị Nghi Ba, NEW_BUILD, Xã Phú Thượng, 60",
				"Nông Văn Nghi Bốn, REPAIR, Xã Phú Thượng, 30", "Triệu Thị Nghi Năm, NEW_BUILD, Xã Phú Thượng, 60",
				"Đặng Văn Nghi Sáu, REPAIR, Xã Dân Tiến, 30");
	}

	private static void upload(Page page, Path file) {
		page.navigate("/households/import");
		page.setInputFiles("#file", file);
		page.click("form[enctype] button.main");
		page.fill("#documentNo", "12/QĐ-UBND");
		page.fill("#documentDate", "2024-11-20");
	}

	private static void answer(Page page, String about, String label) {
		page.locator(".questions .question", new Page.LocatorOptions().setHasText(about))
			.locator("select")
			.selectOption(new SelectOption().setLabel(label));
	}

}
