package vn.maiam.demo;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister;
import vn.maiam.account.AccountRegister.NewAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.UnitCode;

/** The demonstration's accounts; every name is invented. */
@Component
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
class DemoPeople {

	static final String PASSWORD = "MaiAm@2024";

	static final List<Person> PEOPLE = List.of(new Person("admin", "Phạm Thu Hằng", Role.ADMIN, "19", null),
			new Person("lanhdao", "Nguyễn Quốc Trung", Role.LEADER, "19", "0900 000 001"),
			new Person("tinh", "Dương Minh Châu", Role.OFFICER, "19", "0900 000 028"),
			new Person("vonhai", "Ma Thị Hương", Role.OFFICER, "170", "0900 000 247"),
			new Person("daitu", "Trần Đức Thắng", Role.OFFICER, "171", "0900 000 283"),
			new Person("lanhdao.vonhai", "Nông Văn Bách", Role.LEADER, "170", "0900 000 223"),
			new Person("quantri.vonhai", "Lý Ngọc Anh", Role.LOCAL_ADMIN, "170", null),
			new Person("trangxa", "Hoàng Thị Mến", Role.OFFICER, "05746", null),
			new Person("thanhvien", "Vũ Đình Khôi", Role.MEMBER, "19", "0900 000 005"),
			new Person("thanhtra", "Đặng Thùy Linh", Role.AUDITOR, "19", null));

	/**
	 * Officers of the districts without an account in the list above, so that each
	 * district has its own updates.
	 */
	static final List<Person> DISTRICT_OFFICERS = List.of(
			new Person("thainguyen", "Bùi Thanh Tùng", Role.OFFICER, "164", "0900 000 067"),
			new Person("songcong", "Ngô Thị Hòa", Role.OFFICER, "165", "0900 000 103"),
			new Person("dinhhoa", "Ma Đình Quyết", Role.OFFICER, "167", "0900 000 139"),
			new Person("phuluong", "Hà Thị Nhàn", Role.OFFICER, "168", "0900 000 175"),
			new Person("donghy", "Lê Xuân Trường", Role.OFFICER, "169", "0900 000 211"),
			new Person("phoyen", "Đỗ Thị Vân", Role.OFFICER, "172", "0900 000 319"),
			new Person("phubinh", "Dương Văn Lợi", Role.OFFICER, "173", "0900 000 355"));

	private static final Logger LOG = LoggerFactory.getLogger(DemoPeople.class);

	private final AccountRegister accounts;

	private final UnitDirectory units;

	DemoPeople(AccountRegister accounts, UnitDirectory units) {
		this.accounts = accounts;
		this.units = units;
	}

	void create() {
		for (List<Person> people : List.of(PEOPLE, DISTRICT_OFFICERS)) {
			for (Person person : people) {
				Grant grant = new Grant(person.role(), this.units.require(new UnitCode(person.unit())));
				this.accounts.create(new NewAccount(person.username(),
						new AccountRegister.Person(person.fullName(), person.phone(), null), PASSWORD,
						List.of(new NewGrant(grant))));
			}
		}
	}

	@EventListener
	void tell(WebServerInitializedEvent started) {
		if (started.getApplicationContext().getServerNamespace() != null) {
			return;
		}
		StringBuilder text = new StringBuilder("\n\n  Mái Ấm: http://localhost:")
			.append(started.getWebServer().getPort())
			.append("\n  Tài khoản minh họa (mật khẩu chung ")
			.append(PASSWORD)
			.append("):\n");
		PEOPLE.forEach((person) -> text
			.append("    %-16s %-12s %s%n".formatted(person.username(), person.role(), person.unit())));
		LOG.info("{}", text);
	}

	record Person(String username, String fullName, Role role, String unit, @Nullable String phone) {
	}

}
