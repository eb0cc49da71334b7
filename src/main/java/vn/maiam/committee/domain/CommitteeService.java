package vn.maiam.committee.domain;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.AccountOffice;
import vn.maiam.account.AccountOffice.Post;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/**
 * Sets committees up and changes who sits in them, below the administrator's own units.
 */
@Service
@Transactional
@Requires(Permission.MANAGE_ACCOUNTS)
public class CommitteeService {

	private final Committees committees;

	private final Memberships memberships;

	private final Seats seats;

	private final MembershipOffers offers;

	private final AccountOffice office;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	CommitteeService(Committees committees, Memberships memberships, Seats seats, MembershipOffers offers,
			AccountOffice office, UnitDirectory units, CurrentAccount current, JdbcClient jdbc,
			ApplicationEventPublisher events, Clock clock) {
		this.committees = committees;
		this.memberships = memberships;
		this.seats = seats;
		this.offers = offers;
		this.office = office;
		this.units = units;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * The unit's committee of that kind; set up by this decision when there is none yet.
	 */
	public long ensure(long unitId, CommitteeKind kind, String decisionNo, LocalDate decisionDate) {
		Unit unit = requireMine(unitId);
		return this.committees.findByUnitIdAndKindAndValidToIsNull(unitId, kind).orElseGet(() -> {
			Committee made = this.committees.save(new Committee(unitId, kind, decisionNo, decisionDate));
			publish("committee.made", made.id(), unit, kind + " " + unit.name(), decisionNo);
			return made;
		}).id();
	}

	/**
	 * As {@link #join(long, String, NewMembership, Role)}, in the unit's committee, set
	 * up if need be.
	 */
	public boolean joinUnit(long unitId, String username, NewMembership wanted, Role role) {
		return join(ensure(unitId, wanted.position().kind(), wanted.decisionNo(), wanted.decisionDate()), username,
				wanted, role);
	}

	/**
	 * Puts a person into a post and gives the right that the post brings; one who is not
	 * among the administrator's own accounts is invited, and sits there once that is
	 * accepted.
	 * @return whether it has to be accepted first
	 */
	public boolean join(long committeeId, String username, NewMembership wanted, Role role) {
		Committee committee = mine(committeeId);
		Unit unit = this.units.require(committee.unitId());
		if (wanted.position().kind() != committee.kind()) {
			throw new Refused("committee.refused.position");
		}
		if (username.equals(this.current.require().getUsername())
				&& !this.office.grantableRoles().contains(Role.ADMIN)) {
			throw new Refused("account.refused.self-grant");
		}
		Optional<UserId> known = this.office.find(username);
		known.ifPresent((account) -> this.seats.requireNone(committeeId, account));
		OptionalLong invitation = this.office.drawIn(username,
				new NewGrant(new Grant(role, unit), null, null, wanted.decisionNo(), wanted.decisionDate()),
				new Post("committee.position." + wanted.position(), wanted.office()));
		if (invitation.isPresent()) {
			this.offers.keep(invitation.getAsLong(), committeeId, wanted);
			return true;
		}
		this.seats.take(committee, known.orElseThrow(), wanted, this.current.require().id());
		return false;
	}

	/**
	 * Ends a post with a reason.
	 * @param alsoRights whether the rights on the committee's unit end with it
	 */
	public void leave(long membershipId, LocalDate lastDay, String reason, boolean alsoRights) {
		Membership membership = this.memberships.findById(membershipId)
			.orElseThrow(() -> new NotFound("membership " + membershipId));
		Committee committee = mine(membership.committeeId());
		if (lastDay.isAfter(LocalDate.now(this.clock))) {
			throw new Refused("committee.refused.future");
		}
		membership.end(lastDay, reason);
		String username = usernameOf(membership.accountId());
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("committee.left", new SubjectRef("account", username), nameOf(membership.accountId()),
					committee.unitId())
			.with("position", membership.position(), null)
			.with("to_day", null, lastDay)
			.because(reason)));
		if (alsoRights) {
			this.office.endGrants(username, committee.unitId(), reason);
		}
	}

	private Committee mine(long id) {
		Committee committee = this.committees.findById(id).orElseThrow(() -> new NotFound("committee " + id));
		requireMine(committee.unitId());
		return committee;
	}

	private Unit requireMine(long unitId) {
		List<Long> scope = this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS);
		if (!this.units.within(unitId, scope)) {
			throw new NotFound("unit " + unitId);
		}
		return this.units.require(unitId);
	}

	private String usernameOf(UUID account) {
		return this.jdbc.sql("select username from user_account where id = ?")
			.param(account)
			.query(String.class)
			.single();
	}

	private String nameOf(UUID account) {
		return this.jdbc.sql("select full_name from user_account where id = ?")
			.param(account)
			.query(String.class)
			.single();
	}

	private void publish(String action, long id, Unit unit, String label, String decisionNo) {
		this.events.publishEvent(
				Audited.of(Audited.Fact.of(action, new SubjectRef("committee", String.valueOf(id)), label, unit.id())
					.because(decisionNo)));
	}

}
