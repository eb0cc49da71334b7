package vn.maiam.account;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.TestProvince;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.RightsService;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UnitCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest
@Import({ TestProvince.People.class, TestProvince.HandTime.class })
class AdministrationTests {

	@Autowired
	TestProvince province;

	@Autowired
	TestProvince.HandClock clock;

	@Autowired
	AccountAdministration keys;

	@Autowired
	AccountRegister register;

	@Autowired
	RightsService rights;

	@Autowired
	UnitDirectory units;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void aLocalAdministratorGivesNeitherMoreNorElsewhere() {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("trong.xa", new Person("Trong Xã"), grant(Role.OFFICER, "05746"));
		refused("account.refused.role",
				() -> this.keys.invite("len.tren", new Person("Lên Trên"), grant(Role.ADMIN, "05746")));
		refused("account.refused.role",
				() -> this.keys.invite("thanh.tra2", new Person("Thanh Tra"), grant(Role.AUDITOR, "170")));
		assertThatExceptionOfType(NotFound.class)
			.isThrownBy(() -> this.keys.invite("noi.khac", new Person("Nơi Khác"), grant(Role.OFFICER, "171")));
	}

	@Test
	void theKeysOfSomebodyWhoReachesFurtherStayOutOfHisHands() {
		this.province.actAs("admin");
		this.rights.grant("daitu", grant(Role.MEMBER, "170"));

		this.province.actAs("quantri.vonhai");
		refused("account.refused.beyond", () -> this.keys.slip("daitu", 14));
		assertThatExceptionOfType(NotFound.class).isThrownBy(() -> this.keys.lock("tinh", "thử"));
		refused("account.refused.self", () -> this.keys.slip("quantri.vonhai", 14));
	}

	@Test
	void theLastAdministratorCannotBeRemoved() {
		this.province.actAs("admin");
		long right = this.jdbc.sql(
				"select g.id from account_grant g join user_account a on a.id = g.account_id where a.username = 'admin'")
			.query(Long.class)
			.single();
		refused("account.refused.last-admin", () -> this.rights.endGrant("admin", right, "thử"));
		assertThat(this.province.account("admin").may(Permission.MANAGE_PROGRAMME)).isTrue();
	}

	@Test
	void aDeputyStandsInForTheDaysNamedAndNoLonger() {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("nguoi.thay", new Person("Người Thay"), grant(Role.MEMBER, "05716"));
		long right = this.jdbc.sql(
				"select g.id from account_grant g join user_account a on a.id = g.account_id where a.username = 'lanhdao.vonhai'")
			.query(Long.class)
			.single();
		LocalDate today = LocalDate.now(this.clock);
		this.rights.deputize("lanhdao.vonhai", right, "nguoi.thay", today.plusDays(1), today.plusDays(2), "15/QĐ");
		assertThat(this.province.account("nguoi.thay").may(Permission.SIGN_REPORTS)).isFalse();
		this.clock.advance(java.time.Duration.ofDays(1));
		assertThat(this.province.account("nguoi.thay").may(Permission.SIGN_REPORTS)).isTrue();
		this.clock.advance(java.time.Duration.ofDays(2));
		assertThat(this.province.account("nguoi.thay").may(Permission.SIGN_REPORTS)).isFalse();
	}

	@Test
	void aLocalAdministratorGivesHimselfNothingAndAnAdminIsOfTheProvince() {
		this.province.actAs("quantri.vonhai");
		refused("account.refused.self-grant", () -> this.rights.grant("quantri.vonhai", grant(Role.OFFICER, "170")));
		this.province.actAs("admin");
		refused("account.refused.admin-unit", () -> this.rights.grant("tinh", grant(Role.ADMIN, "170")));
	}

	@Test
	void aRightIsLentNoLongerThanItLastsAndEndsWithIt() {
		this.province.actAs("admin");
		LocalDate today = LocalDate.now(this.clock);
		this.keys.invite("vang.mat", new Person("Vắng Mặt"),
				new NewGrant(new Grant(Role.LEADER, this.units.require(new UnitCode("169"))), today, today.plusDays(5),
						"1/QĐ", today));
		this.keys.invite("thay.mat", new Person("Thay Mặt"), grant(Role.MEMBER, "169"));
		long right = this.jdbc.sql(
				"select g.id from account_grant g join user_account a on a.id = g.account_id where a.username = 'vang.mat'")
			.query(Long.class)
			.single();
		refused("account.refused.not-lendable",
				() -> this.rights.deputize("vang.mat", right, "thay.mat", today, today.plusDays(6), null));
		this.rights.deputize("vang.mat", right, "thay.mat", today, today.plusDays(5), null);
		assertThat(this.province.account("thay.mat").may(Permission.SIGN_REPORTS)).isTrue();
		this.rights.endGrant("vang.mat", right, "chuyển công tác");
		assertThat(this.province.account("thay.mat").may(Permission.SIGN_REPORTS)).isFalse();
	}

	@Test
	void aDangerousThingNeedsAReasonAndLeavesOneInTheTrail() {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("sap.khoa", new Person("Sắp Khóa"), grant(Role.MEMBER, "170"));
		this.keys.lock("sap.khoa", "chuyển công tác");
		assertThat(this.jdbc
			.sql("select note from audit_entry where action = 'account.locked' and subject_id = 'sap.khoa'")
			.query(String.class)
			.single()).isEqualTo("chuyển công tác");
	}

	private NewGrant grant(Role role, String unit) {
		return new NewGrant(new Grant(role, this.units.require(new UnitCode(unit))));
	}

	/**
	 * Neither a list that is only looked at nor a form full of errors tells who is there.
	 */
	@Test
	void namesOfStrangersAreLearntByTakenAccountsAlone() {
		this.province.actAs("quantri.vonhai");
		List<Long> own = this.province.account("quantri.vonhai").scopeIds(Permission.MANAGE_ACCOUNTS);
		assertThat(this.register.proposeUsernames(List.of("Thanh Tra", "Võ Nhai"), own)).containsExactly("thanhtra",
				"vonhai2");
		assertThat(this.register.freeUsernames(List.of("Thanh Tra"))).containsExactly("thanhtra2");
		Person person = new Person("Người Mới");
		refused("account.refused.period",
				() -> this.keys.invite("daitu", person, new NewGrant(grant(Role.OFFICER, "170").grant(), null,
						LocalDate.now(this.clock).minusDays(1), "1/QĐ", null)));
		this.jdbc.sql("delete from guess").update();
		for (int at = 0; at < 20; at++) {
			refused("account.refused.username-taken",
					() -> this.keys.invite("daitu", person, grant(Role.OFFICER, "170")));
		}
		refused("account.refused.asked-often-today",
				() -> this.keys.invite("ten.chua.ai.co", person, grant(Role.OFFICER, "170")));
		this.jdbc.sql("delete from guess").update();
	}

	@Test
	void whoStoodInForSomeDaysIsAStrangerAgainAfterThem() {
		long unit = this.province.unit("170");
		this.jdbc
			.sql("""
					insert into account_grant (account_id, role, unit_id, valid_from, valid_to, granted_at)
					select id, 'MEMBER', ?, field_day() - 9, field_day() - 1, now() from user_account where username = 'tinh'""")
			.param(unit)
			.update();
		this.province.actAs("quantri.vonhai");
		assertThat(this.keys.find("tinh")).isEmpty();
		this.jdbc
			.sql("update account_grant set valid_to = field_day() where unit_id = ? and valid_to = field_day() - 1")
			.param(unit)
			.update();
		assertThat(this.keys.find("tinh")).isPresent();
		this.jdbc.sql("delete from account_grant where unit_id = ? and valid_to = field_day()").param(unit).update();
	}

	private static void refused(String key, Runnable deed) {
		assertThatExceptionOfType(Refused.class).isThrownBy(deed::run)
			.satisfies((refused) -> assertThat(refused.key()).isEqualTo(key));
	}

}
