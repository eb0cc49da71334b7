package vn.maiam.weeklyreport.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UnitCode;
import vn.maiam.weeklyreport.KeptReport.Below;
import vn.maiam.weeklyreport.KeptReport;
import vn.maiam.weeklyreport.Narrative;
import vn.maiam.weeklyreport.ReportMoved;
import vn.maiam.weeklyreport.ReportingWeek;

/** Takes a report along its way. Who stands above a unit decides on its report. */
@Service
@Transactional
public class ReportService {

	private final Reports reports;

	private final WeekCalendar calendar;

	private final ReportFigureService figures;

	private final UnitDirectory units;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	ReportService(Reports reports, WeekCalendar calendar, ReportFigureService figures, UnitDirectory units,
			JdbcClient jdbc, JsonMapper json, CurrentAccount current, ApplicationEventPublisher events, Clock clock) {
		this.reports = reports;
		this.calendar = calendar;
		this.figures = figures;
		this.units = units;
		this.jdbc = jdbc;
		this.json = json;
		this.current = current;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Writes the text.
	 * @return the version to hand back next time
	 */
	@Requires(Permission.WRITE_REPORTS)
	public int write(ReportingWeek week, UnitCode unitCode, Narrative narrative, int seenVersion) {
		Unit unit = unit(unitCode, Permission.WRITE_REPORTS);
		WeeklyReport report = require(week, unit, seenVersion);
		requireOpen(week, unit, report);
		boolean changed = !report.narrative().equals(narrative);
		report.write(narrative);
		this.reports.save(report);
		this.reports.flush();
		if (changed && !wroteLately(report)) {
			moved(report, unit, "written", null);
		}
		return report.version();
	}

	@Requires(Permission.WRITE_REPORTS)
	public void submit(ReportingWeek week, UnitCode unitCode, Narrative narrative, int seenVersion) {
		Unit unit = unit(unitCode, Permission.WRITE_REPORTS);
		WeeklyReport report = require(week, unit, seenVersion);
		requireOpen(week, unit, report);
		report.write(narrative);
		report.submit(self().id(), this.clock.instant());
		moved(report, unit, "submitted", null);
	}

	@Requires(Permission.SIGN_REPORTS)
	public void sign(ReportingWeek week, UnitCode unitCode, int seenVersion) {
		Unit unit = unit(unitCode, Permission.SIGN_REPORTS);
		WeeklyReport report = require(week, unit, seenVersion);
		report.sign(self().id(), this.clock.instant());
		moved(report, unit, "signed", null);
	}

	/** By the unit's own leader, or by whoever decides on it. */
	@Requires(Permission.REVIEW_REPORTS)
	public void giveBack(ReportingWeek week, UnitCode unitCode, String reason, int seenVersion) {
		Unit unit = unit(unitCode, Permission.VIEW_REPORTS);
		if (!reach(unit).holds(Permission.SIGN_REPORTS)) {
			requireAbove(unit);
		}
		WeeklyReport report = require(week, unit, seenVersion);
		report.giveBack(reason, self().id(), this.clock.instant());
		moved(report, unit, "returned", reason);
	}

	/** Accepts with the figures of the cut-off, which the report keeps. */
	@Requires(Permission.REVIEW_REPORTS)
	public void accept(ReportingWeek label, UnitCode unitCode, int seenVersion) {
		Unit unit = unit(unitCode, Permission.VIEW_REPORTS);
		requireAbove(unit);
		WeeklyReport report = require(label, unit, seenVersion);
		Week week = this.calendar.require(label);
		if (week.closedAt() == null) {
			throw new Refused("weeklyreport.refused.before-cut-off");
		}
		boolean signatureNeeded = week.signOff() && unit.parentId() != null;
		report.accept(KeptReport.of(this.figures.count(unit, week.opensAt(), week.cutOffAt()), below(unit.id(), label)),
				signatureNeeded, self().id(), this.clock.instant());
		moved(report, unit, "accepted", null);
	}

	@Requires(Permission.WRITE_REPORTS)
	public void correct(ReportingWeek week, UnitCode unitCode, String reason, int seenVersion) {
		Unit unit = unit(unitCode, Permission.WRITE_REPORTS);
		WeeklyReport next = require(week, unit, seenVersion).correct(reason);
		try {
			moved(next, unit, "corrected", reason);
		}
		catch (DataIntegrityViolationException other) {
			throw new ObjectOptimisticLockingFailureException(WeeklyReport.class, next.id(), other);
		}
	}

	/** Lets one unit in after the week was closed, until an hour. */
	@Requires(Permission.REVIEW_REPORTS)
	public void reopen(ReportingWeek week, UnitCode unitCode, Instant until, String reason, int seenVersion) {
		Unit unit = unit(unitCode, Permission.VIEW_REPORTS);
		requireAbove(unit);
		if (!until.isAfter(this.clock.instant())) {
			throw new Refused("weeklyreport.refused.reopen-past");
		}
		WeeklyReport report = require(week, unit, seenVersion);
		if (!report.state().isOpen()) {
			throw new Refused("weeklyreport.refused.locked");
		}
		report.reopen(until);
		moved(report, unit, "reopened", reason);
	}

	/** Leaves a line in the trail for a report that leaves as a file. */
	@Requires(Permission.VIEW_REPORTS)
	public void exported(ReportingWeek week, UnitCode unitCode, String format) {
		Unit unit = unit(unitCode, Permission.VIEW_REPORTS);
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("report.exported", new SubjectRef("report", week + "/" + unit.code()), unit.name(), unit.id())
			.because(format)));
	}

	/**
	 * Whether the unit above has closed the week and made no exception. A correction is
	 * always let in: it is made after the closing.
	 */
	boolean isClosed(ReportingWeek week, Unit unit, WeeklyReport report) {
		return unit.parentId() != null && report.number() == 1 && !report.isReopened(this.clock.instant()) && this.jdbc
			.sql("select exists (select 1 from weekly_report where unit_id = ? and week = ? and state = 'ACCEPTED')")
			.params(unit.parentId(), week.toString())
			.query(Boolean.class)
			.single();
	}

	/** The reports of the units right below: the accepted version, else the newest. */
	List<Below> below(long parentId, ReportingWeek week) {
		return this.jdbc.sql("""
				select distinct on (r.unit_id) r.unit_id, u.code, u.name, r.state, r.first_submitted_at, r.signed_at
				from weekly_report r join administrative_unit u on u.id = r.unit_id where r.week = ? and u.parent_id = ?
				order by r.unit_id, r.state = 'ACCEPTED' desc, r.number desc""")
			.params(week.toString(), parentId)
			.query(Below.class)
			.list();
	}

	private void requireAbove(Unit unit) {
		if (!reach(unit).standsAbove()) {
			throw new Refused("weeklyreport.refused.not-above");
		}
	}

	private Reach reach(Unit unit) {
		return new Reach(self(), this.units.line(unit.id()));
	}

	private void requireOpen(ReportingWeek week, Unit unit, WeeklyReport report) {
		if (isClosed(week, unit, report)) {
			throw new Refused("weeklyreport.refused.closed");
		}
	}

	private Unit unit(UnitCode code, Permission permission) {
		Unit unit = this.units.require(code);
		if (!this.units.within(unit.id(), self().scopeIds(permission))) {
			throw new NotFound("unit " + code);
		}
		return unit;
	}

	private WeeklyReport newest(ReportingWeek week, Unit unit) {
		return this.reports.findFirstByUnitIdAndWeekOrderByNumberDesc(unit.id(), week.toString())
			.orElseThrow(() -> new NotFound("report " + week + " of " + unit.code()));
	}

	private WeeklyReport require(ReportingWeek week, Unit unit, int seenVersion) {
		WeeklyReport report = newest(week, unit);
		if (report.version() != seenVersion) {
			throw new ObjectOptimisticLockingFailureException(WeeklyReport.class, report.id());
		}
		return report;
	}

	private Account self() {
		return this.current.require();
	}

	/**
	 * Whoever goes on writing leaves one line an hour, not one for each pause in typing.
	 */
	private boolean wroteLately(WeeklyReport report) {
		return this.jdbc.sql(
				"select exists (select 1 from report_step where report_id = ? and by_id = ? and act = 'written' and at > ?)")
			.params(report.id(), self().id().value(), Timestamp.from(this.clock.instant().minus(Duration.ofHours(1))))
			.query(Boolean.class)
			.single();
	}

	private void moved(WeeklyReport report, Unit unit, String act, @Nullable String note) {
		UUID by = self().id().value();
		this.reports.save(report);
		this.reports.flush();
		this.jdbc.sql(
				"insert into report_step (report_id, at, by_id, act, note, narrative) values (:report, :at, :by, :act, :note, :narrative::jsonb)")
			.param("report", report.id())
			.param("at", Timestamp.from(this.clock.instant()))
			.param("by", by)
			.param("act", act)
			.param("note", note)
			.param("narrative", "submitted".equals(act) ? this.json.writeValueAsString(report.narrative()) : null)
			.update();
		this.events.publishEvent(new ReportMoved(report.id(), unit.id(), report.week(), act, self().id(), note));
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("report." + act, new SubjectRef("report", report.week() + "/" + unit.code()), unit.name(), unit.id())
			.because(note)));
	}

}
