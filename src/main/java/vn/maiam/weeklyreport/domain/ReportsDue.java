package vn.maiam.weeklyreport.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.area.UnitKind;
import vn.maiam.shared.Duties;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/** Reports of the running week that have not been submitted, or were given back. */
@Component
class ReportsDue implements Duties {

	private final WeekCalendar calendar;

	private final JdbcClient jdbc;

	ReportsDue(WeekCalendar calendar, JdbcClient jdbc) {
		this.calendar = calendar;
		this.jdbc = jdbc;
	}

	@Override
	public String cause() {
		return "report-due";
	}

	@Override
	public List<Duty> standing() {
		Optional<Week> week = this.calendar.current();
		if (week.isEmpty()) {
			return List.of();
		}
		String label = week.get().label().toString();
		return this.jdbc.sql("""
				select u.id, u.code, u.name, u.kind from weekly_report r join administrative_unit u on u.id = r.unit_id
				where r.week = ? and r.state in ('DRAFT', 'RETURNED')""")
			.param(label)
			.query((row, number) -> new Duty(new SubjectRef(ReportAccess.KIND, label + "/" + row.getString("code")),
					row.getLong("id"), label.substring(6) + ", " + row.getString("name"),
					day(week.get().dueAt(UnitKind.valueOf(row.getString("kind")).level()))))
			.list();
	}

	private static LocalDate day(Instant moment) {
		return LocalDate.ofInstant(moment, Show.ZONE);
	}

}
