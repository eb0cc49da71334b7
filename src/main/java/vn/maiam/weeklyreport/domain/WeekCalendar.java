package vn.maiam.weeklyreport.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitKind;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.SubjectRef;
import vn.maiam.weeklyreport.ReportingWeek;

/** The weeks that have been opened, and how the next ones will be. */
@Service
@Transactional(readOnly = true)
public class WeekCalendar {

	private static final String WEEKS = "select label, opens_at, cut_off_at, lower_due_at, top_due_at, sign_off, lowest_level, closed_at from reporting_week ";

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	WeekCalendar(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	public Week require(ReportingWeek label) {
		return this.jdbc.sql(WEEKS + "where label = ?")
			.param(label.toString())
			.query(WeekCalendar::week)
			.optional()
			.orElseThrow(() -> new NotFound("week " + label));
	}

	/** The week that is running; the first is opened with the application. */
	public Optional<Week> current() {
		return this.jdbc.sql(WEEKS + "where opens_at <= :now order by opens_at desc limit 1")
			.param("now", Timestamp.from(this.clock.instant()))
			.query(WeekCalendar::week)
			.optional();
	}

	/** The newest weeks, the newest first. */
	public List<Week> newest(int count) {
		return this.jdbc.sql(WEEKS + "order by opens_at desc limit ?").param(count).query(WeekCalendar::week).list();
	}

	/** The week before, whose text stands beside this one's. */
	Optional<Week> before(Week week) {
		return this.jdbc.sql(WEEKS + "where cut_off_at = ?")
			.param(Timestamp.from(week.opensAt()))
			.query(WeekCalendar::week)
			.optional();
	}

	public ReportingSettings settings() {
		return this.jdbc.sql(
				"select cut_off_day, cut_off_time, lower_due_time, top_due_time, sign_off, lowest_level from reporting_settings")
			.query(ReportingSettings.class)
			.single();
	}

	/** Changes the rhythm from the next week on; the running week keeps its own. */
	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void set(ReportingSettings next) {
		ReportingSettings before = settings();
		this.jdbc
			.sql("""
					update reporting_settings set cut_off_day = ?, cut_off_time = ?, lower_due_time = ?, top_due_time = ?, sign_off = ?,
						lowest_level = ?""")
			.params(next.cutOffDay(), next.cutOffTime(), next.lowerDueTime(), next.topDueTime(), next.signOff(),
					next.lowestLevel().name())
			.update();
		this.events.publishEvent(Audited
			.of(Audited.Fact.of("programme.rhythm-set", new SubjectRef("programme", "reporting"), "reporting", null)
				.with("rhythm", before, next)));
	}

	private static Week week(ResultSet row, int number) throws SQLException {
		return new Week(ReportingWeek.valueOf(row.getString("label")), instant(row, "opens_at"),
				instant(row, "cut_off_at"), instant(row, "lower_due_at"), instant(row, "top_due_at"),
				row.getBoolean("sign_off"), UnitKind.Level.valueOf(row.getString("lowest_level")),
				(row.getTimestamp("closed_at") != null) ? instant(row, "closed_at") : null);
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		@Nullable Timestamp moment = row.getTimestamp(column);
		if (moment == null) {
			throw new IllegalStateException(column);
		}
		return moment.toInstant();
	}

}
