package vn.maiam.audit;

import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.audit.AuditChain.Bend;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** On a database of its own, since it is bent on purpose. */
@SpringBootTest(properties = "maiam.storage-folder=target/test-files-audit")
@DirtiesContext
class AuditChainTests {

	private static final int WRITERS = 8;

	private static final int ENTRIES = 100_000;

	private static final int IN_ONE_DEED = 10;

	@Autowired
	AuditChain chain;

	@Autowired
	KeepTrail keeper;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Clock clock;

	@BeforeEach
	@AfterEach
	void empty() {
		asOwnerOfTheDatabase("truncate audit_entry", "delete from audit_anchor", "delete from audit_cut",
				"update audit_lane set position = 0, hash = ''");
	}

	@Test
	void aHundredThousandEntriesOfEightWritersFormWholeLanes() throws Exception {
		write(ENTRIES);
		AuditChain.Verdict verdict = this.chain.verify();
		assertThat(verdict.bend()).isEmpty();
		assertThat(verdict.entries()).isEqualTo(ENTRIES);
		assertThat(this.jdbc.sql("select count(*) from audit_lane where position > 0").query(Long.class).single())
			.isGreaterThanOrEqualTo(WRITERS);

		long victim = this.jdbc.sql("select id from audit_entry order by id limit 1 offset 54321")
			.query(Long.class)
			.single();
		found(Bend.Kind.CHANGED, victim, "update audit_entry set actor_name = 'người khác' where id = " + victim,
				"update audit_entry set actor_name = '' where id = " + victim);

		asOwnerOfTheDatabase("create table kept as select * from audit_entry where id = " + victim,
				"delete from audit_entry where id = " + victim);
		assertThat(this.chain.verify().bend().orElseThrow().kind()).isEqualTo(Bend.Kind.MISSING);
		asOwnerOfTheDatabase("insert into audit_entry select * from kept", "drop table kept");
		assertThat(this.chain.verify().bend()).isEmpty();

		long alien = 900_000_000L;
		found(Bend.Kind.INSERTED, alien, "insert into audit_entry select " + alien
				+ ", at, actor_id, actor_name, address, agent, action, subject_kind, subject_id, subject_label, "
				+ "unit_id, changes, note, lane, position, hash from audit_entry where id = " + victim,
				"delete from audit_entry where id = " + alien);
	}

	@Test
	void theLastEntryOfALaneCannotBeTakenAwayUnseen() throws Exception {
		write(200);
		asOwnerOfTheDatabase(
				"delete from audit_entry where (lane, position) in (select lane, max(position) from audit_entry group by lane limit 1)");
		assertThat(this.chain.verify().bend().orElseThrow().kind()).isEqualTo(Bend.Kind.MISSING);
	}

	@Test
	void whoWritesAllHashesAnewIsFoundByTheAnchor() throws Exception {
		write(200);
		this.chain.anchor(this.clock.instant());
		asOwnerOfTheDatabase(
				"create table forged as select at, actor_id, 'sạch sẽ' as actor_name, address, agent, action, subject_kind, "
						+ "subject_id, subject_label, unit_id, changes, note from audit_entry order by id",
				"truncate audit_entry", "update audit_lane set position = 0, hash = ''");
		this.jdbc
			.sql("""
					insert into audit_entry (at, actor_id, actor_name, address, agent, action, subject_kind, subject_id, subject_label,
						unit_id, changes, note) select * from forged""")
			.update();
		asOwnerOfTheDatabase("drop table forged");
		assertThat(this.chain.verify().bend().orElseThrow().kind()).isEqualTo(Bend.Kind.ANCHOR);
	}

	@Test
	void whatIsThrownAwayWhenItsTimeIsOverLeavesTheRestWhole() throws Exception {
		write(300);
		this.chain.anchor(this.clock.instant());
		YearMonth now = YearMonth.from(java.time.LocalDate.now(this.clock));
		this.keeper.throwAwayBefore(now.plusMonths(1));
		assertThat(this.chain.verify()).isEqualTo(new AuditChain.Verdict(0, java.util.Optional.empty()));
		this.jdbc.sql("select audit_month(?)").param(now.atDay(1)).query().singleRow();
		write(300);
		AuditChain.Verdict verdict = this.chain.verify();
		assertThat(verdict.bend()).isEmpty();
		assertThat(verdict.entries()).isEqualTo(300);
		asOwnerOfTheDatabase("update audit_cut set to_position = to_position + 1");
		assertThat(this.chain.verify().bend()).isPresent();
	}

	@Test
	void noStatementOfTheApplicationRewritesTheTrail() throws Exception {
		write(10);
		for (String statement : new String[] { "update audit_entry set note = 'x'", "delete from audit_entry",
				"truncate audit_entry", "delete from audit_anchor" }) {
			this.transaction.executeWithoutResult((status) -> this.chain.anchor(this.clock.instant()));
			assertThatExceptionOfType(DataAccessException.class).as(statement)
				.isThrownBy(() -> this.jdbc.sql(statement).update());
		}
	}

	private void found(Bend.Kind kind, long id, String bend, String mend) {
		asOwnerOfTheDatabase(bend);
		Bend found = this.chain.verify().bend().orElseThrow();
		assertThat(found.kind()).isEqualTo(kind);
		assertThat(found.entryId()).isEqualTo(id);
		asOwnerOfTheDatabase(mend);
		assertThat(this.chain.verify().bend()).isEmpty();
	}

	private void write(int entries) throws Exception {
		ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
		List<Future<?>> all = new ArrayList<>();
		for (int at = 0; at < entries / IN_ONE_DEED; at++) {
			int number = at;
			all.add(writers.submit(() -> this.transaction
				.executeWithoutResult((status) -> this.events.publishEvent(new Audited(IntStream.range(0, IN_ONE_DEED)
					.mapToObj((fact) -> Audited.Fact
						.of("household.edited", new SubjectRef("household", "TN-" + number), "Nguyễn Văn Ấn", null)
						.with("note", null, "lần " + fact))
					.toList())))));
		}
		for (Future<?> one : all) {
			one.get();
		}
		writers.shutdown();
	}

	/** What only somebody with the database's own keys can do: triggers are off. */
	private void asOwnerOfTheDatabase(String... statements) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.sql("set local session_replication_role = replica").update();
			this.jdbc.sql("alter table audit_entry disable trigger audit_entry_is_not_emptied").update();
			for (String partition : this.jdbc
				.sql("select inhrelid::regclass::text from pg_inherits where inhparent = 'audit_entry'::regclass")
				.query(String.class)
				.list()) {
				this.jdbc.sql("alter table " + partition + " disable trigger all").update();
			}
			for (String statement : statements) {
				this.jdbc.sql(statement).update();
			}
			for (String partition : this.jdbc
				.sql("select inhrelid::regclass::text from pg_inherits where inhparent = 'audit_entry'::regclass")
				.query(String.class)
				.list()) {
				this.jdbc.sql("alter table " + partition + " enable trigger all").update();
			}
			this.jdbc.sql("alter table audit_entry enable trigger audit_entry_is_not_emptied").update();
		});
	}

}
