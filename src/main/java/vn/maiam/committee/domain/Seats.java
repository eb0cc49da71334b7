package vn.maiam.committee.domain;

import java.time.Clock;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/** Puts people into posts, whether they were named or have accepted. */
@Component
class Seats {

	private final Memberships memberships;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Seats(Memberships memberships, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.memberships = memberships;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	void requireNone(long committeeId, UserId account) {
		if (this.memberships.existsByCommitteeIdAndAccountIdAndToDayIsNull(committeeId, account.value())) {
			throw new Refused("committee.refused.twice");
		}
	}

	void take(Committee committee, UserId account, NewMembership wanted, UserId by) {
		this.memberships.save(new Membership(committee.id(), account, wanted, by, this.clock.instant()));
		Person person = this.jdbc.sql("select username, full_name from user_account where id = ?")
			.param(account.value())
			.query(Person.class)
			.single();
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("committee.joined", new SubjectRef("account", person.username()), person.fullName(), committee.unitId())
			.with("position", null, wanted.position())
			.with("office", null, wanted.office())
			.because(wanted.decisionNo())));
	}

	private record Person(String username, String fullName) {
	}

}
