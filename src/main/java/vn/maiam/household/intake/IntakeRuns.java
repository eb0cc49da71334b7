package vn.maiam.household.intake;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.account.Account;
import vn.maiam.account.Permission;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.intake.IntakeJob.Findings;
import vn.maiam.household.intake.IntakeJob.Settings;
import vn.maiam.household.intake.IntakeJob.State;
import vn.maiam.household.intake.reading.Doubts;
import vn.maiam.household.intake.reading.HouseholdVocabulary;
import vn.maiam.household.intake.reading.IntakeRow;
import vn.maiam.household.intake.reading.Layout;
import vn.maiam.household.intake.reading.ListReader;
import vn.maiam.household.intake.reading.Places;
import vn.maiam.household.intake.reading.Question;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/**
 * The two long pieces of work: the dry run and the writing, each in one transaction, on
 * behalf of an account.
 */
@Component
class IntakeRuns {

	private static final Logger LOG = LoggerFactory.getLogger(IntakeRuns.class);

	private static final int MOST_ROWS = 50_000;

	private static final int CHUNK = 1000;

	/** Letters; what is longer is no name or word that comes again. */
	private static final int LONGEST_REMEMBERED = 300;

	private final IntakeStore store;

	private final IntakeComparison comparison;

	private final IntakeCommit commit;

	private final ExportedWords exported;

	private final UnitDirectory units;

	private final TransactionTemplate transaction;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	IntakeRuns(IntakeStore store, IntakeComparison comparison, IntakeCommit commit, ExportedWords exported,
			UnitDirectory units, TransactionTemplate transaction, ApplicationEventPublisher events, Clock clock) {
		this.store = store;
		this.comparison = comparison;
		this.commit = commit;
		this.exported = exported;
		this.units = units;
		this.transaction = transaction;
		this.events = events;
		this.clock = clock;
	}

	HouseholdVocabulary vocabulary() {
		return new HouseholdVocabulary(this.exported.headers(), this.exported.values(), LocalDate.now(this.clock));
	}

	void check(UUID id, Layout layout, Settings said, Account self, List<String> remembered) {
		List<Long> scope = self.scopeIds(Permission.IMPORT_HOUSEHOLDS);
		List<Unit> own = scope.stream().map(this.units::require).toList();
		Doubts doubts = new Doubts(said.answers());
		// names of others must be known to be refused, not taken for one's own
		List<Long> around = own.stream().map((unit) -> this.units.line(unit.id()).get(0).id()).distinct().toList();
		Places places = new Places(this.units.names(around), own, this.units::require, doubts);
		ListReader reader = new ListReader(layout, vocabulary(), places, doubts);
		this.transaction.executeWithoutResult((status) -> {
			long start = System.nanoTime();
			List<IntakeStore.Choice> choices = this.store.forgetRows(id);
			Chunks chunks = new Chunks(id);
			reader.read(this.store.file(id), chunks::add);
			chunks.flush();
			chunks.ids.refuseGuessing();
			long read = System.nanoTime();
			this.store.progress(id, chunks.written, chunks.written);
			this.comparison.compare(new IntakeComparison.Against(id, scope, said), false);
			LOG.info("import {} of {} rows: read in {} ms, compared in {} ms", id, chunks.written,
					(read - start) / 1_000_000, (System.nanoTime() - read) / 1_000_000);
			this.store.rechoose(id, choices);
			if (!reader.differences().isEmpty()) {
				doubts.askOnce("sums", Integer.toString(reader.differences().hashCode()),
						List.of(Integer.toString(reader.differences().size())),
						List.of(Option.of(Question.KEEP, "intake.answer.sums-seen")));
			}
			this.store.describe(id, layout, said, new Findings(doubts.questions(), reader.readings().columns(),
					reader.differences(), reader.passed(), reader.noticed(), reader.skipped(), remembered));
			this.events.publishEvent(Audited.of(Audited.Fact
				.of("import.checked", new SubjectRef("import", id.toString()), this.store.fileName(id), scope.get(0))
				.with("rows", null, chunks.written)
				.with("elsewhere", null, this.store.elsewhere(id))));
			this.store.finish(id, State.CHECKED);
		});
	}

	void confirm(IntakeJob job, Account self) {
		int total = this.store.counts(job.id()).total();
		this.transaction.executeWithoutResult((status) -> {
			// the register may have moved on since the dry run
			this.comparison.compare(
					new IntakeComparison.Against(job.id(), self.scopeIds(Permission.IMPORT_HOUSEHOLDS), job.settings()),
					true);
			IntakeJob.Counts counts = this.store.counts(job.id());
			this.commit.write(job, self.id(), (passed) -> this.store.progress(job.id(), passed, total));
			this.store.remember(self.scopeIds(Permission.IMPORT_HOUSEHOLDS).get(0),
					IntakeService.signature(job.layout()), worthKeeping(job), self.id());
			this.events.publishEvent(Audited.of(Audited.Fact
				.of("import.confirmed", new SubjectRef("import", job.id().toString()), job.fileName(),
						self.scopeIds(Permission.IMPORT_HOUSEHOLDS).get(0))
				.with("new", null, counts.written())
				.with("changed", null, counts.updated())
				.with("refused", null, counts.refused() + counts.asked())
				.because(job.settings().documentNo())));
			this.store.finish(job.id(), State.DONE);
		});
	}

	/**
	 * What this locality's next list of the same form need not be asked again: what its
	 * words, names and columns mean; never what concerns the rows of this one.
	 */
	private static Map<String, String> worthKeeping(IntakeJob job) {
		return job.settings()
			.answers()
			.entrySet()
			.stream()
			.filter((answer) -> answer.getKey().matches("(?s)(value|mark|unit|group|column|unit-of)\\|.*")
					&& answer.getKey().length() <= LONGEST_REMEMBERED && !answer.getValue().equals(Question.SKIP))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/** Rows on their way into the database, a thousand at a time. */
	private final class Chunks {

		private final UUID job;

		private final List<IntakeRow> waiting = new ArrayList<>(CHUNK);

		private final TriedIds ids = new TriedIds();

		private int written;

		Chunks(UUID job) {
			this.job = job;
		}

		void add(IntakeRow row) {
			if (this.written + this.waiting.size() >= MOST_ROWS) {
				throw new Refused("intake.refused.rows");
			}
			if (row.citizenId() != null) {
				this.ids.see(row.citizenId());
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
