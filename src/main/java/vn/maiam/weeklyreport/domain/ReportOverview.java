package vn.maiam.weeklyreport.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;
import vn.maiam.weeklyreport.ReportState;
import vn.maiam.weeklyreport.ReportingWeek;

/** The reports of several units and weeks together, within the reader's scope. */
@Service
@Transactional(readOnly = true)
@Requires(Permission.VIEW_REPORTS)
public class ReportOverview {

	private final WeekCalendar calendar;

	private final UnitDirectory units;

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final Clock clock;

	ReportOverview(WeekCalendar calendar, UnitDirectory units, JdbcClient jdbc, CurrentAccount current, Clock clock) {
		this.calendar = calendar;
		this.units = units;
		this.jdbc = jdbc;
		this.current = current;
		this.clock = clock;
	}

	/**
	 * The reports of a unit and of those right below it: the accepted version of each,
	 * else the newest.
	 */
	public ReportMatrix matrix(@Nullable UnitCode code, int weeks) {
		Unit at = unit(code);
		List<Week> newest = this.calendar.newest(weeks);
		List<Unit> rows = Stream.concat(Stream.of(at), this.units.children(at.id()).stream())
			.filter((unit) -> newest.stream().anyMatch((week) -> week.reports(unit.level())))
			.toList();
		Map<String, ReportMatrix.Cell> cells = new HashMap<>();
		if (!newest.isEmpty() && !rows.isEmpty()) {
			this.jdbc.sql("""
					select distinct on (r.unit_id, r.week) r.unit_id, r.week, r.state, r.number, r.first_submitted_at
					from weekly_report r where r.week in (:weeks) and r.unit_id in (:units)
					order by r.unit_id, r.week, r.state = 'ACCEPTED' desc, r.number desc""")
				.param("weeks", newest.stream().map((week) -> week.label().toString()).toList())
				.param("units", rows.stream().map(Unit::id).toList())
				.query((row) -> {
					Timestamp first = row.getTimestamp("first_submitted_at");
					cells.put(ReportMatrix.key(row.getString("week"), row.getLong("unit_id")),
							new ReportMatrix.Cell(ReportState.valueOf(row.getString("state")), row.getInt("number"),
									(first != null) ? first.toInstant() : null));
				});
		}
		return new ReportMatrix(at, newest, rows, cells, this.clock.instant());
	}

	/**
	 * What the units right below ask for, in the newest of these weeks in which any did.
	 */
	public List<Proposal> proposals(Unit unit, List<Week> weeks) {
		return weeks.stream()
			.map((week) -> this.jdbc
				.sql("""
						select * from (select distinct on (r.unit_id) u.code, u.name, r.proposals, r.state
							from weekly_report r join administrative_unit u on u.id = r.unit_id
							where r.week = ? and u.parent_id = ? order by r.unit_id, r.state = 'ACCEPTED' desc, r.number desc) newest
						where proposals is not null and state in ('SUBMITTED', 'ACCEPTED') order by code""")
				.params(week.label().toString(), unit.id())
				.query((row, number) -> new Proposal(week.label(), row.getString("code"), row.getString("name"),
						row.getString("proposals")))
				.list())
			.filter((found) -> !found.isEmpty())
			.findFirst()
			.orElse(List.of());
	}

	/** The unit that is asked for, or the reader's own; 404 outside the scope. */
	private Unit unit(@Nullable UnitCode code) {
		Account self = this.current.require();
		Unit at = (code != null) ? this.units.require(code) : self.home(Permission.VIEW_REPORTS);
		if (at == null || !this.units.within(at.id(), self.scopeIds(Permission.VIEW_REPORTS))) {
			throw new NotFound("unit");
		}
		return at;
	}

	/** What a unit asks for in its report. */
	public record Proposal(ReportingWeek week, String code, String name, String text) {
	}

}
