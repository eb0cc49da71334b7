package vn.maiam.weeklyreport;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

import vn.maiam.TestProvince;
import vn.maiam.weeklyreport.domain.ReportingRhythm;
import vn.maiam.weeklyreport.domain.WeekCalendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * Not a test but a measurement, run by {@code src/bench/weekly.sh}: how the pages of the
 * week grow with the register. Medians of one machine and one run, to be compared with
 * one another.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import({ TestProvince.People.class, TestProvince.HandTime.class })
@DirtiesContext
class WeeklyBenchmark {

	private static final int WEEKS = 12;

	private static final int TIMES = 15;

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	TestProvince.HandClock clock;

	@Autowired
	ReportingRhythm rhythm;

	@Autowired
	WeekCalendar calendar;

	@Autowired
	JdbcClient jdbc;

	@Test
	void pagesAndClosingAtTwoSizes() throws Exception {
		Map<String, Long> small = measure(591);
		Map<String, Long> large = measure(50_000 - 591);
		long lines = this.jdbc.sql("select count(*) from household_tally").query(Long.class).single();
		System.out.printf("%nBENCH %-34s %10s %12s %8s%n", "median of " + TIMES + ", ms", "591", "50.000", "ratio");
		small.forEach((what, time) -> System.out.printf("BENCH %-34s %10.1f %12.1f %8.1f%n", what, time / 1e6,
				large.get(what) / 1e6, (double) large.get(what) / time));
		System.out.printf("BENCH lines in the ledger at 50.000: %d%n", lines);
	}

	private Map<String, Long> measure(int more) throws Exception {
		live(more);
		String week = this.calendar.newest(2).get(1).label().toString();
		Map<String, Long> times = new LinkedHashMap<>();
		times.put("/dashboard", page("lanhdao", "/dashboard"));
		times.put("/dashboard?unit=170", page("lanhdao", "/dashboard?unit=170"));
		times.put("/reports", page("tinh", "/reports"));
		times.put("/reports/{week}/19", page("tinh", "/reports/" + week + "/19"));
		times.put("/reports/{week}/170", page("vonhai", "/reports/" + week + "/170"));
		times.put("/reports/changes, a week", page("tinh", "/reports/changes?week=" + week));
		times.put("closing a week", closing());
		return times;
	}

	/**
	 * Households of all communes that move on week by week, and weeks that close behind
	 * them.
	 */
	private void live(int more) {
		this.jdbc
			.sql("""
					insert into household (id, version, code, phase_id, part, category, kind, full_name, name_sort, birth_year, unit_id, eligibility,
						ineligible_reason, stage, planned_finish, created_at, recorded_at, recorded_by)
					select gen_random_uuid(), 0, 'TN-' || lpad(nextval('household_code_seq')::text, 6, '0'), 1 + n % 2, 'CAMPAIGN', 'POOR',
						case when n % 3 = 0 then 'REPAIR' else 'NEW_BUILD' end, 'Nguyễn Văn Ấn', 'an van nguyen' || n, 1950 + n % 50,
						u.id, case when n % 5 = 0 then 'NOT_YET' else 'ELIGIBLE' end, case when n % 5 = 0 then 'NO_LAND' end, 'NOT_STARTED',
						date '2025-03-01' + n % 100, :now, :now, (select id from user_account where username = 'tinh')
					from generate_series(1, :more) n join (select id, row_number() over (order by id) as at, count(*) over () as all_units
						from administrative_unit where code ~ '^05' and length(code) = 5) u on u.at = 1 + n % u.all_units""")
			.param("more", more)
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		this.rhythm.tick();
		for (int week = 0; week < WEEKS; week++) {
			this.clock.advance(Duration.ofDays(7));
			this.jdbc
				.sql("""
						update household set stage = case when stage = 'NOT_STARTED' then 'STARTED' when stage = 'STARTED' and kind = 'REPAIR'
								then 'REPAIRING' when stage = 'STARTED' then 'FOUNDATION' when stage = 'FOUNDATION' then 'FRAME'
								when stage = 'FRAME' then 'ROOF' else 'COMPLETED' end,
							evidence = 'SUFFICIENT', progress_at = :now, recorded_at = :now, version = version + 1
						where eligibility = 'ELIGIBLE' and stage <> 'COMPLETED' and hashtext(code || :week) % 3 = 0""")
				.param("now", Timestamp.from(this.clock.instant()))
				.param("week", String.valueOf(week))
				.update();
			this.rhythm.tick();
		}
		this.jdbc.sql("analyze").update();
	}

	private long page(String person, String path) throws Exception {
		var account = this.province.account(person);
		long[] times = new long[TIMES];
		for (int at = -3; at < TIMES; at++) {
			long began = System.nanoTime();
			this.mvc.perform(MockMvcRequestBuilders.get(path).with(user(account))).andExpect(status().isOk());
			if (at >= 0) {
				times[at] = System.nanoTime() - began;
			}
		}
		Arrays.sort(times);
		return times[TIMES / 2];
	}

	/**
	 * The tick that finds a cut-off passed: it locks the ledger, closes it and opens the
	 * next week.
	 */
	private long closing() {
		long[] times = new long[5];
		for (int at = 0; at < times.length; at++) {
			Instant cutOff = this.calendar.current().orElseThrow().cutOffAt();
			this.clock.advance(Duration.between(this.clock.instant(), cutOff));
			long began = System.nanoTime();
			this.rhythm.tick();
			times[at] = System.nanoTime() - began;
		}
		assertThat(this.calendar.newest(2).get(1).closedAt()).isNotNull();
		Arrays.sort(times);
		return times[times.length / 2];
	}

}
