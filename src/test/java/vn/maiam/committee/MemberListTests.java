package vn.maiam.committee;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.TestProvince;
import vn.maiam.committee.intake.MemberIntake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class MemberListTests {

	@Autowired
	MemberIntake intake;

	@Autowired
	TestProvince province;

	@Autowired
	MockMvc mvc;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void whatAListSaysOfOtherUnitsIsRefusedToALocalAdministrator() throws Exception {
		this.province.actAs("quantri.vonhai");
		UUID job = this.intake.receive("thanh-vien.xlsx",
				new ClassPathResource("data/demo/members.xlsx").getContentAsByteArray());
		String page = page(job, "quantri.vonhai");
		assertThat(page).contains("Chưa nhận được</span> <b>330</b>", "nằm ngoài phạm vi");
		assertThat(page(job, "quantri.vonhai", "NEW")).contains("Người mới</span> <b>36</b>");
	}

	@Test
	void badRowsAreRefusedWithTheirReasonsAndTheSamePersonTwiceIsOneAccount() throws Exception {
		this.province.actAs("quantri.vonhai");
		UUID job = this.intake.receive("danh-sach.xlsx",
				list(List.of("STT|Ông/Bà - Họ tên|Nhiệm vụ trong Tổ|Chức vụ|SĐT|E-mail",
						"|II. TỔ GIÚP VIỆC HUYỆN VÕ NHAI", "1|Bà Lường Thị Một|Tổ trưởng|Trưởng phòng|912345678|",
						"2|Lường Thị Một|Thành viên|Trưởng phòng|0912 345 678|",
						"3|Hà Văn Hai|Tổ phó|Chuyên viên|12|hai@", "4|Hà Văn Ba|Cố vấn|Chuyên viên||",
						"|I. BAN CHỈ ĐẠO HUYỆN VÕ NHAI", "1|Lường Thị Một|Ủy viên|Trưởng phòng|0912345678|",
						"|Tổng cộng: 5 người")));
		String refused = page(job, "quantri.vonhai");
		assertThat(refused).contains("Chưa nhận được</span> <b>3</b>", "hai lần trong cùng một Ban, Tổ",
				"Số điện thoại “12” không đúng", "Chưa rõ chức danh “Cố vấn”");
		String fresh = page(job, "quantri.vonhai", "NEW");
		assertThat(fresh).contains("Người mới</span> <b>1</b>", "luongthimot", "0912345678");
		assertThat(page(job, "quantri.vonhai", "JOINS")).contains("thêm chức danh</span> <b>1</b>", "luongthimot",
				"Ủy viên");
	}

	@Test
	void whatStandsInOneColumnAndNotInAnotherIsAskedAbout() throws Exception {
		this.province.actAs("quantri.vonhai");
		UUID job = this.intake.receive("danh-sach.xlsx", list(List.of("STT|Họ và tên|Chức danh|Chức vụ|Ban hoặc Tổ",
				"1|Hà Văn Một|Ủy viên|Chuyên viên|Ban Chỉ đạo xã Không Có",
				"2|Hà Văn Hai|Ủy viên|Chuyên viên|Ban Chỉ đạo xã Tràng Xá",
				"3|" + "Hà ".repeat(50) + "|Ủy viên|Chuyên viên|Ban Chỉ đạo xã Tràng Xá",
				"|IV. Tổ giúp việc xã Tràng Xá", "4|Hà Văn Ba|Ủy viên|Chuyên viên|", "5|Hà Văn Bốn||Chuyên viên|")));
		assertThat(page(job, "quantri.vonhai")).contains("Chưa nhận được</span> <b>4</b>", "xã Không Có",
				"không hợp với Ban, Tổ", "Chưa có chức danh", "nhiều nhất 100");
		assertThat(page(job, "quantri.vonhai", "NEW")).contains("Người mới</span> <b>1</b>", "Hà Văn Hai");
	}

	/** What the program exports it reads again, and nothing changes. */
	@Test
	@Transactional
	void theExportOfMembersIsReadAgain() throws Exception {
		this.province.actAs("admin");
		UUID first = this.intake.receive("thanh-vien.xlsx",
				new ClassPathResource("data/demo/members.xlsx").getContentAsByteArray());
		this.intake.takeIn(first, "1/QĐ", LocalDate.of(2024, 11, 1));
		SecurityContextHolder.clearContext();
		byte[] exported = this.mvc
			.perform(get("/members.xlsx").param("purpose", "đối chiếu").with(user(this.province.account("admin"))))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsByteArray();
		this.province.actAs("admin");
		UUID again = this.intake.receive("thanh-vien.xlsx", exported);
		String page = page(again, "admin");
		assertThat(page).contains("Không đổi</span> <b>").doesNotContain("Chưa nhận được</span>", "Người mới</span>");
	}

	/**
	 * A misspelt unit and a title of both committees: nobody gets more than his row says.
	 */
	@Test
	void afterAnOddListNobodyHasMoreThanHisRowSays() throws Exception {
		for (String file : List.of("member-unit-typo.xlsx", "member-title.xlsx")) {
			this.province.actAs("quantri.vonhai");
			UUID job = this.intake.receive(file, new ClassPathResource("intake/" + file).getContentAsByteArray());
			SecurityContextHolder.clearContext();
			this.mvc
				.perform(post("/members/import/" + job).with(user(this.province.account("quantri.vonhai")))
					.with(csrf())
					.param("act", "confirm")
					.param("decisionNo", "3/QĐ-UBND")
					.param("decisionDate", "2024-11-01"))
				.andExpect(status().is3xxRedirection());
		}
		List<String> rights = this.jdbc
			.sql("""
					select a.full_name || ', ' || g.role || ', ' || u.name || ', ' || m.position from user_account a
					join account_grant g on g.account_id = a.id join administrative_unit u on u.id = g.unit_id
					join membership m on m.account_id = a.id where a.full_name ~ ' Thử( |$)' order by m.position, a.full_name""")
			.query(String.class)
			.list();
		assertThat(rights).containsExactly("Ma Văn Thử Một, MEMBER, Huyện Võ Nhai, HEAD",
				"Lý Thị Thử Hai, MEMBER, Huyện Võ Nhai, MEMBER",
				"Hoàng Văn Thử Ba, MEMBER, Huyện Võ Nhai, TEAM_LEADER");
	}

	private String page(UUID job, String person, String... outcome) throws Exception {
		SecurityContextHolder.clearContext();
		return this.mvc
			.perform(get("/members/import/" + job + ((outcome.length > 0) ? "?outcome=" + outcome[0] : ""))
				.with(user(this.province.account(person))))
			.andReturn()
			.getResponse()
			.getContentAsString();
	}

	private static byte[] list(List<String> rows) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (Workbook workbook = new Workbook(out, "Test", "1.0")) {
			Worksheet sheet = workbook.newWorksheet("Danh sách");
			for (int row = 0; row < rows.size(); row++) {
				String[] cells = rows.get(row).split("\\|");
				for (int column = 0; column < cells.length; column++) {
					if (!cells[column].isEmpty()) {
						sheet.value(row + 2, column, cells[column]);
					}
				}
			}
		}
		return out.toByteArray();
	}

}
