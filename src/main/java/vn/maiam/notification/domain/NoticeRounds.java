package vn.maiam.notification.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.notification.NoticeKind;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/**
 * What is told by the clock: each morning what is due, and towards the end of the week
 * whose report is missing. Each round is made once, by whichever instance comes first.
 */
@Component
public class NoticeRounds {

	private static final LocalTime MORNING = LocalTime.of(7, 30);

	private static final int NOON = 12;

	private static final int KEPT_DAYS = 365;

	private static final String DUE = """
			select t.id, t.title from task t where t.closed_at is null and t.cause is distinct from 'report-due'
				and t.due_on between :today::date and :today::date + 1
			""";

	private static final String MISSING = """
			select g.account_id from weekly_report r join account_grant g on g.unit_id = r.unit_id and g.role = 'OFFICER' and g.ended_at is null
				and g.valid_from <= field_day() and (g.valid_to is null or g.valid_to >= field_day())
			where r.week = :week and r.state in ('DRAFT', 'RETURNED')
			""";

	/** Officials with silent houses below them, told of them all at once. */
	private static final String SILENT = """
			select distinct g.account_id, u.code from task t join unit_closure c on c.descendant_id = t.unit_id
			join account_grant g on g.unit_id = c.ancestor_id and g.role = 'OFFICER' and g.ended_at is null join administrative_unit u on u.id = g.unit_id
			where t.cause = 'household-silent' and t.closed_at is null and u.parent_id is not null
				and g.valid_from <= field_day() and (g.valid_to is null or g.valid_to >= field_day())
			""";

	private final Notices notices;

	private final JdbcClient jdbc;

	private final Clock clock;

	NoticeRounds(Notices notices, JdbcClient jdbc, Clock clock) {
		this.notices = notices;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 60_000, initialDelay = 30_000)
	@Transactional
	public void tick() {
		ZonedDateTime now = this.clock.instant().atZone(Show.ZONE);
		if (now.toLocalTime().isBefore(MORNING)) {
			return;
		}
		if (first("morning-" + now.toLocalDate(), now)) {
			tellDue(now);
			tellSilent(now);
			forget(now);
		}
		remindOfReports(now);
	}

	/** Two days and one day before the cut-off in the morning, and at noon of its day. */
	private void remindOfReports(ZonedDateTime now) {
		this.jdbc.sql(
				"select label, cut_off_at from reporting_week where opens_at <= :now and cut_off_at > :now order by opens_at desc limit 1")
			.param("now", Timestamp.from(now.toInstant()))
			.query((row) -> {
				long left = ChronoUnit.DAYS.between(now.toLocalDate(),
						row.getTimestamp("cut_off_at").toInstant().atZone(Show.ZONE).toLocalDate());
				String week = row.getString("label");
				if (left <= 2 && (left > 0 || now.getHour() >= NOON) && first("reports-" + week + "-" + left, now)) {
					this.notices.tell(NoticeKind.REPORT_REMINDER, new SubjectRef("week", week),
							List.of(week.substring(6)), MISSING, Map.of("week", week));
				}
			});
	}

	private void tellDue(ZonedDateTime now) {
		this.jdbc.sql(DUE).param("today", java.sql.Date.valueOf(now.toLocalDate())).query((row) -> {
			String id = row.getString("id");
			this.notices.tell(NoticeKind.TASK_DUE, new SubjectRef("task", id), List.of("", row.getString("title")),
					TellPeople.TASK_PEOPLE, Map.of("id", id));
		});
	}

	/** Once a week, on Mondays: what stays silent is on the task list all the time. */
	private void tellSilent(ZonedDateTime now) {
		if (now.getDayOfWeek() != DayOfWeek.MONDAY) {
			return;
		}
		this.jdbc.sql("select distinct code from (" + SILENT + ") s")
			.query(String.class)
			.list()
			.forEach((unit) -> this.notices.tell(NoticeKind.HOUSEHOLD_SILENT, new SubjectRef("unit", unit), List.of(),
					"select s.account_id from (" + SILENT + ") s where s.code = :unit", Map.of("unit", unit)));
	}

	/** What was read long ago, and letters that went out long ago. */
	private void forget(ZonedDateTime now) {
		Timestamp before = Timestamp.from(now.minusDays(KEPT_DAYS).toInstant());
		this.jdbc.sql("delete from notice_delivery where ended_at < ?").param(before).update();
		this.jdbc.sql(
				"delete from notice n where n.last_at < ? and not exists (select 1 from notice_delivery d where d.notice_id = n.id)")
			.param(before)
			.update();
	}

	private boolean first(String round, ZonedDateTime now) {
		return this.jdbc.sql("insert into notice_round (name, done_at) values (?, ?) on conflict do nothing")
			.params(round, Timestamp.from(now.toInstant()))
			.update() > 0;
	}

}
