package vn.maiam.account;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.MaiAm;
import vn.maiam.TestProvince;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.AccountDetails;
import vn.maiam.account.domain.Invitations;
import vn.maiam.account.domain.RightsService;
import vn.maiam.area.UnitDirectory;
import vn.maiam.committee.Position;
import vn.maiam.committee.domain.CommitteeService;
import vn.maiam.committee.domain.NewMembership;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UnitCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever a local administrator does, and whoever's account he gets into his hands by
 * inviting or resetting, those hands never hold a right above his own.
 */
class RightsPropertyTests {

	private static final List<String> UNITS = List.of("19", "170", "171", "05746", "05716");

	private static final Set<Role> LOCAL = Set.of(Role.OFFICER, Role.LEADER, Role.MEMBER, Role.LOCAL_ADMIN);

	private static final List<String> PEOPLE = List.of("admin", "lanhdao", "tinh", "vonhai", "daitu", "lanhdao.vonhai",
			"trangxa", "thanhvien", "thanhtra");

	/** Nobody of theirs has a right in Võ Nhai. */
	private static final List<String> STRANGERS = List.of("admin", "lanhdao", "tinh", "daitu", "thanhvien", "thanhtra");

	private static ConfigurableApplicationContext application;

	private static TestProvince province;

	private static int made;

	@BeforeContainer
	static void start() {
		application = new SpringApplicationBuilder(MaiAm.class, TestProvince.People.class).run("--server.port=0",
				"--spring.main.banner-mode=off");
		province = application.getBean(TestProvince.class);
	}

	@AfterContainer
	static void stop() {
		SecurityContextHolder.clearContext();
		application.close();
	}

	/**
	 * Nor does any of them show more of an account than before without its own consent.
	 */
	@Property(tries = 2000, shrinking = ShrinkingMode.BOUNDED)
	void noSequenceOfGrantsLeadsUp(@ForAll("deeds") List<Deed> deeds) {
		Set<String> strangers = new LinkedHashSet<>(STRANGERS);
		List<String> known = new ArrayList<>(PEOPLE);
		Set<String> inHand = new LinkedHashSet<>(List.of("quantri.vonhai"));
		for (Deed deed : deeds) {
			List<String> hands = List.copyOf(inHand);
			String actor = hands.get(deed.actor() % hands.size());
			known.addAll(inHand.stream().filter((it) -> !known.contains(it)).toList());
			String other = known.get(deed.other() % known.size());
			province.actAs(actor);
			try {
				if (deed.act() == Act.ACCEPT) {
					accept(other, deed.actor());
					strangers.remove(other);
				}
				else {
					perform(deed, other, inHand, known);
				}
			}
			catch (Refused | NotFound | AccessDeniedException refused) {
				// as it should be
			}
			for (String hand : inHand) {
				province.actAs(hand);
				strangers.forEach((stranger) -> assertUnseen(stranger, hand, deed));
			}
			for (String account : inHand) {
				for (Grant grant : province.account(account).grants()) {
					assertThat(LOCAL).as("%s holds %s after %s", account, grant, deed).contains(grant.role());
					assertThat(units().within(grant.unit().id(), List.of(province.unit("170"))))
						.as("%s holds %s after %s", account, grant, deed)
						.isTrue();
				}
			}
		}
		endWhatTheTryHasGiven();
	}

	@Provide
	Arbitrary<List<Deed>> deeds() {
		return Combinators
			.combine(Arbitraries.of(Act.values()), Arbitraries.integers().between(0, 20),
					Arbitraries.integers().between(0, 30), Arbitraries.of(Role.values()), Arbitraries.of(UNITS))
			.as(Deed::new)
			.list()
			.ofMinSize(3)
			.ofMaxSize(15);
	}

	private static void perform(Deed deed, String other, Set<String> inHand, List<String> known) {
		AccountAdministration keys = application.getBean(AccountAdministration.class);
		RightsService rights = application.getBean(RightsService.class);
		NewGrant grant = new NewGrant(new Grant(deed.role(), units().require(new UnitCode(deed.unit()))));
		switch (deed.act()) {
			case INVITE -> {
				String name = "thu" + (++made);
				keys.invite(name, new Person("Người Thử"), grant);
				inHand.add(name);
			}
			case GRANT -> rights.grant(other, grant);
			case RESET -> {
				keys.slip(other, 14);
				inHand.add(other);
			}
			case DROP_FACTOR -> {
				keys.dropSecondFactor(other, "thử");
				// whoever drops it still needs the password
			}
			case DEPUTIZE -> {
				Long right = right(known.get(deed.actor() % known.size()));
				if (right != null) {
					rights.deputize(known.get(deed.actor() % known.size()), right, other, LocalDate.now(),
							LocalDate.now().plusDays(3), null);
				}
			}
			case DRAW_IN -> keys.drawIn(other, grant, null);
			case JOIN -> application.getBean(CommitteeService.class)
				.joinUnit(grant.grant().unit().id(), other,
						new NewMembership(Position.MEMBER, "thử", "1/QĐ", LocalDate.now(), LocalDate.now()),
						grant.grant().role());
			case WITHDRAW -> {
				Invitations invitations = application.getBean(Invitations.class);
				invitations.sent(1).rows().stream().findFirst().ifPresent((it) -> invitations.withdraw(it.id()));
			}
			case ACCEPT -> throw new IllegalStateException();
			case ACCEPT_FOR -> {
				Invitations invitations = application.getBean(Invitations.class);
				invitations.sent(1).rows().stream().findFirst().ifPresent((it) -> invitations.acceptFor(it.id()));
			}
			case END -> {
				Long right = right(other);
				if (right != null && !PEOPLE.contains(other)) {
					rights.endGrant(other, right, "thử");
				}
			}
			case LOCK -> {
				if (!PEOPLE.contains(other)) {
					keys.lock(other, "thử");
				}
			}
		}
	}

	/** The person himself takes what was offered; so he has agreed to be seen. */
	private static void accept(String person, int which) {
		if (!PEOPLE.contains(person)) {
			throw new NotFound("invitation");
		}
		province.actAs(person);
		Invitations invitations = application.getBean(Invitations.class);
		List<Invitations.Invitation> open = invitations.mine();
		if (open.isEmpty()) {
			throw new NotFound("invitation");
		}
		invitations.accept(open.get(which % open.size()).id());
	}

	private static void assertUnseen(String stranger, String hand, Deed deed) {
		if (!province.account(hand).may(Permission.MANAGE_ACCOUNTS)) {
			return;
		}
		assertThatExceptionOfType(NotFound.class).as("%s of %s after %s", stranger, hand, deed)
			.isThrownBy(() -> application.getBean(AccountDetails.class).require(stranger));
		// whose committees stand above are known to those below by name, as before
		assertThat(application.getBean(PeopleFinder.class).find("daitu", 5)).as("%s sees after %s", hand, deed)
			.noneMatch((hit) -> "daitu".equals(stranger) && hit.username().equals(stranger));
	}

	private static Long right(String username) {
		return application.getBean(JdbcClient.class)
			.sql("select g.id from account_grant g join user_account a on a.id = g.account_id where a.username = ? and g.ended_at is null limit 1")
			.param(username)
			.query(Long.class)
			.optional()
			.orElse(null);
	}

	/** Each try begins with the people as they were. */
	private static void endWhatTheTryHasGiven() {
		JdbcClient jdbc = application.getBean(JdbcClient.class);
		for (String gone : List.of("membership_offer", "invitation", "membership", "guess")) {
			jdbc.sql("delete from " + gone).update();
		}
		jdbc.sql(
				"update account_grant set ended_at = now(), end_reason = 'thử xong' where ended_at is null and granted_by is not null")
			.update();
	}

	private static UnitDirectory units() {
		return application.getBean(UnitDirectory.class);
	}

	enum Act {

		INVITE, GRANT, RESET, DROP_FACTOR, DEPUTIZE, END, LOCK, DRAW_IN, JOIN, WITHDRAW, ACCEPT, ACCEPT_FOR

	}

	record Deed(Act act, int actor, int other, Role role, String unit) {
	}

}
