package vn.maiam;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import vn.maiam.paper.PersonalDataPaper;
import vn.maiam.shared.SubjectRef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * What pasting from Word brings along goes no further than the form: page, workbook and
 * document hold what was meant.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class PastedTextTests {

	private static final String PASTED = "Nhà\u000bdột\u0002 nát\uFFFE e\u0301p\u200B \uF0B7 gạch\ud800";

	private static final String MEANT = "Nhà\ndột nát ép - gạch";

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	PersonalDataPaper paper;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void controlCharactersAreCleanedThroughPageWorkbookAndDocument() throws Exception {
		this.mvc
			.perform(as(post("/households/new").with(csrf())
				.param("fullName", "Lý Thị Dán\u0002 Chữ")
				.param("unitId", Long.toString(this.province.unit("05746")))
				.param("hamlet", "Xóm\u000bMới\uFFFE")
				.param("kind", "REPAIR")
				.param("category", "POOR")
				.param("phaseId", "1")
				.param("eligibility", "ELIGIBLE")
				.param("documentNo", "1/QĐ")
				.param("documentDate", "2024-11-01")
				.param("note", PASTED)))
			.andExpect(status().is3xxRedirection());
		String code = this.jdbc.sql("select code from household where full_name = 'Lý Thị Dán Chữ' and note = ?")
			.param(MEANT)
			.query(String.class)
			.single();
		assertThat(text("/households/" + code)).contains("dột nát ép - gạch");
		byte[] workbook = bytes("/households.xlsx?q=" + code);
		try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
			assertThat(book.getFirstSheet().read().get(1).getCellText(1)).isEqualTo("Lý Thị Dán Chữ");
		}
		this.province.actAs("vonhai");
		byte[] word = this.paper.write(new SubjectRef("household", code), "Lý Thị Dán Chữ");
		try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(word))) {
			assertThat(new XWPFWordExtractor(document).getText()).contains("dột nát ép - gạch");
		}
	}

	private String text(String address) throws Exception {
		return new String(bytes(address), StandardCharsets.UTF_8);
	}

	private byte[] bytes(String address) throws Exception {
		return this.mvc.perform(as(get(address)))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsByteArray();
	}

	private MockHttpServletRequestBuilder as(MockHttpServletRequestBuilder request) {
		return request.with(user(this.province.account("vonhai")));
	}

}
