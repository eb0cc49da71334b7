package vn.maiam.household.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.Duties;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/** Houses that are being built and of which nobody has heard for two weeks. */
@Component
class SilentHouseholds implements Duties {

	private static final int DAYS = 14;

	private final JdbcClient jdbc;

	private final Clock clock;

	SilentHouseholds(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public String cause() {
		return "household-silent";
	}

	@Override
	public List<Duty> standing() {
		return this.jdbc
			.sql("""
					select h.code, h.unit_id, h.full_name from household h
					where h.stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER') and h.halt is null and h.eligibility = 'ELIGIBLE'
						and h.progress_at < ?""")
			.param(Timestamp.from(this.clock.instant()
				.atZone(Show.ZONE)
				.toLocalDate()
				.minusDays(DAYS - 1L)
				.atStartOfDay(Show.ZONE)
				.toInstant()))
			.query((row, number) -> new Duty(new SubjectRef("household", row.getString("code")), row.getLong("unit_id"),
					row.getString("full_name"), null))
			.list();
	}

}
