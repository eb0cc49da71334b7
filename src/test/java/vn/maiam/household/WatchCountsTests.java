package vn.maiam.household;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is kept in memory or closed on the way is never seen to be old. */
@SpringBootTest
@Import(TestProvince.People.class)
@DirtiesContext
class WatchCountsTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

	@Autowired
	HouseholdWatch watch;

	@Autowired
	TestProvince province;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	DataSource database;

	@BeforeEach
	void leader() {
		this.province.actAs("tinh");
	}

	@Test
	void aDecidedDeadlineCountsAtOnce() {
		this.province.aHousehold().save();
		decide(LocalDate.now(ZONE).plusDays(30));
		gather();
		long late = late();
		assertThat(late()).isEqualTo(late);
		decide(LocalDate.now(ZONE).minusDays(1));
		assertThat(late()).isGreaterThan(late);
	}

	@Test
	void aDatabaseThatWasPutBackIsNotTakenForALaterOne() {
		gather();
		long before = late();
		long version = this.jdbc.sql("select version from watch_version").query(Long.class).single();
		this.province.aHousehold().save();
		decide(LocalDate.now(ZONE).minusDays(2));
		gather();
		assertThat(late()).isGreaterThan(before);
		long lately = this.jdbc.sql("select version from watch_version").query(Long.class).single();
		this.jdbc.sql("update watch_version set version = ?").param(version).update();
		this.province.aHousehold().save();
		gather();
		assertThat(this.jdbc.sql("select version from watch_version").query(Long.class).single()).isGreaterThan(lately);
		assertThat(late()).isEqualTo(this.jdbc
			.sql("""
					select count(*) from household h join phase_deadline l on l.phase_id = h.phase_id where h.eligibility = 'ELIGIBLE' and h.halt is null
						and h.stage not in ('COMPLETED', 'HANDED_OVER') and least(h.planned_finish, l.deadline) < ?""")
			.param(LocalDate.now(ZONE))
			.query(Long.class)
			.single());
	}

	@Test
	void theRunningDayIsNotClosedOverSomebodyWhoWrites() throws SQLException {
		String code = this.province.aHousehold().save().value();
		try (Connection writer = this.database.getConnection(); Statement statement = writer.createStatement()) {
			writer.setAutoCommit(false);
			statement.executeUpdate("update household set stage = 'STARTED' where code = '" + code + "'");
			assertThat(closed()).isFalse();
			writer.commit();
			writer.setAutoCommit(true);
		}
		await().until(this::closed);
	}

	@Test
	void thePastRedListStillHasWhoHasMovedSince() {
		String code = this.province.aHousehold().save().value();
		this.jdbc.sql("update household set planned_finish = ? where code = ?")
			.params(LocalDate.now(ZONE).minusDays(400), code)
			.update();
		Instant moment = this.jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
		String elsewhere = this.jdbc.sql(
				"select u.code from administrative_unit u join administrative_unit d on d.id = u.parent_id where d.code = '171' order by 1 limit 1")
			.query(String.class)
			.single();
		this.jdbc.sql("update household set unit_id = ?, recorded_at = clock_timestamp() where code = ?")
			.params(this.province.unit(elsewhere), code)
			.update();
		assertThat(red("170", moment)).contains(code);
		assertThat(red("170", tomorrow())).doesNotContain(code);
		assertThat(red("171", tomorrow())).contains(code);
	}

	private List<String> red(String unit, Instant before) {
		return this.watch.redList(this.province.unit(unit), null, before, 1000)
			.stream()
			.map(HouseholdWatch.RedLine::code)
			.toList();
	}

	private static Instant tomorrow() {
		return LocalDate.now(ZONE).plusDays(1).atStartOfDay(ZONE).toInstant();
	}

	private boolean closed() {
		return this.jdbc.sql("select try_close_ledger(now())").query(Boolean.class).single();
	}

	private void gather() {
		this.jdbc.sql("select gather_watch()").query((row) -> {
		});
	}

	private void decide(LocalDate deadline) {
		this.jdbc
			.sql("""
					insert into deadline_decision (phase_id, deadline, document_no, document_date, recorded_at)
					select phase_id, ?, document_no, document_date, clock_timestamp() from deadline_decision where phase_id = 1 order by recorded_at desc limit 1""")
			.param(deadline)
			.update();
	}

	private long late() {
		return this.watch.byUnit(this.province.unit("19"), null, tomorrow())
			.stream()
			.mapToLong(HouseholdWatch.UnitWatch::late)
			.sum();
	}

}
