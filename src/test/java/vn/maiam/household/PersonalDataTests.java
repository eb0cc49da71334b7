package vn.maiam.household;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;

import vn.maiam.TestProvince;
import vn.maiam.shared.Command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class PersonalDataTests {

	@Autowired
	TestProvince province;

	@Autowired
	MockMvc mvc;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	List<Command> commands;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void aHouseholdThatAsksGetsAllThatIsHeldOnItInOneDocument() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().named("Triệu Thị Hỏi").withCitizenId("019099000777").save();
		SecurityContextHolder.clearContext();
		String text = text("/households/" + code + "/personal-data.docx", "vonhai");
		assertThat(text).contains("Triệu Thị Hỏi", "Xóm Đồng Chuối", "0912345678", "Thêm hộ", "91/2025/QH15")
			.doesNotContain("019099000777");
		assertThat(this.jdbc
			.sql("select count(*) from audit_entry where action = 'household.request-answered' and subject_id = ?")
			.param(code.value())
			.query(Long.class)
			.single()).isOne();
	}

	@Test
	void anOfficialWhoAsksGetsTheOwnData() throws Exception {
		assertThat(text("/account/personal-data.docx", "vonhai")).contains("vonhai", "Huyện Võ Nhai",
				"Cán bộ cập nhật");
	}

	@Test
	void anonymisingCountsFirstAndLeavesTheFigures() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().named("Lường Văn Quên").save();
		SecurityContextHolder.clearContext();
		this.jdbc.sql("update household set recorded_at = '2020-01-01' where code = ?").param(code.value()).update();
		long listed = this.jdbc.sql("select sum(change) from household_tally").query(Long.class).single();
		assertThat(run("2021-01-01")).contains("dry run");
		assertThat(name(code)).isEqualTo("Lường Văn Quên");
		assertThat(run("2021-01-01", "--do")).contains("done");
		assertThat(name(code)).isEqualTo("Hộ " + code);
		assertThat(this.jdbc
			.sql("select citizen_id_cipher is null and phone is null and hamlet is null from household where code = ?")
			.param(code.value())
			.query(Boolean.class)
			.single()).isTrue();
		assertThat(this.jdbc.sql("select sum(change) from household_tally").query(Long.class).single())
			.isEqualTo(listed);
		assertThat(run("2021-01-01")).containsPattern("households +0");
	}

	private String name(HouseholdCode code) {
		return this.jdbc.sql("select full_name from household where code = ?")
			.param(code.value())
			.query(String.class)
			.single();
	}

	private String run(String... arguments) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Command anonymise = this.commands.stream()
			.filter((it) -> it.name().equals("anonymise"))
			.findFirst()
			.orElseThrow();
		assertThat(anonymise.run(List.of(arguments), new PrintStream(out))).isZero();
		return out.toString();
	}

	private String text(String path, String person) throws Exception {
		byte[] docx = this.mvc.perform(get(path).with(user(this.province.account(person))))
			.andReturn()
			.getResponse()
			.getContentAsByteArray();
		try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(docx))) {
			return new XWPFWordExtractor(document).getText();
		}
	}

}
