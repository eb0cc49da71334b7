package vn.maiam.weeklyreport.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.shared.web.Show;
import vn.maiam.weeklyreport.ReportingWeek;
import vn.maiam.weeklyreport.ReportsWanted;

/**
 * Opens each week with a draft for every unit that reports, reminds before the hour, and
 * makes the figures final at the cut-off. Done by whichever instance comes first.
 */
@Component
public class ReportingRhythm {

	private static final Logger LOG = LoggerFactory.getLogger(ReportingRhythm.class);

	private static final Duration REMINDER = Duration.ofHours(3);

	private final WeekCalendar calendar;

	private final HouseholdFigures figures;

	private final UnitDirectory units;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	ReportingRhythm(WeekCalendar calendar, HouseholdFigures figures, UnitDirectory units, JdbcClient jdbc,
			ApplicationEventPublisher events, Clock clock) {
		this.calendar = calendar;
		this.figures = figures;
		this.units = units;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 20_000)
	@Transactional
	public void tick() {
		boolean mine = this.jdbc.sql("select one from reporting_settings for update skip locked")
			.query(Boolean.class)
			.optional()
			.isPresent();
		if (mine) {
			Instant now = this.clock.instant();
			openWeeks(now);
			remind(now);
			closeWeeks(now);
		}
	}

	private void openWeeks(Instant now) {
		ReportingSettings settings = this.calendar.settings();
		List<Week> newest = this.calendar.newest(1);
		Week last = newest.isEmpty() ? null : newest.get(0);
		while (last == null || !now.isBefore(last.cutOffAt())) {
			last = (last == null) ? first(settings, now) : settings.open(last.label().next(), last.cutOffAt());
			insert(last);
		}
		draft(last);
	}

	/** The week that is running when the installation begins. */
	private Week first(ReportingSettings settings, Instant now) {
		ReportingWeek label = ReportingWeek.of(LocalDate.ofInstant(now, Show.ZONE));
		Week week = settings.open(label, Instant.EPOCH);
		if (!now.isBefore(week.cutOffAt())) {
			label = label.next();
		}
		LocalDate lastCutOff = label.day(DayOfWeek.of(settings.cutOffDay())).minusWeeks(1);
		return settings.open(label, lastCutOff.atTime(settings.cutOffTime()).atZone(Show.ZONE).toInstant());
	}

	private void insert(Week week) {
		this.jdbc.sql(
				"insert into reporting_week (label, opens_at, cut_off_at, lower_due_at, top_due_at, sign_off, lowest_level) values (?, ?, ?, ?, ?, ?, ?)")
			.params(week.label().toString(), Timestamp.from(week.opensAt()), Timestamp.from(week.cutOffAt()),
					Timestamp.from(week.lowerDueAt()), Timestamp.from(week.topDueAt()), week.signOff(),
					week.lowestLevel().name())
			.update();
	}

	/** A draft for every unit that reports, once a province has households. */
	private void draft(Week week) {
		List<Long> provinces = this.jdbc
			.sql("""
					select u.id from administrative_unit u where u.parent_id is null
						and not exists (select 1 from weekly_report r where r.week = ? and r.unit_id = u.id)
						and exists (select 1 from unit_closure c join household h on h.unit_id = c.descendant_id where c.ancestor_id = u.id)""")
			.param(week.label().toString())
			.query(Long.class)
			.list();
		if (provinces.isEmpty()) {
			return;
		}
		List<Long> reporting = this.units.subtree(provinces)
			.stream()
			.filter((unit) -> week.reports(unit.level()))
			.map(Unit::id)
			.toList();
		this.jdbc.sql("""
				insert into weekly_report (id, version, unit_id, week, number, state)
				select gen_random_uuid(), 0, unit_id, :week, 1, 'DRAFT' from unnest(:units) unit_id""")
			.param("week", week.label().toString())
			.param("units", reporting.toArray(Long[]::new))
			.update();
	}

	private void remind(Instant now) {
		for (Week week : this.calendar.newest(1)) {
			boolean due = !now.isBefore(week.lowerDueAt().minus(REMINDER));
			if (due && this.jdbc
				.sql("update reporting_week set reminded_at = ? where label = ? and reminded_at is null")
				.params(Timestamp.from(now), week.label().toString())
				.update() > 0) {
				want(week, false);
			}
		}
	}

	/**
	 * Days and weeks become final in their order. Where a long import is writing, the
	 * next tick tries again.
	 */
	private void closeWeeks(Instant now) {
		List<String> due = this.jdbc
			.sql("select label from reporting_week where cut_off_at <= ? and closed_at is null order by cut_off_at")
			.param(Timestamp.from(now))
			.query(String.class)
			.list();
		for (String label : due) {
			Week week = this.calendar.require(ReportingWeek.valueOf(label));
			if (!this.figures.close(week.cutOffAt())) {
				return;
			}
			this.jdbc.sql("update reporting_week set closed_at = ? where label = ?")
				.params(Timestamp.from(now), label)
				.update();
			want(week, true);
			LOG.info("week {} is cut off at {}", label, week.cutOffAt());
		}
		this.figures.close(LocalDate.ofInstant(now, Show.ZONE).atStartOfDay(Show.ZONE).toInstant());
	}

	private void want(Week week, boolean escalated) {
		List<Long> missing = this.jdbc
			.sql("select unit_id from weekly_report where week = ? and first_submitted_at is null order by unit_id")
			.param(week.label().toString())
			.query(Long.class)
			.list();
		if (!missing.isEmpty()) {
			this.events.publishEvent(new ReportsWanted(week.label(), week.lowerDueAt(), missing, escalated));
		}
	}

}
