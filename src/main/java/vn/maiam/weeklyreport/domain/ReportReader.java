package vn.maiam.weeklyreport.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.Stage;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Show;
import vn.maiam.weeklyreport.KeptReport;
import vn.maiam.weeklyreport.Narrative;
import vn.maiam.weeklyreport.ReportFigures;
import vn.maiam.weeklyreport.ReportState;
import vn.maiam.weeklyreport.ReportingWeek;
import vn.maiam.weeklyreport.domain.ReportView.Act;
import vn.maiam.weeklyreport.domain.ReportView.Step;

/** Reports as they are read, within the reader's scope, each in one snapshot. */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
@Requires(Permission.VIEW_REPORTS)
public class ReportReader {

	private final Reports reports;

	private final ReportService service;

	private final WeekCalendar calendar;

	private final ReportFigureService figures;

	private final UnitDirectory units;

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final JsonMapper json;

	private final Clock clock;

	ReportReader(Reports reports, ReportService service, WeekCalendar calendar, ReportFigureService figures,
			UnitDirectory units, JdbcClient jdbc, CurrentAccount current, JsonMapper json, Clock clock) {
		this.reports = reports;
		this.service = service;
		this.calendar = calendar;
		this.figures = figures;
		this.units = units;
		this.jdbc = jdbc;
		this.current = current;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * A unit's report of a week.
	 * @param number which version; the newest without it
	 */
	public ReportView view(ReportingWeek label, UnitCode code, @Nullable Integer number) {
		Unit unit = this.units.require(code);
		List<Unit> line = this.units.line(unit.id());
		Reach reach = new Reach(this.current.require(), line);
		if (!reach.holds(Permission.VIEW_REPORTS)) {
			throw new NotFound("unit " + code);
		}
		Week week = this.calendar.require(label);
		WeeklyReport newest = this.reports.findFirstByUnitIdAndWeekOrderByNumberDesc(unit.id(), label.toString())
			.orElse(null);
		WeeklyReport report = (number == null || newest == null) ? newest
				: this.reports.findByUnitIdAndWeekAndNumber(unit.id(), label.toString(), number)
					.orElseThrow(() -> new NotFound("report no. " + number));
		KeptReport kept = (report != null && report.kept() != null) ? KeptReport.read(report.kept()) : null;
		ReportFigures counted = (kept != null) ? kept.figures()
				: this.figures.count(unit, week.opensAt(), week.figuresUntil(this.clock.instant()));
		boolean isFinal = week.closedAt() != null;
		if (report == null) {
			return new ReportView(unit, week, false, ReportState.DRAFT, 1, 0, Narrative.EMPTY, null, null, null, null,
					null, null, null, null, false, Narrative.EMPTY, counted, isFinal, Set.of(), List.of(), List.of());
		}
		Map<UUID, String> names = names(report, line.size() == 1);
		boolean closed = this.service.isClosed(label, unit, report);
		return new ReportView(unit, week, true, report.state(), report.number(), report.version(), words(report, reach),
				report.correctionReason(), report.firstSubmittedAt(), report.submittedAt(),
				names.get(report.submittedBy()), report.signedAt(), names.get(report.signer(line.size() == 1)),
				report.returnReason(), report.reopenedUntil(), closed, last(unit, week), counted, isFinal,
				report.equals(newest) ? acts(reach, week, report, closed) : Set.of(), steps(unit, week),
				(kept != null) ? kept.below() : this.service.below(unit.id(), label));
	}

	/** Whether a writer of this report belongs to another unit. */
	public boolean onBehalf(Unit unit) {
		return this.current.require()
			.scope(Permission.WRITE_REPORTS)
			.stream()
			.noneMatch((own) -> own.id() == unit.id());
	}

	/** The units above, as far as the reader may see their reports. */
	public List<Unit> lineAbove(Unit unit) {
		List<Long> scope = this.current.require().scopeIds(Permission.VIEW_REPORTS);
		return this.units.line(unit.id())
			.stream()
			.filter((above) -> above.id() != unit.id() && this.units.within(above.id(), scope))
			.toList();
	}

	/**
	 * As {@link #view}, the version that others are given: the accepted one, else the
	 * newest.
	 */
	public ReportView published(ReportingWeek label, UnitCode code, @Nullable Integer number) {
		Integer chosen = (number != null) ? number
				: this.reports
					.findFirstByUnitIdAndWeekAndStateOrderByNumberDesc(visible(code).id(), label.toString(),
							ReportState.ACCEPTED)
					.map(WeeklyReport::number)
					.orElse(null);
		return view(label, code, chosen);
	}

	/**
	 * Updates about days of the week that were recorded after its cut-off: they count
	 * later.
	 */
	public List<LateEntry> recordedLate(ReportView report, int most) {
		return this.jdbc
			.sql("""
					select h.code, h.full_name, e.stage, e.reached_on, e.recorded_at from progress_entry e join household h on h.id = e.household_id
					where e.reached_on > :from and e.reached_on <= :to and e.recorded_at >= :cutOff
						and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id = :unit)
					order by e.recorded_at limit :most""")
			.param("from", day(report.week().opensAt()))
			.param("to", day(report.week().cutOffAt()))
			.param("cutOff", Timestamp.from(report.week().cutOffAt()))
			.param("unit", report.unit().id())
			.param("most", most)
			.query(LateEntry.class)
			.list();
	}

	private static Set<Act> acts(Reach reach, Week week, WeeklyReport report, boolean closed) {
		boolean writes = reach.holds(Permission.WRITE_REPORTS);
		boolean signs = reach.holds(Permission.SIGN_REPORTS);
		boolean above = reach.standsAbove();
		boolean top = reach.line().size() == 1;
		UUID self = reach.self().id().value();
		Set<Act> acts = EnumSet.noneOf(Act.class);
		switch (report.state()) {
			case DRAFT, RETURNED -> {
				if (writes && !closed) {
					acts.addAll(Set.of(Act.WRITE, Act.SUBMIT));
				}
				if (above && closed) {
					acts.add(Act.REOPEN);
				}
			}
			case SUBMITTED -> {
				if (signs && report.signedAt() == null && !top) {
					acts.add(Act.SIGN);
				}
				if (above || signs) {
					acts.add(Act.RETURN);
				}
				boolean signed = top || report.signedAt() != null || !week.signOff();
				if (above && signed && week.closedAt() != null && !self.equals(report.submittedBy())
						&& !self.equals(report.signedBy())) {
					acts.add(Act.ACCEPT);
				}
			}
			case ACCEPTED -> {
				if (writes) {
					acts.add(Act.CORRECT);
				}
			}
		}
		return acts;
	}

	/**
	 * What is being written is read by those who may write it and by those who sign it in
	 * the unit; others read what was submitted.
	 */
	private Narrative words(WeeklyReport report, Reach reach) {
		if (!report.state().isOpen() || reach.holds(Permission.WRITE_REPORTS)
				|| reach.self().scopeIds(Permission.SIGN_REPORTS).contains(report.unitId())) {
			return report.narrative();
		}
		return this.jdbc.sql(
				"select narrative::text from report_step where report_id = ? and narrative is not null order by id desc limit 1")
			.param(report.id())
			.query(String.class)
			.optional()
			.map((text) -> this.json.readValue(text, Narrative.class))
			.orElse(Narrative.EMPTY);
	}

	private Narrative last(Unit unit, Week week) {
		return this.calendar.before(week)
			.flatMap((earlier) -> this.reports.findFirstByUnitIdAndWeekOrderByNumberDesc(unit.id(),
					earlier.label().toString()))
			.map(WeeklyReport::narrative)
			.orElse(Narrative.EMPTY);
	}

	private List<Step> steps(Unit unit, Week week) {
		return this.jdbc
			.sql("""
					select s.at, a.full_name as by_name, s.act, s.note from report_step s join weekly_report r on r.id = s.report_id
					join user_account a on a.id = s.by_id where r.unit_id = ? and r.week = ? order by s.at desc, s.id desc limit 50""")
			.params(unit.id(), week.label().toString())
			.query(Step.class)
			.list();
	}

	private Map<UUID, String> names(WeeklyReport report, boolean top) {
		Map<UUID, String> names = new HashMap<>();
		List<UUID> people = Stream
			.of(Optional.ofNullable(report.submittedBy()), Optional.ofNullable(report.signer(top)))
			.flatMap(Optional::stream)
			.distinct()
			.toList();
		if (!people.isEmpty()) {
			this.jdbc.sql("select id, full_name from user_account where id in (:people)")
				.param("people", people)
				.query((row) -> {
					names.put(row.getObject("id", UUID.class), row.getString("full_name"));
				});
		}
		return names;
	}

	private Unit visible(UnitCode code) {
		Unit unit = this.units.require(code);
		if (!this.units.within(unit.id(), this.current.require().scopeIds(Permission.VIEW_REPORTS))) {
			throw new NotFound("unit " + code);
		}
		return unit;
	}

	private static LocalDate day(Instant moment) {
		return LocalDate.ofInstant(moment, Show.ZONE);
	}

	/** An update that came too late for its week. */
	public record LateEntry(String code, String fullName, Stage stage, LocalDate reachedOn, Instant recordedAt) {
	}

}
