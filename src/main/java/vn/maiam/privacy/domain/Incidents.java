package vn.maiam.privacy.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;

/** Breaches of personal data, each a file with its clock and what was done. */
@Service
@Transactional(readOnly = true)
@Requires(Permission.HANDLE_DATA_REQUESTS)
public class Incidents {

	private static final int SIZE = 50;

	private static final int MOST_STEPS = 200;

	private static final String SEEN = """
			from data_incident i join administrative_unit u on u.id = i.unit_id join user_account a on a.id = i.recorded_by
			where exists (select 1 from unit_closure x where x.descendant_id = i.unit_id and x.ancestor_id in (:scope))
			""";

	private static final String SELECT = "select i.*, u.name as unit_name, a.full_name as recorded_by_name " + SEEN;

	private final PrivacySettings settings;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Incidents(PrivacySettings settings, CurrentAccount current, JdbcClient jdbc, ApplicationEventPublisher events,
			Clock clock) {
		this.settings = settings;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** The files of the own units, what is due first. */
	public Page<Incident> list(int page) {
		long total = this.jdbc.sql("select count(*) " + SEEN).param("scope", scope()).query(Long.class).single();
		return new Page<>(this.jdbc
			.sql(SELECT + " order by i.closed_at is not null, i.report_due, i.id desc limit :size offset :skip")
			.param("scope", scope())
			.param("size", SIZE)
			.param("skip", (page - 1L) * SIZE)
			.query(Incident.class)
			.list(), page, SIZE, total);
	}

	public Incident require(long id) {
		return this.jdbc.sql(SELECT + " and i.id = :id")
			.param("scope", scope())
			.param("id", id)
			.query(Incident.class)
			.optional()
			.orElseThrow(() -> new NotFound("incident " + id));
	}

	/** What was done, the first first. */
	public List<Step> steps(long id) {
		return this.jdbc.sql(
				"select s.words, s.at, a.full_name as by_name from data_incident_step s join user_account a on a.id = s.by_account "
						+ "where s.incident_id = ? order by s.id limit " + MOST_STEPS)
			.param(require(id).id())
			.query(Step.class)
			.list();
	}

	@Transactional
	public long open(NewIncident wanted) {
		Account self = this.current.require();
		Unit home = self.home(Permission.HANDLE_DATA_REQUESTS);
		if (home == null || wanted.noticedAt().isAfter(this.clock.instant())) {
			throw new Refused("privacy.refused.future");
		}
		long id = this.jdbc
			.sql("""
					insert into data_incident (unit_id, title, noticed_at, what, data_kinds, people, report_due, recorded_at, recorded_by)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")
			.params(home.id(), wanted.title(), Timestamp.from(wanted.noticedAt()), wanted.what(), wanted.dataKinds(),
					wanted.people(), Timestamp.from(this.settings.clocks().reportDue(wanted.noticedAt())), now(),
					self.id().value())
			.query(Long.class)
			.single();
		publish("privacy.incident-opened", require(id), null);
		return id;
	}

	@Transactional
	public void step(long id, String words) {
		Incident incident = running(id);
		this.jdbc.sql("insert into data_incident_step (incident_id, words, at, by_account) values (?, ?, ?, ?)")
			.params(id, words, now(), this.current.require().id().value())
			.update();
		publish("privacy.incident-step", incident, words);
	}

	/** Notes that the authority was told. */
	@Transactional
	public void report(long id, String to) {
		Incident incident = running(id);
		if (incident.reportedAt() != null) {
			throw new Refused("privacy.refused.reported");
		}
		this.jdbc.sql("update data_incident set reported_at = ?, reported_to = ? where id = ?")
			.params(now(), to, id)
			.update();
		publish("privacy.incident-reported", incident, to);
	}

	/** Closes the file; the last step says how. */
	@Transactional
	public void close(long id, String words) {
		step(id, words);
		Incident incident = running(id);
		this.jdbc.sql("update data_incident set closed_at = ? where id = ?").params(now(), id).update();
		publish("privacy.incident-closed", incident, null);
	}

	private Incident running(long id) {
		this.jdbc.sql("select 1 from data_incident where id = ? for update").param(id).query().listOfRows();
		Incident incident = require(id);
		if (incident.closedAt() != null) {
			throw new Refused("privacy.refused.closed");
		}
		return incident;
	}

	private void publish(String action, Incident incident, @Nullable String why) {
		this.events.publishEvent(Audited.of(
				Audited.Fact
					.of(action, new SubjectRef("data-incident", Long.toString(incident.id())), incident.title(),
							incident.unitId())
					.because(why)));
	}

	private List<Long> scope() {
		return this.current.require().scopeIds(Permission.HANDLE_DATA_REQUESTS);
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	/**
	 * A breach to be filed.
	 *
	 * @param people how many are concerned, as far as is known
	 */
	public record NewIncident(String title, Instant noticedAt, String what, String dataKinds, int people) {
	}

	/** A file. */
	public record Incident(long id, long unitId, String unitName, String title, Instant noticedAt, String what,
			String dataKinds, int people, Instant reportDue, @Nullable Instant reportedAt, @Nullable String reportedTo,
			@Nullable Instant closedAt, Instant recordedAt, String recordedByName) {
	}

	/** Something that was done. */
	public record Step(String words, Instant at, String byName) {
	}

}
