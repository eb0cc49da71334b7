package vn.maiam.household.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.ShownHouseholds;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;

/**
 * Who has looked at a household's page. Looking again within the hour is the same look.
 */
@Service
@Transactional(readOnly = true)
public class HouseholdViews {

	private static final Duration ONE_LOOK = Duration.ofHours(1);

	private static final int MOST = 20;

	private final ShownHouseholds shown;

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	HouseholdViews(ShownHouseholds shown, JdbcClient jdbc, CurrentAccount current, ApplicationEventPublisher events,
			Clock clock) {
		this.shown = shown;
		this.jdbc = jdbc;
		this.current = current;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Notes that the present person looks at a household that was found in the own scope.
	 */
	@Transactional
	public void note(HouseholdCode code) {
		this.shown.count(ShownHouseholds.OPENED, List.of(code.value()));
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				with seen as (
					insert into household_view (household_id, account_id, seen_at)
					select h.id, :account, :now from household h where h.code = :code
					on conflict (household_id, account_id) do update set seen_at = excluded.seen_at
					where household_view.seen_at < :before returning household_id)
				select h.full_name, h.unit_id from seen join household h on h.id = seen.household_id""")
			.param("account", this.current.require().id().value())
			.param("now", Timestamp.from(now))
			.param("code", code.value())
			.param("before", Timestamp.from(now.minus(ONE_LOOK)))
			.query(Seen.class)
			.optional()
			.ifPresent((seen) -> this.events.publishEvent(Audited.of(Audited.Fact.of("household.viewed",
					new SubjectRef("household", code.value()), seen.fullName(), seen.unitId()))));
	}

	/** Notes that the household's request was answered with all that is held on it. */
	@Transactional
	public void noteAnswer(HouseholdRow row) {
		this.events.publishEvent(Audited.of(Audited.Fact.of("household.request-answered",
				new SubjectRef("household", row.code()), row.fullName(), row.unitId())));
	}

	/** Who looked, the latest first. */
	public List<View> of(HouseholdRow row) {
		return this.jdbc
			.sql("select a.full_name, v.seen_at from household_view v join user_account a on a.id = v.account_id "
					+ "where v.household_id = ? order by v.seen_at desc limit " + MOST)
			.param(row.id())
			.query((result, number) -> new View(result.getString("full_name"),
					result.getTimestamp("seen_at").toInstant()))
			.list();
	}

	private record Seen(String fullName, long unitId) {
	}

	/** A person's last look. */
	public record View(String fullName, Instant seenAt) {
	}

}
