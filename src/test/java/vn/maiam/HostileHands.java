package vn.maiam;

import java.io.ByteArrayOutputStream;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.Grant;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.committee.intake.MemberIntake;
import vn.maiam.shared.UnitCode;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** What the hostile tests have in common: lists, rights and answers' statuses. */
final class HostileHands {

	private final MockMvc mvc;

	private final TestProvince province;

	private final UnitDirectory units;

	private final MemberIntake members;

	HostileHands(ApplicationContext application) {
		this.mvc = application.getBean(MockMvc.class);
		this.province = application.getBean(TestProvince.class);
		this.units = application.getBean(UnitDirectory.class);
		this.members = application.getBean(MemberIntake.class);
	}

	int statusOf(String person, String path) throws Exception {
		return this.mvc.perform(get(java.net.URI.create(path)).with(user(this.province.account(person))))
			.andReturn()
			.getResponse()
			.getStatus();
	}

	NewGrant grant(Role role, String unit) {
		return new NewGrant(new Grant(role, this.units.require(new UnitCode(unit))));
	}

	UUID memberImport(String person) throws Exception {
		return memberImport(person, "danh-sach.xlsx");
	}

	UUID memberImport(String person, String fileName) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (Workbook workbook = new Workbook(out, "Test", "1.0")) {
			Worksheet sheet = workbook.newWorksheet("Danh sách");
			String[][] rows = { { "STT", "Họ và tên", "Chức danh", "Chức vụ", "Đơn vị" },
					{ "1", "Nguyễn Văn Ấn", "Ủy viên", "=1+1", "Huyện Võ Nhai" } };
			for (int row = 0; row < rows.length; row++) {
				for (int column = 0; column < rows[row].length; column++) {
					sheet.value(row, column, rows[row][column]);
				}
			}
		}
		this.province.actAs(person);
		try {
			return this.members.receive(fileName, out.toByteArray());
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

}
