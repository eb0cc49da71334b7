package vn.maiam.committee.domain;

import java.time.LocalDate;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.InvitationAccepted;
import vn.maiam.committee.Position;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UserId;

/** Posts that wait until the invitation they come with is accepted. */
@Component
class MembershipOffers {

	private final Committees committees;

	private final Seats seats;

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	MembershipOffers(Committees committees, Seats seats, JdbcClient jdbc, CurrentAccount current) {
		this.committees = committees;
		this.seats = seats;
		this.jdbc = jdbc;
		this.current = current;
	}

	void keep(long invitation, long committeeId, NewMembership wanted) {
		this.jdbc.sql("insert into membership_offer values (?, ?, ?, ?, ?, ?, ?, ?)")
			.params(invitation, committeeId, wanted.position().name(), wanted.office(), wanted.decisionNo(),
					wanted.decisionDate(), wanted.from(), this.current.require().id().value())
			.update();
	}

	/** Whoever accepts the right takes the post that was offered with it. */
	@EventListener
	@Transactional
	void on(InvitationAccepted accepted) {
		this.jdbc.sql("select * from membership_offer where invitation_id = ?")
			.param(accepted.invitation())
			.query(Offer.class)
			.optional()
			.ifPresent((offer) -> {
				this.seats.requireNone(offer.committeeId(), accepted.account());
				this.seats.take(
						this.committees.findById(offer.committeeId())
							.orElseThrow(() -> new NotFound("committee " + offer.committeeId())),
						accepted.account(), offer.membership(), new UserId(offer.offeredBy()));
			});
	}

	private record Offer(long committeeId, Position position, String office, String decisionNo, LocalDate decisionDate,
			LocalDate fromDay, UUID offeredBy) {

		NewMembership membership() {
			return new NewMembership(this.position, this.office, this.decisionNo, this.decisionDate, this.fromDay);
		}
	}

}
