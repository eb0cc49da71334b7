package vn.maiam.household.intake;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;
import vn.maiam.account.Account;
import vn.maiam.account.Permission;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.intake.IntakeJob.Settings;
import vn.maiam.household.intake.IntakeJob.State;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

import org.springframework.stereotype.Component;

/**
 * The two long pieces of work: the dry run and the writing, each in one transaction, on
 * behalf of an account.
 */
@Component
class IntakeRuns {

	private static final int MOST_ROWS = 50_000;

	private static final int CHUNK = 1000;

	private final IntakeStore store;

	private final IntakeComparison comparison;

	private final IntakeCommit commit;

	private final UnitDirectory units;

	private final TransactionTemplate transaction;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	IntakeRuns(IntakeStore store, IntakeComparison comparison, IntakeCommit commit, UnitDirectory units,
			TransactionTemplate transaction, ApplicationEventPublisher events, Clock clock) {
		this.store = store;
		this.comparison = comparison;
		this.commit = commit;
		this.units = units;
		this.transaction = transaction;
		this.events = events;
		this.clock = clock;
	}

	void check(UUID id, Layout layout, Settings said, Account self) {
		List<Long> scope = self.scopeIds(Permission.IMPORT_HOUSEHOLDS);
		Map<String, Unit> confirmed = new HashMap<>();
		said.units().forEach((name, unitId) -> confirmed.put(name, this.units.require(unitId)));
		RowInterpreter interpreter = new RowInterpreter(layout, this.units.names(scope), confirmed,
				LocalDate.now(this.clock).getYear());
		this.transaction.executeWithoutResult((status) -> {
			this.store.forgetRows(id);
			Chunks chunks = new Chunks(id);
			this.store.file(id).read((sheet, number, cells) -> {
				IntakeRow row = interpreter.read(sheet, number, cells);
				if (row != null) {
					chunks.add(row);
				}
				return layout.of(sheet).isPresent();
			});
			chunks.flush();
			this.comparison.compare(id, scope, false);
			Map<String, List<String>> unsure = new LinkedHashMap<>();
			interpreter.unsure()
				.forEach((name, units) -> unsure.put(name,
						units.stream().limit(8).map((unit) -> unit.id() + "|" + unit.name()).toList()));
			this.store.describe(id, layout, new Settings(said.phaseId(), said.documentNo(), said.documentDate(),
					said.units(), unsure, interpreter.skipped()));
			this.store.finish(id, State.CHECKED);
		});
	}

	void confirm(IntakeJob job, Account self) {
		int total = this.store.counts(job.id()).total();
		this.transaction.executeWithoutResult((status) -> {
			// the register may have moved on since the dry run
			this.comparison.compare(job.id(), self.scopeIds(Permission.IMPORT_HOUSEHOLDS), true);
			IntakeJob.Counts counts = this.store.counts(job.id());
			this.commit.write(job, self.id(), (passed) -> this.store.progress(job.id(), passed, total));
			this.events.publishEvent(Audited.of(Audited.Fact
				.of("import.confirmed", new SubjectRef("import", job.id().toString()), job.fileName(),
						self.scopeIds(Permission.IMPORT_HOUSEHOLDS).get(0))
				.with("new", null, counts.written())
				.with("changed", null, counts.updated())
				.with("refused", null, counts.refused())
				.because(job.settings().documentNo())));
			this.store.finish(job.id(), State.DONE);
		});
	}

	/** Rows on their way into the database, a thousand at a time. */
	private final class Chunks {

		private final UUID job;

		private final List<IntakeRow> waiting = new ArrayList<>(CHUNK);

		private int written;

		Chunks(UUID job) {
			this.job = job;
		}

		void add(IntakeRow row) {
			if (this.written + this.waiting.size() >= MOST_ROWS) {
				throw new Refused("intake.refused.rows");
			}
			this.waiting.add(row);
			if (this.waiting.size() == CHUNK) {
				flush();
				IntakeRuns.this.store.progress(this.job, this.written, 0);
			}
		}

		void flush() {
			IntakeRuns.this.store.addRows(this.job, this.written + 1, this.waiting);
			this.written += this.waiting.size();
			this.waiting.clear();
		}

	}

}
