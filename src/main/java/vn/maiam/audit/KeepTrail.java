package vn.maiam.audit;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.shared.web.Show;

/**
 * Looks after the trail: an anchor each hour, the coming months' partitions, and months
 * thrown away when the time that the setting gives them is over.
 */
@Component
class KeepTrail {

	private static final Logger LOG = LoggerFactory.getLogger(KeepTrail.class);

	private static final int MONTHS_AHEAD = 3;

	private static final long LOCK = 0x6d61_6961_7564L;

	private final AuditChain chain;

	private final JdbcClient jdbc;

	private final Clock clock;

	KeepTrail(AuditChain chain, JdbcClient jdbc, Clock clock) {
		this.chain = chain;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The seal goes to the log as well, so that whoever keeps the logs keeps a witness.
	 */
	@Scheduled(cron = "0 0 * * * *")
	@Transactional
	void anchor() {
		boolean mine = this.jdbc.sql("select pg_try_advisory_xact_lock(?)").param(LOCK).query(Boolean.class).single();
		boolean due = mine && this.jdbc.sql("select not exists (select 1 from audit_anchor where at > ?)")
			.param(Timestamp.from(this.clock.instant().minusSeconds(1800)))
			.query(Boolean.class)
			.single();
		if (due) {
			LOG.info("audit anchor {}", this.chain.anchor(this.clock.instant()));
		}
	}

	/**
	 * Walks along the whole chain at night and says in the log and on the page what it
	 * found.
	 */
	@Scheduled(cron = "0 33 2 * * *")
	@Transactional
	void check() {
		if (!this.jdbc.sql("select pg_try_advisory_xact_lock(?)").param(LOCK + 1).query(Boolean.class).single()) {
			return;
		}
		AuditChain.Verdict verdict = this.chain.verify();
		String bend = verdict.bend().map(Object::toString).orElse(null);
		if (bend != null) {
			LOG.error("the audit trail is bent: {}", bend);
		}
		this.jdbc.sql("insert into audit_check (at, entries, bend) values (:at, :entries, :bend)")
			.param("at", Timestamp.from(this.clock.instant()))
			.param("entries", verdict.entries())
			.param("bend", bend)
			.update();
	}

	@Scheduled(cron = "0 13 2 * * *")
	@EventListener(ApplicationReadyEvent.class)
	@Transactional
	void turnMonths() {
		if (!this.jdbc.sql("select pg_try_advisory_xact_lock(?)").param(LOCK + 2).query(Boolean.class).single()) {
			return;
		}
		this.jdbc.sql("set local lock_timeout = '2s'").update();
		LocalDate today = LocalDate.now(this.clock);
		for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
			this.jdbc.sql("select audit_month(?)").param(today.plusMonths(ahead)).query().singleRow();
		}
		int years = this.jdbc.sql("select keep_years from audit_setting").query(Integer.class).single();
		throwAwayBefore(YearMonth.from(today.minusYears(years)));
	}

	/**
	 * Drops the partitions of the months before, after noting for each lane what stretch
	 * goes and with which hash it ends.
	 */
	@Transactional
	public void throwAwayBefore(YearMonth first) {
		for (String partition : this.jdbc
			.sql("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid "
					+ "where i.inhparent = 'audit_entry'::regclass and c.relname ~ '^audit_entry_[0-9]{4}_[0-9]{2}$' order by 1")
			.query(String.class)
			.list()) {
			String month = partition.substring("audit_entry_".length()).replace('_', '-');
			if (YearMonth.parse(month).isBefore(first)) {
				noteCuts(month);
				this.jdbc.sql("drop table " + partition).update();
				LOG.info("the audit trail of {} is thrown away", month);
			}
		}
	}

	private void noteCuts(String month) {
		YearMonth gone = YearMonth.parse(month);
		Timestamp from = Timestamp.from(gone.atDay(1).atStartOfDay(Show.ZONE).toInstant());
		Timestamp to = Timestamp.from(gone.plusMonths(1).atDay(1).atStartOfDay(Show.ZONE).toInstant());
		this.jdbc
			.sql("""
					with gone as (select lane, position, hash, position - row_number() over (partition by lane order by position) as run
						from audit_entry where at >= :from and at < :to),
					runs as (select lane, min(position) as first, max(position) as last from gone group by lane, run)
					select r.lane, r.first, r.last,
						coalesce((select e.hash from audit_entry e where e.lane = r.lane and e.position = r.first - 1),
							(select k.after_hash from audit_cut k where k.lane = r.lane and k.to_position = r.first - 1), '') as before,
						(select g.hash from gone g where g.lane = r.lane and g.position = r.last) as after
					from runs r""")
			.param("from", from)
			.param("to", to)
			.query((row, number) -> new AuditChain.Cut(row.getInt("lane"), row.getLong("first"), row.getLong("last"),
					AuditChain.hex(row.getBytes("before")), AuditChain.hex(row.getBytes("after")), ""))
			.list()
			.forEach((cut) -> this.jdbc
				.sql("insert into audit_cut (lane, from_position, to_position, before_hash, after_hash, at, seal) "
						+ "values (?, ?, ?, decode(?, 'hex'), decode(?, 'hex'), ?, decode(?, 'hex'))")
				.params(cut.lane(), cut.from(), cut.to(), cut.before(), cut.after(),
						Timestamp.from(this.clock.instant()), this.chain.seal(cut))
				.update());
	}

}
