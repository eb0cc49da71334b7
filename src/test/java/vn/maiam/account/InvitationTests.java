package vn.maiam.account;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.test.web.servlet.MockMvc;

import vn.maiam.MockBrowser;
import vn.maiam.TestProvince;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.AccountDetails;
import vn.maiam.account.domain.Invitations;
import vn.maiam.account.domain.Invitations.Invitation;
import vn.maiam.account.domain.RightsService;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UnitCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whoever is drawn in from outside is asked; a small administrator stays small. */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class InvitationTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	AccountAdministration keys;

	@Autowired
	RightsService rights;

	@Autowired
	Invitations invitations;

	@Autowired
	AccountDetails details;

	@Autowired
	UnitDirectory units;

	@Autowired
	FindByIndexNameSessionRepository<? extends Session> sessions;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void anew() {
		this.jdbc.sql("delete from guess").update();
		this.jdbc.sql("delete from login_attempt").update();
		this.jdbc.sql("update sign_in_policy set second_factor = false").update();
	}

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
		this.jdbc.sql("delete from membership_offer").update();
		this.jdbc.sql("delete from invitation").update();
		this.jdbc.sql("delete from membership").update();
		this.jdbc.sql(
				"update account_grant set ended_at = now(), end_reason = 'thử xong' where ended_at is null and granted_by is not null")
			.update();
	}

	@Test
	void aStrangerAndANameThatNobodyHasAreAnsweredAlike() throws Exception {
		MockBrowser local = MockBrowser.signedIn(this.mvc, "quantri.vonhai");
		local.open("/members/new");
		MockHttpServletResponse stranger = join(local, "daitu");
		MockHttpServletResponse none = join(local, "khong.co.ai");
		assertThat(stranger.getStatus()).isEqualTo(none.getStatus()).isEqualTo(302);
		assertThat(stranger.getRedirectedUrl()).isEqualTo(none.getRedirectedUrl());
		long right = right("lanhdao.vonhai");
		for (String deputy : List.of("tinh", "khong.co.ai.ca")) {
			MockHttpServletResponse lent = local.send("/admin/accounts/lanhdao.vonhai/rights", "act", "deputy", "grant",
					Long.toString(right), "deputy", deputy, "from", LocalDate.now().toString(), "until",
					LocalDate.now().plusDays(2).toString());
			assertThat(lent.getRedirectedUrl()).as(deputy).isEqualTo("/admin/accounts/lanhdao.vonhai/rights");
		}
		String sent = local.open("/admin/invitations").getContentAsString();
		assertThat(sent).contains("daitu", "khong.co.ai", "tinh", "khong.co.ai.ca")
			.doesNotContain("Người dùng daitu", "Người dùng tinh", "Nhận thay");
		for (String path : List.of("/admin/accounts/daitu", "/admin/accounts/khong.co.ai",
				"/admin/accounts/tinh/rights")) {
			assertThat(local.open(path).getStatus()).as(path).isEqualTo(404);
		}
		assertThat(local.open("/members?unit=170").getContentAsString()).doesNotContain("Người dùng daitu");
		for (String name : List.of("daitu", "khong.co.ai")) {
			assertThat(local.send("/admin/accounts/slips", "username", name).getStatus()).as(name).isEqualTo(404);
			assertThat(local.send("/admin/accounts/letters", "username", name).getStatus()).as(name).isIn(404, 422);
		}
	}

	@Test
	void onceAcceptedTheRightAndThePostAreThere() throws Exception {
		MockBrowser local = MockBrowser.signedIn(this.mvc, "quantri.vonhai");
		local.open("/members/new");
		join(local, "daitu");
		MockBrowser daitu = MockBrowser.signedIn(this.mvc, "daitu");
		assertThat(daitu.open("/notifications").getContentAsString()).contains("mời");
		assertThat(daitu.open("/account").getContentAsString()).contains("Lời mời nhận quyền",
				"Người dùng quantri.vonhai");
		assertThat(daitu.send("/account", "act", "accept", "invitation", open("daitu")).getRedirectedUrl())
			.isEqualTo("/account");
		assertThat(this.province.account("daitu").grants())
			.anyMatch((grant) -> "170".equals(grant.unit().code().value()));
		assertThat(local.open("/admin/accounts/daitu").getStatus()).isEqualTo(200);
		assertThat(local.open("/members?unit=170").getContentAsString()).contains("Người dùng daitu");
		assertThat(local.open("/admin/invitations").getContentAsString()).contains("Đã nhận", "Phó Chủ tịch");
		assertThat(local.open("/notifications").getContentAsString()).contains("Người dùng daitu đã nhận lời mời");
	}

	@Test
	void whoeverIsInvitedIsToldWhereAsWhatAndByWhom() throws Exception {
		MockBrowser local = MockBrowser.signedIn(this.mvc, "quantri.vonhai");
		local.open("/members/new");
		join(local, "daitu");
		MockBrowser daitu = MockBrowser.signedIn(this.mvc, "daitu");
		assertThat(daitu.open("/today").getContentAsString()).contains("1 lời mời nhận quyền");
		assertThat(daitu.open("/notifications").getContentAsString())
			.contains("Người dùng quantri.vonhai mời đồng chí nhận quyền ở", "Võ Nhai");
		assertThat(daitu.open("/account").getContentAsString()).contains("Phó Trưởng ban", "Phó Chủ tịch",
				"trả lời trước");
	}

	@Test
	void whatIsNoUserNameOrOnOfferAlreadyIsSaidWhoeverItIs() throws Exception {
		MockBrowser local = MockBrowser.signedIn(this.mvc, "quantri.vonhai");
		local.open("/members/new");
		for (String name : List.of("daitu", "khong.co.ai")) {
			join(local, name);
			MockHttpServletResponse again = join(local, name);
			assertThat(again.getStatus()).as(name).isEqualTo(422);
			assertThat(again.getContentAsString()).as(name).contains("Đã có lời mời như vậy");
		}
		MockHttpServletResponse spaced = local.send("/admin/accounts/lanhdao.vonhai/rights", "act", "deputy", "grant",
				Long.toString(right("lanhdao.vonhai")), "deputy", "Người dùng daitu", "from",
				LocalDate.now().toString(), "until", LocalDate.now().plusDays(2).toString());
		assertThat(spaced.getStatus()).isEqualTo(422);
		assertThat(spaced.getContentAsString()).contains("không phải tên đăng nhập");
	}

	@Test
	void whoDeclinesIsNotGivenAway() throws Exception {
		offer("daitu");
		this.province.actAs("daitu");
		this.invitations.decline(Long.parseLong(open("daitu")));
		assertThat(this.invitations.mine()).isEmpty();
		this.province.actAs("quantri.vonhai");
		assertThat(this.invitations.sent(1).rows()).extracting(Invitation::state)
			.containsExactly(Invitations.State.WAITING);
		assertThatExceptionOfType(NotFound.class).isThrownBy(() -> this.details.require("daitu"));
		assertThatExceptionOfType(NotFound.class)
			.isThrownBy(() -> this.invitations.acceptFor(Long.parseLong(open("daitu"))));
		// taken back as one that nobody has seen
		this.invitations.withdraw(Long.parseLong(open("daitu")));
		assertThat(this.invitations.sent(1).rows()).extracting(Invitation::state)
			.containsExactly(Invitations.State.WITHDRAWN);
	}

	@Test
	void nobodyAcceptsForAnotherButAnAdministratorOfBoth() {
		offer("daitu");
		long id = Long.parseLong(open("daitu"));
		this.province.actAs("tinh");
		assertThatExceptionOfType(NotFound.class).isThrownBy(() -> this.invitations.accept(id));
		this.province.actAs("quantri.vonhai");
		assertThatExceptionOfType(NotFound.class).isThrownBy(() -> this.invitations.acceptFor(id));
		this.province.actAs("admin");
		this.invitations.acceptFor(id);
		assertThat(this.province.account("daitu").grants()).hasSize(2);
	}

	@Test
	void whatIsOfferedByWhoMayNoMoreIsWorthNothing() {
		offer("daitu");
		this.province.actAs("admin");
		this.keys.invite("quantri.khac", new Person("Quản Trị Khác"), grant(Role.LOCAL_ADMIN, "170"));
		this.jdbc.sql("update invitation set invited_by = (select id from user_account where username = 'trangxa')")
			.update();
		this.province.actAs("daitu");
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(() -> this.invitations.accept(Long.parseLong(open("daitu"))))
			.withMessage("account.refused.invitation");
	}

	@Test
	void endingARightEndsNoSessionUnlessNoneIsLeft() throws Exception {
		offer("daitu");
		this.province.actAs("daitu");
		this.invitations.accept(Long.parseLong(open("daitu")));
		SecurityContextHolder.clearContext();
		MockBrowser daitu = MockBrowser.signedIn(this.mvc, "daitu");
		this.province.actAs("quantri.vonhai");
		this.rights.endGrant("daitu", this.jdbc.sql("select max(id) from account_grant").query(Long.class).single(),
				"thôi");
		SecurityContextHolder.clearContext();
		assertThat(daitu.open("/today").getStatus()).isEqualTo(200);
	}

	@Test
	void aCodeStaysGoodWhenItsMakerCouldStillMakeIt() {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("giu.phieu", new Person("Giữ Phiếu"), grant(Role.MEMBER, "170"));
		this.keys.slip("giu.phieu", 14);
		this.rights.grant("giu.phieu", grant(Role.OFFICER, "05746"));
		assertThat(codes("giu.phieu")).isOne();
		this.province.actAs("admin");
		this.rights.grant("giu.phieu", grant(Role.OFFICER, "19"));
		assertThat(codes("giu.phieu")).as("opens more than its maker holds").isZero();
	}

	@Test
	void whoTakesAnAccountsKeysTakesNothingThatWasOfferedToIt() {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("bi.cuop", new Person("Bị Cướp"), grant(Role.MEMBER, "170"));
		this.province.actAs("admin");
		this.keys.invite("quantri.daitu", new Person("Quản Trị Đại Từ"), grant(Role.LOCAL_ADMIN, "171"));
		this.province.actAs("quantri.daitu");
		this.keys.drawIn("bi.cuop", grant(Role.LOCAL_ADMIN, "171"), null);
		this.province.actAs("quantri.vonhai");
		this.keys.slip("bi.cuop", 14);
		this.province.actAs("bi.cuop");
		assertThat(this.invitations.mine()).isEmpty();
	}

	@Test
	void codesOfAnAdministratorWhoIsLockedAreWorthless() {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("phu.ta", new Person("Phụ Tá"), grant(Role.LOCAL_ADMIN, "170"));
		this.keys.invite("nan.nhan.ma", new Person("Nạn Nhân"), grant(Role.OFFICER, "170"));
		this.province.actAs("phu.ta");
		this.keys.slip("nan.nhan.ma", 14);
		assertThat(codes("nan.nhan.ma")).isOne();
		this.province.actAs("quantri.vonhai");
		this.keys.lock("phu.ta", "lộ");
		assertThat(codes("nan.nhan.ma")).isZero();
	}

	private void offer(String username) {
		this.province.actAs("quantri.vonhai");
		this.keys.drawIn(username, grant(Role.OFFICER, "170"), null);
	}

	private MockHttpServletResponse join(MockBrowser browser, String username) throws Exception {
		return browser.send("/members/new", "username", username, "unitId", Long.toString(this.province.unit("170")),
				"position", "DEPUTY_HEAD", "office", "Phó Chủ tịch", "role", "LEADER", "decisionNo", "12/QĐ",
				"decisionDate", "2024-11-01");
	}

	private String open(String username) {
		return this.jdbc.sql("select max(id)::text from invitation where username = ?")
			.param(username)
			.query(String.class)
			.single();
	}

	private long right(String username) {
		return this.jdbc.sql(
				"select min(g.id) from account_grant g join user_account a on a.id = g.account_id where a.username = ? and g.ended_at is null")
			.param(username)
			.query(Long.class)
			.single();
	}

	private long codes(String username) {
		return this.jdbc.sql(
				"select count(*) from access_code c join user_account a on a.id = c.account_id where a.username = ? and c.used_at is null")
			.param(username)
			.query(Long.class)
			.single();
	}

	private NewGrant grant(Role role, String unit) {
		return new NewGrant(new Grant(role, this.units.require(new UnitCode(unit))));
	}

}
