package vn.maiam.household.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.IdentityDesk;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;

import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;

/**
 * Citizen ids that were to be written in one locality and stand in the list of another.
 * Who asked learns a number and the answer; who keeps both localities sees both
 * households and answers.
 */
@Service
@Transactional(readOnly = true)
public class IdentityCases implements IdentityDesk {

	private static final int SIZE = 20;

	private static final int LONGEST = 500;

	private static final int MOST_A_DAY = 5;

	/** Of the reader's own units; judged by whoever also keeps the other household. */
	private static final String SEEN = """
			from identity_case k join household h on h.id = k.household_id
			join administrative_unit u on u.id = k.unit_id join user_account a on a.id = k.asked_by
			left join user_account b on b.id = k.answered_by
			cross join lateral (select exists (select 1 from unit_closure c
				where c.descendant_id = h.unit_id and c.ancestor_id in (:scope)) as judged) j
			where exists (select 1 from unit_closure c where c.descendant_id = k.unit_id and c.ancestor_id in (:scope))
			""";

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	IdentityCases(JdbcClient jdbc, CurrentAccount current, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Opens the case, or finds the one that is open, even when what was to be written is
	 * then refused.
	 * @param elsewhere code of the household that has the id
	 * @param unitId where it was to be written
	 * @return the number of the case
	 */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public long open(String elsewhere, long unitId, String fullName) {
		Long known = this.jdbc.sql("""
				select k.id from identity_case k join household h on h.id = k.household_id
				where h.code = ? and k.unit_id = ? and k.answered_at is null""")
			.params(elsewhere, unitId)
			.query(Long.class)
			.optional()
			.orElse(null);
		if (known != null) {
			return known;
		}
		// many at once are not more than many in a row
		this.jdbc.sql("select pg_advisory_xact_lock(hashtext('identity-case ' || ?))")
			.param(this.current.require().id().toString())
			.query()
			.singleRow();
		requireFew();
		long number = this.jdbc
			.sql("""
					insert into identity_case (household_id, unit_id, full_name, asked_at, asked_by)
					select h.id, ?, ?, ?, ? from household h where h.code = ?
					on conflict (household_id, unit_id) where answered_at is null do update set full_name = identity_case.full_name
					returning id""")
			.params(unitId, fullName, Timestamp.from(this.clock.instant()), this.current.require().id().value(),
					elsewhere)
			.query(Long.class)
			.single();
		this.events.publishEvent(Audited.of(fact("household.identity-case-opened", number, fullName, unitId)));
		return number;
	}

	/** Who has opened many today writes no ids today: whether they are taken, or free. */
	public void requireFew() {
		int today = this.jdbc
			.sql("select count(*) from identity_case where import_id is null and asked_by = ? and asked_at > ?")
			.params(this.current.require().id().value(), Timestamp.from(this.clock.instant().minus(Duration.ofDays(1))))
			.query(Integer.class)
			.single();
		if (today >= MOST_A_DAY) {
			throw new Refused("household.refused.many-cases", MOST_A_DAY);
		}
	}

	/** The cases of the reader's units: open ones first, then the latest. */
	@Requires(Permission.REVEAL_CITIZEN_ID)
	public Page<Case> list(int page) {
		List<Long> scope = scope();
		long total = this.jdbc.sql("select count(*) " + SEEN).param("scope", scope).query(Long.class).single();
		List<Case> cases = this.jdbc.sql(
				"select k.*, j.judged, h.code, h.full_name as held_name, u.name as unit_name, a.full_name as asked_name, "
						+ "b.full_name as answered_name " + SEEN
						+ " order by k.answered_at is not null, k.id desc limit :size offset :skip")
			.param("scope", scope)
			.param("size", SIZE)
			.param("skip", (page - 1L) * SIZE)
			.query(IdentityCases::read)
			.list();
		return new Page<>(cases, page, SIZE, total);
	}

	/** How many wait for the present person's answer. */
	@Override
	public long waiting() {
		Account self = this.current.require();
		return !self.may(Permission.REVEAL_CITIZEN_ID) ? 0
				: this.jdbc.sql("select count(*) " + SEEN + " and j.judged and k.answered_at is null")
					.param("scope", scope())
					.query(Long.class)
					.single();
	}

	/** Answers a case; only who keeps both localities can. */
	@Transactional
	@Requires(Permission.REVEAL_CITIZEN_ID)
	public void answer(long number, @Nullable String answer) {
		if (answer == null || answer.isBlank() || answer.length() > LONGEST) {
			throw new Refused("household.refused.case-answer", LONGEST);
		}
		Open open = this.jdbc
			.sql("select k.full_name, k.unit_id " + SEEN + " and j.judged and k.answered_at is null and k.id = :id")
			.param("scope", scope())
			.param("id", number)
			.query(Open.class)
			.optional()
			.orElseThrow(() -> new NotFound("case " + number));
		this.jdbc.sql("update identity_case set answer = ?, answered_at = ?, answered_by = ? where id = ?")
			.params(answer.strip(), Timestamp.from(this.clock.instant()), this.current.require().id().value(), number)
			.update();
		this.events.publishEvent(Audited
			.of(fact("household.identity-case-answered", number, open.fullName(), open.unitId()).because(answer)));
	}

	private static Audited.Fact fact(String action, long number, String fullName, long unitId) {
		return Audited.Fact.of(action, new SubjectRef("identity-case", Long.toString(number)), fullName, unitId);
	}

	private List<Long> scope() {
		return this.current.require().scopeIds(Permission.REVEAL_CITIZEN_ID);
	}

	private static Case read(ResultSet row, int number) throws SQLException {
		boolean judged = row.getBoolean("judged");
		Timestamp answered = row.getTimestamp("answered_at");
		return new Case(row.getLong("id"), row.getString("full_name"), row.getString("unit_name"),
				row.getTimestamp("asked_at").toInstant(), row.getString("asked_name"),
				judged ? row.getString("code") : null, judged ? row.getString("held_name") : null,
				row.getString("answer"), (answered != null) ? answered.toInstant() : null,
				row.getString("answered_name"));
	}

	private record Open(String fullName, long unitId) {
	}

	/**
	 * A case.
	 *
	 * @param fullName the householder as typed where it was asked
	 * @param code the household that has the id; null unless the reader keeps it too
	 */
	public record Case(long number, String fullName, String unitName, Instant askedAt, String askedBy,
			@Nullable String code, @Nullable String heldName, @Nullable String answer, @Nullable Instant answeredAt,
			@Nullable String answeredBy) {
	}

}
