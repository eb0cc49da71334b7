package vn.maiam.privacy.domain;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;

/** The clocks as they are set; requests and incidents keep those of their own day. */
@Service
@Transactional(readOnly = true)
public class PrivacySettings {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	PrivacySettings(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	public LawClocks clocks() {
		return this.jdbc.sql("select * from privacy_setting")
			.query((row, number) -> new LawClocks(row.getInt("answer_days"), row.getInt("carry_out_days"),
					row.getInt("carry_out_days_processors"), row.getInt("extension_days"), row.getInt("report_hours"),
					Stream.of((Date[]) row.getArray("days_off").getArray())
						.map(Date::toLocalDate)
						.collect(Collectors.toSet())))
			.single();
	}

	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void set(LawClocks wanted) {
		LawClocks before = clocks();
		this.jdbc
			.sql("""
					update privacy_setting set answer_days = :answer, carry_out_days = :carry, carry_out_days_processors = :processors,
						extension_days = :extension, report_hours = :hours, days_off = :off::date[]""")
			.param("answer", wanted.answerDays())
			.param("carry", wanted.carryOutDays())
			.param("processors", wanted.carryOutDaysProcessors())
			.param("extension", wanted.extensionDays())
			.param("hours", wanted.reportHours())
			.param("off", wanted.daysOff().stream().map(LocalDate::toString).toArray(String[]::new))
			.update();
		this.events.publishEvent(
				Audited.of(Audited.Fact.of("privacy.clocks-set", new SubjectRef("privacy", "clocks"), "privacy", null)
					.with("answer_days", before.answerDays(), wanted.answerDays())
					.with("carry_out_days", before.carryOutDays(), wanted.carryOutDays())
					.with("carry_out_days_processors", before.carryOutDaysProcessors(), wanted.carryOutDaysProcessors())
					.with("extension_days", before.extensionDays(), wanted.extensionDays())
					.with("report_hours", before.reportHours(), wanted.reportHours())
					.with("days_off", sorted(before.daysOff()), sorted(wanted.daysOff()))));
	}

	private static String sorted(Set<LocalDate> days) {
		return new TreeSet<>(days).toString();
	}

}
