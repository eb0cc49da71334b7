package vn.maiam.account.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.InvitationAccepted;
import vn.maiam.account.Invited;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.account.domain.Offers.Offer;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;
import vn.maiam.shared.web.Page;

/**
 * Rights offered to people whom the inviting administrator does not know. Until somebody
 * accepts, he sees nothing of an account, not even whether there is one.
 */
@Service
@Transactional(readOnly = true)
public class Invitations implements Invited {

	private static final int SIZE = 50;

	private static final String SELECT = """
			select i.*, u.name as unit_name, b.full_name as invited_by_name, d.full_name as deputy_of_name
			from invitation i join administrative_unit u on u.id = i.unit_id
			join user_account b on b.id = i.invited_by left join user_account d on d.id = i.deputy_of
			""";

	private final Offers offers;

	private final AccountScope scope;

	private final GivenRights rights;

	private final AccountReader reader;

	private final UserAccounts accounts;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Invitations(Offers offers, AccountScope scope, GivenRights rights, AccountReader reader, UserAccounts accounts,
			UnitDirectory units, CurrentAccount current, JdbcClient jdbc, ApplicationEventPublisher events,
			Clock clock) {
		this.offers = offers;
		this.scope = scope;
		this.rights = rights;
		this.reader = reader;
		this.accounts = accounts;
		this.units = units;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** The open invitations of the present person. */
	public List<Invitation> mine() {
		return this.jdbc
			.sql(SELECT + "where i.account_id = ? and i.answer is null and i.expires_at > ? order by i.id limit 20")
			.params(self().value(), now())
			.query((row, number) -> invitation(row, false))
			.list();
	}

	@Override
	public int waiting() {
		return this.jdbc
			.sql("select count(*) from invitation i where i.account_id = ? and i.answer is null and i.expires_at > ?")
			.params(self().value(), now())
			.query(Integer.class)
			.single();
	}

	/** The present person takes what is offered. */
	@Transactional
	public void accept(long id) {
		accept(this.offers.of(id, self()));
	}

	/** The present person wants none of it; who offered it is not told. */
	@Transactional
	public void decline(long id) {
		this.offers.answer(this.offers.of(id, self()), "DECLINED", "account.invitation-declined");
	}

	/** What was offered on the administrator's units, the latest first. */
	@Requires(Permission.MANAGE_ACCOUNTS)
	public Page<Invitation> sent(int page) {
		String seen = "where exists (select 1 from unit_closure c where c.descendant_id = i.unit_id and c.ancestor_id in (:units))";
		List<Long> own = this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS);
		long total = this.jdbc.sql("select count(*) from invitation i " + seen)
			.param("units", own)
			.query(Long.class)
			.single();
		List<Invitation> sent = this.jdbc.sql(SELECT + seen + " order by i.id desc limit :size offset :skip")
			.param("units", own)
			.param("size", SIZE)
			.param("skip", (page - 1L) * SIZE)
			.query((row, number) -> {
				UUID account = row.getObject("account_id", UUID.class);
				return invitation(row, account != null && this.scope.isMine(account));
			})
			.list();
		return new Page<>(sent, page, SIZE, total);
	}

	/** An administrator of both, the person and the unit, accepts in their stead. */
	@Transactional
	@Requires(Permission.MANAGE_ACCOUNTS)
	public void acceptFor(long id) {
		Offer offer = this.offers.onOwnUnits(id);
		if (offer.answer() != null || offer.accountId() == null || !this.scope.isMine(offer.accountId())) {
			throw new NotFound("invitation " + id);
		}
		accept(offer);
	}

	@Transactional
	@Requires(Permission.MANAGE_ACCOUNTS)
	public void withdraw(long id) {
		this.offers.answer(this.offers.onOwnUnits(id), "WITHDRAWN", "account.invitation-withdrawn");
	}

	private void accept(Offer offer) {
		requireStillGivable(offer);
		this.offers.answer(offer, "ACCEPTED", "account.invitation-accepted");
		UserAccount account = this.accounts.findById(offer.requireAccount())
			.orElseThrow(() -> new NotFound("invitation " + offer.id()));
		this.rights.add(account,
				new NewGrant(new Grant(offer.role(), this.units.require(offer.unitId())), offer.validFrom(),
						offer.validTo(), offer.decisionNo(), offer.decisionDate()),
				(offer.deputyOf() != null) ? new UserId(offer.deputyOf()) : null, new UserId(offer.invitedBy()));
		this.events.publishEvent(new InvitationAccepted(offer.id(), account.id()));
	}

	/** Who offered it must still be able to, and what is lent must still be there. */
	private void requireStillGivable(Offer offer) {
		boolean givable = this.accounts.findById(offer.invitedBy())
			.flatMap((inviter) -> this.reader.find(inviter.username()))
			.filter((inviter) -> !inviter.locked())
			.map((inviter) -> this.scope.administrator(inviter.account(true, false)))
			.filter((inviter) -> inviter.mayGive(offer.role(), offer.unitId()))
			.isPresent();
		boolean lendable = offer.lentGrantId() == null
				|| this.rights.isLendable(offer.lentGrantId(), offer.requireFrom(), offer.requireUntil());
		if (!givable || !lendable) {
			throw new Refused("account.refused.invitation");
		}
	}

	private Invitation invitation(ResultSet row, boolean known) throws SQLException {
		String answer = row.getString("answer");
		boolean over = !row.getTimestamp("expires_at").toInstant().isAfter(this.clock.instant());
		// to say that somebody unknown has declined would say that there is somebody
		State state = (answer != null && (known || !"DECLINED".equals(answer))) ? State.valueOf(answer)
				: over ? State.EXPIRED : State.WAITING;
		return new Invitation(row.getLong("id"), row.getString("username"), Role.valueOf(row.getString("role")),
				row.getString("unit_name"), row.getObject("valid_from", LocalDate.class),
				row.getObject("valid_to", LocalDate.class), row.getString("decision_no"),
				row.getString("deputy_of_name"), row.getString("post"), row.getString("office"),
				row.getString("invited_by_name"), row.getTimestamp("invited_at").toInstant(),
				row.getTimestamp("expires_at").toInstant(), state, known && state == State.WAITING);
	}

	private UserId self() {
		return this.current.require().id();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	/** What became of it, as its inviter may know it. */
	public enum State {

		WAITING, ACCEPTED, DECLINED, WITHDRAWN, EXPIRED

	}

	/**
	 * An invitation.
	 *
	 * @param post key of the words of the post that comes with it
	 * @param acceptable whether the reader may accept it in the person's stead
	 */
	public record Invitation(long id, String username, Role role, String unit, @Nullable LocalDate from,
			@Nullable LocalDate until, @Nullable String decisionNo, @Nullable String deputyOf, @Nullable String post,
			@Nullable String office, String invitedBy, Instant invitedAt, Instant expiresAt, State state,
			boolean acceptable) {
	}

}