package vn.maiam.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;

/**
 * Not a test but a measurement, run by {@code src/bench/audit.sh}: what the chain costs
 * an audited write. With and without take turns, so that whatever else the machine does
 * hits both.
 */
@SpringBootTest(properties = "maiam.storage-folder=target/test-files-audit-bench")
@DirtiesContext
class AuditBenchmark {

	private static final int WRITERS = 8;

	private static final int WRITES = 4000;

	private static final int ROUNDS = 5;

	@Autowired
	AuditChain chain;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	JdbcClient jdbc;

	@Test
	void whatTheChainCosts() throws Exception {
		this.jdbc.sql("create table bench_row (id integer primary key, value integer not null)").update();
		this.jdbc.sql("insert into bench_row select n, 0 from generate_series(0, ?) n").param(WRITERS).update();
		this.jdbc.sql(
				"alter table audit_entry alter lane drop not null, alter position drop not null, alter hash drop not null")
			.update();
		round();
		double[] with = new double[ROUNDS];
		double[] without = new double[ROUNDS];
		for (int at = 0; at < ROUNDS; at++) {
			with[at] = round();
			this.jdbc.sql("alter table audit_entry disable trigger audit_entry_chain").update();
			without[at] = round();
			this.jdbc.sql("alter table audit_entry enable trigger audit_entry_chain").update();
		}
		Arrays.sort(with);
		Arrays.sort(without);
		System.out.printf(
				"%nBENCH audited writes by %d writers, median of %d rounds of %d: %.0f/s with the chain, %.0f/s without, ratio %.2f%n",
				WRITERS, ROUNDS, WRITES, with[ROUNDS / 2], without[ROUNDS / 2], with[ROUNDS / 2] / without[ROUNDS / 2]);
		this.jdbc.sql("alter table audit_entry disable trigger user").update();
		this.jdbc.sql("delete from audit_entry where lane is null").update();
		this.jdbc.sql("alter table audit_entry enable trigger user").update();
		long began = System.nanoTime();
		AuditChain.Verdict verdict = this.chain.verify();
		System.out.printf("BENCH verifying %d entries: %.1f s, bend %s%n", verdict.entries(),
				(System.nanoTime() - began) / 1e9, verdict.bend());
	}

	/** Writes a second. */
	private double round() throws Exception {
		ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
		List<Future<?>> all = new ArrayList<>();
		long began = System.nanoTime();
		for (int writer = 0; writer < WRITERS; writer++) {
			int own = writer;
			all.add(writers.submit(() -> {
				for (int at = 0; at < WRITES / WRITERS; at++) {
					this.transaction.executeWithoutResult((status) -> {
						this.jdbc.sql("update bench_row set value = value + 1 where id = ?").param(own).update();
						this.events.publishEvent(Audited.of(Audited.Fact
							.of("household.edited", new SubjectRef("household", "TN-" + own), "Nguyễn Văn Ấn", null)
							.with("note", null, "đo")));
					});
				}
			}));
		}
		for (Future<?> one : all) {
			one.get();
		}
		writers.shutdown();
		return WRITES / ((System.nanoTime() - began) / 1e9);
	}

}
