package vn.maiam.household;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;

import vn.maiam.TestProvince;
import vn.maiam.discussion.domain.DiscussionService;
import vn.maiam.shared.Command;
import vn.maiam.shared.SubjectRef;
import vn.maiam.task.NewTask;
import vn.maiam.task.domain.TaskService;

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
	DiscussionService discussion;

	@Autowired
	TaskService tasks;

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
		SubjectRef house = new SubjectRef("household", code.value());
		this.discussion.post(house, "Ông Quên bị ốm, nhờ @lanhdao.vonhai hỏi thăm",
				List.of(new MockMultipartFile("files", "giay-vien.txt", "text/plain",
						"Lường Văn Quên".getBytes(StandardCharsets.UTF_8))));
		this.tasks.give(new NewTask(this.province.unit("170"), "Thăm ông Lường Văn Quên", "Bị ốm", null, List.of(),
				house, null, false, null, List.of()), null);
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
		// nor does the workplace remember
		for (String kept : List.of("select string_agg(text, ' ') from post",
				"select string_agg(title || coalesce(details, ''), ' ') from task",
				"select coalesce(string_agg(array_to_string(arguments, ' '), ' '), '') from notice",
				"select coalesce(string_agg(name, ' '), '') from attachment")) {
			assertThat(this.jdbc.sql(kept).query(String.class).single()).as(kept)
				.doesNotContain("Quên", "ốm", "giay-vien");
		}
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
