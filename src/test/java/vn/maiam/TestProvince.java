package vn.maiam;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.account.Account;
import vn.maiam.account.AccountRegister;
import vn.maiam.account.AccountRegister.NewAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.Category;
import vn.maiam.household.Eligibility;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.Decision;
import vn.maiam.household.domain.HouseholdDetails;
import vn.maiam.household.domain.HouseholdService;
import vn.maiam.household.domain.Standing;
import vn.maiam.shared.UnitCode;

/**
 * The people of the tests, under the names of the demonstration, and households as tests
 * need them.
 */
public class TestProvince {

	public static final String PASSWORD = "MaiAm@2024";

	public static final String TRANG_XA = "05746";

	private static final AtomicInteger IDS = new AtomicInteger();

	private final AccountRegister accounts;

	private final UnitDirectory units;

	private final HouseholdService households;

	private final HouseholdDirectory directory;

	private final JdbcClient jdbc;

	TestProvince(AccountRegister accounts, UnitDirectory units, HouseholdService households,
			HouseholdDirectory directory, JdbcClient jdbc) {
		this.accounts = accounts;
		this.units = units;
		this.households = households;
		this.directory = directory;
		this.jdbc = jdbc;
		if (accounts.isEmpty()) {
			people();
		}
	}

	private void people() {
		person("admin", Role.ADMIN, "19");
		person("lanhdao", Role.LEADER, "19");
		person("tinh", Role.OFFICER, "19");
		person("vonhai", Role.OFFICER, "170");
		person("daitu", Role.OFFICER, "171");
		person("lanhdao.vonhai", Role.LEADER, "170");
		person("quantri.vonhai", Role.LOCAL_ADMIN, "170");
		person("trangxa", Role.OFFICER, TRANG_XA);
		person("thanhvien", Role.MEMBER, "19");
		person("thanhtra", Role.AUDITOR, "19");
	}

	private void person(String username, Role role, String unit) {
		this.accounts.create(new NewAccount(username, "Người dùng " + username, PASSWORD,
				new Grant(role, this.units.require(new UnitCode(unit)))));
	}

	public Account account(String username) {
		return this.accounts.require(username);
	}

	public void actAs(String username) {
		Account account = account(username);
		SecurityContextHolder.getContext()
			.setAuthentication(
					UsernamePasswordAuthenticationToken.authenticated(account, null, account.getAuthorities()));
	}

	public long unit(String code) {
		return this.units.require(new UnitCode(code)).id();
	}

	public int version(HouseholdCode code) {
		return this.jdbc.sql("select version from household where code = ?")
			.param(code.value())
			.query(Integer.class)
			.single();
	}

	public HouseholdDirectory directory() {
		return this.directory;
	}

	public HouseholdMaker aHousehold() {
		return new HouseholdMaker();
	}

	/** Makes a household through the real service, as whoever is acting. */
	public final class HouseholdMaker {

		private String name = "Nguyễn Văn Ấn";

		private String unit = TRANG_XA;

		private SupportKind kind = SupportKind.NEW_BUILD;

		private Standing standing = Standing.of(Eligibility.ELIGIBLE);

		private int phase = 1;

		private Category category = Category.POOR;

		private CitizenId citizenId = new CitizenId("019%09d".formatted(IDS.incrementAndGet()));

		public HouseholdMaker named(String fullName) {
			this.name = fullName;
			return this;
		}

		public HouseholdMaker inCommune(String code) {
			this.unit = code;
			return this;
		}

		public HouseholdMaker toRepair() {
			this.kind = SupportKind.REPAIR;
			return this;
		}

		public HouseholdMaker ineligible() {
			this.standing = Standing.notYet(IneligibleReason.NO_CERTIFICATE, null, null, null);
			return this;
		}

		public HouseholdMaker withCitizenId(String digits) {
			this.citizenId = new CitizenId(digits);
			return this;
		}

		public HouseholdMaker inPhase(int phaseId) {
			this.phase = phaseId;
			return this;
		}

		public HouseholdDetails details() {
			return new HouseholdDetails(
					new HouseholdDetails.Householder(this.name, HouseholdDetails.Gender.MALE, 1960, null, "Kinh",
							"0912345678", 4),
					new HouseholdDetails.Residence(unit(this.unit), "Xóm Đồng Chuối", null, null),
					new HouseholdDetails.Dwelling(null, null, null, null, null, null, null),
					new HouseholdDetails.Plan(this.kind, null, null, null, null, null),
					new HouseholdDetails.Listing(this.phase, ProgrammePart.CAMPAIGN, this.category),
					new HouseholdDetails.Remarks(null, null, null));
		}

		public HouseholdCode save() {
			return TestProvince.this.households.create(details(), this.citizenId,
					new Decision(this.standing, "12/QĐ-UBND", LocalDate.of(2024, 11, 1), null), "thử");
		}

	}

	/** A clock that tests move by hand; it never goes back. */
	public static final class HandClock extends Clock {

		private Instant now = Instant.parse("2025-01-06T02:00:00Z");

		public synchronized void advance(Duration step) {
			this.now = this.now.plus(step);
		}

		@Override
		public synchronized Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneId.of("Asia/Ho_Chi_Minh");
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

	/** The people, on the real clock. */
	@TestConfiguration(proxyBeanMethods = false)
	public static class People {

		@Bean
		TestProvince testProvince(AccountRegister accounts, UnitDirectory units, HouseholdService households,
				HouseholdDirectory directory, JdbcClient jdbc) {
			return new TestProvince(accounts, units, households, directory, jdbc);
		}

	}

	/** The clock that is moved by hand. */
	@TestConfiguration(proxyBeanMethods = false)
	public static class HandTime {

		@Bean
		@Primary
		HandClock handClock() {
			return new HandClock();
		}

	}

}
