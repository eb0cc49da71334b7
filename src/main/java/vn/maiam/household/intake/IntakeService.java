package vn.maiam.household.intake;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.DigestUtils;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Guesses;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.intake.IntakeJob.Settings;
import vn.maiam.household.intake.IntakeJob.State;
import vn.maiam.household.intake.reading.Field;
import vn.maiam.household.intake.reading.IntakeRow.Remark;
import vn.maiam.household.intake.reading.Layout;
import vn.maiam.household.intake.reading.LineNotes;
import vn.maiam.household.intake.reading.LayoutRecogniser;
import vn.maiam.household.intake.reading.Question;
import vn.maiam.shared.Audited;
import vn.maiam.shared.DecisionDay;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.workbook.RefusedWorkbook;
import vn.maiam.workbook.WorkbookFile;

/**
 * Brings lists into the register: recognise, check (a dry run), confirm. Checking and
 * confirming run beside the request; the job's state, in the database, says how far they
 * are.
 */
@Service
public class IntakeService {

	private static final Logger LOG = LoggerFactory.getLogger(IntakeService.class);

	/** A day; each could try a few citizen ids. */
	private static final int MOST_LISTS = 60;

	private final IntakeStore store;

	private final IntakeRuns runs;

	private final HouseholdFigures figures;

	private final CurrentAccount current;

	private final Guesses guesses;

	private final TaskExecutor worker;

	private final TransactionTemplate transaction;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	IntakeService(IntakeStore store, IntakeRuns runs, HouseholdFigures figures, CurrentAccount current, Guesses guesses,
			@Qualifier("intakeWorker") TaskExecutor intakeWorker, TransactionTemplate transaction,
			ApplicationEventPublisher events, Clock clock) {
		this.store = store;
		this.runs = runs;
		this.figures = figures;
		this.current = current;
		this.guesses = guesses;
		this.worker = intakeWorker;
		this.transaction = transaction;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Takes a file in and recognises its tables; what was decided for an earlier list of
	 * this form holds until a person says otherwise.
	 */
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public UUID receive(String fileName, byte[] bytes) {
		WorkbookFile file = new WorkbookFile(bytes);
		file.check();
		this.guesses.count("import-list", MOST_LISTS, Duration.ofDays(1));
		Layout layout = LayoutRecogniser.recognise(file, this.runs.vocabulary());
		Map<String, String> remembered = this.store.remembered(memoryUnit(), signature(layout));
		String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
		return this.store.add(this.current.require().id(), name.substring(0, Math.min(200, name.length())), bytes,
				Corrections.remembered(layout, remembered), new Settings(null, null, null, remembered));
	}

	@Requires(Permission.IMPORT_HOUSEHOLDS)
	IntakeJob job(UUID id) {
		return this.store.require(id, this.current.require().id());
	}

	/**
	 * Whether nobody works on it any more: whoever did has been silent for too long. It
	 * can be checked again.
	 */
	boolean isAbandoned(IntakeJob job) {
		return job.heartbeatAt().isBefore(this.clock.instant().minus(IntakeStore.SILENT));
	}

	@Requires(Permission.IMPORT_HOUSEHOLDS)
	List<IntakeJob> latest() {
		return this.store.latest(this.current.require().id());
	}

	/**
	 * Begins a dry run with the columns and the decision that the person has confirmed,
	 * and the answers given so far.
	 */
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public void check(UUID id, Corrections columns, Settings said) {
		IntakeJob job = job(id);
		requireKnown(said);
		Layout layout = columns.of(job.layout());
		if (layout.isUndecided()) {
			throw new Refused(layout.forms().stream().anyMatch((form) -> form.notYet() == null)
					? "intake.refused.eligibility" : "intake.refused.columns");
		}
		if (layout.isRepeated()) {
			throw new Refused("intake.refused.repeated");
		}
		for (Layout.Form form : layout.forms()) {
			if (form.column(Field.FULL_NAME) == null && form.column(Field.CODE) == null) {
				throw new Refused("intake.refused.no-name-column");
			}
		}
		Map<String, String> answers = answered(job, said.answers());
		answers.putAll(columns.worthRemembering(job.layout()));
		run(job, layout, new Settings(said.phaseId(), said.documentNo(), said.documentDate(), answers));
	}

	/** Takes answers and reads the file again with them. */
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public void answer(UUID id, Map<String, String> answers) {
		IntakeJob job = job(id);
		Map<String, String> all = answered(job, answers);
		run(job, job.layout(), new Settings(job.settings().phaseId(), job.settings().documentNo(),
				job.settings().documentDate(), all));
	}

	/**
	 * The answers so far with those that a form brings: only to what was asked, and only
	 * what was offered; an empty one is taken back.
	 */
	private static Map<String, String> answered(IntakeJob job, Map<String, String> said) {
		Map<String, String> answers = new HashMap<>(job.settings().answers());
		for (Question question : job.findings().questions()) {
			String answer = said.get(question.key());
			if (answer != null && answer.isEmpty()) {
				answers.remove(question.key());
			}
			else if (answer != null && question.offers(answer)) {
				answers.put(question.key(), answer);
			}
		}
		return answers;
	}

	private void run(IntakeJob job, Layout layout, Settings said) {
		Account self = this.current.require();
		UUID id = job.id();
		State from = job.state().isWorking() ? State.FAILED : job.state();
		if (from == State.DONE) {
			throw new Refused("intake.refused.busy");
		}
		Set<String> known = this.store.remembered(memoryUnit(), signature(layout)).keySet();
		this.transaction.executeWithoutResult((status) -> {
			if (!this.store.begin(id, from, State.CHECKING)) {
				throw new Refused("intake.refused.busy");
			}
			this.store.describe(id, layout, said, job.findings());
		});
		submit(id, () -> this.runs.check(id, layout, said, self, List.copyOf(known)));
	}

	/** Short, however many headers there are. */
	static String signature(Layout layout) {
		return DigestUtils.md5DigestAsHex(layout.signature().getBytes(StandardCharsets.UTF_8));
	}

	private long memoryUnit() {
		return this.current.require().scopeIds(Permission.IMPORT_HOUSEHOLDS).get(0);
	}

	/** Begins to write the checked rows. */
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public void confirm(UUID id) {
		IntakeJob job = job(id);
		Account self = this.current.require();
		if (job.findings().open(job.settings()).stream().anyMatch(Question::isOfFile)) {
			throw new Refused("intake.refused.open-questions");
		}
		if (job.state() != State.CHECKED || !this.store.begin(id, State.CHECKED, State.CONFIRMING)) {
			throw new Refused("intake.refused.busy");
		}
		submit(id, () -> this.runs.confirm(job, self));
	}

	/**
	 * All steps at once, as recognised, in the caller's thread: for a list that needs no
	 * person's eye. Refused when it does.
	 * @param notYet whether households of a list that does not say so do not yet meet the
	 * conditions
	 */
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public void takeIn(UUID id, int phaseId, String documentNo, LocalDate documentDate, boolean notYet) {
		Account self = this.current.require();
		IntakeJob job = job(id);
		Map<Integer, Boolean> forms = new HashMap<>();
		for (int at = 0; at < job.layout().forms().size(); at++) {
			if (job.layout().forms().get(at).notYet() == null) {
				forms.put(at, notYet);
			}
		}
		Layout layout = new Corrections(Map.of(), Map.of(), forms).of(job.layout());
		if (layout.isUndecided()) {
			throw new Refused("intake.refused.columns");
		}
		this.runs.check(id, layout, new Settings(phaseId, documentNo, documentDate, job.settings().answers()), self,
				List.of());
		this.runs.confirm(job(id), self);
	}

	@Requires(Permission.IMPORT_HOUSEHOLDS)
	void choose(UUID id, Map<Integer, String> choices) {
		requireChecked(id);
		this.store.choose(job(id).id(), choices);
	}

	@Requires(Permission.IMPORT_HOUSEHOLDS)
	void chooseAll(UUID id, String choice) {
		requireChecked(id);
		this.store.chooseAll(job(id).id(), choice);
	}

	private void requireChecked(UUID id) {
		if (job(id).state() != State.CHECKED) {
			throw new Refused("intake.refused.busy");
		}
	}

	/**
	 * The refused rows as a workbook, each with its reasons in a last column; to who may
	 * not see citizen ids they are not given back either.
	 */
	@Transactional
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public void writeRefused(UUID id, String reasonHeader, Function<Remark, String> say, OutputStream out)
			throws java.io.IOException {
		IntakeJob job = job(id);
		List<IntakeStore.RefusedRow> rows = this.store.refused(id);
		Long unitId = this.current.require().scopeIds(Permission.IMPORT_HOUSEHOLDS).get(0);
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("import.refused-exported", new SubjectRef("import", id.toString()), job.fileName(), unitId)
			.with("rows", null, rows.size())));
		Map<String, Map<Integer, RefusedWorkbook.Refusal>> reasons = rows.stream()
			.collect(Collectors.groupingBy(IntakeStore.RefusedRow::sheet,
					Collectors.toMap(IntakeStore.RefusedRow::rowNumber,
							(row) -> new RefusedWorkbook.Refusal(
									row.problems().stream().map(say).collect(Collectors.joining("; ")),
									around(job.layout(), row, say)))));
		UnaryOperator<String> shown = this.current.require().may(Permission.REVEAL_CITIZEN_ID)
				? UnaryOperator.identity() : LineNotes::masked;
		RefusedWorkbook.write(this.store.file(id), job.layout().headers(), reasons, reasonHeader, shown, out);
	}

	/** What no column of the row says, but its title, its group or an answer does. */
	private static Map<String, String> around(Layout layout, IntakeStore.RefusedRow row, Function<Remark, String> say) {
		Map<String, String> said = new LinkedHashMap<>();
		Layout.Form form = layout.of(row.sheet(), row.rowNumber()).orElseThrow();
		Function<String, String> word = (key) -> say.apply(new Remark("", key, List.of()));
		if (row.unitName() != null && form.column(Field.COMMUNE) == null && form.column(Field.ADDRESS) == null) {
			said.put(word.apply("household.field.unit"), row.unitName());
		}
		if (row.category() != null && form.column(Field.CATEGORY) == null && form.column(Field.POOR) == null) {
			said.put(word.apply("household.field.category"), word.apply("household.category." + row.category()));
		}
		if (row.kind() != null && form.column(Field.KIND) == null && form.column(Field.NEW_BUILD) == null) {
			said.put(word.apply("household.field.kind"), word.apply("household.kind." + row.kind()));
		}
		return said;
	}

	/**
	 * What comes from a form is not trusted: the phase exists, the day is no coming one.
	 */
	private void requireKnown(Settings said) {
		if (this.figures.phases().stream().noneMatch((phase) -> Integer.valueOf(phase.id()).equals(said.phaseId()))) {
			throw new Refused("intake.refused.phase");
		}
		if (!DecisionDay.isPossible(said.documentDate(), LocalDate.now(this.clock))) {
			throw new Refused("intake.refused.document");
		}
	}

	private void submit(UUID id, Runnable work) {
		try {
			this.worker.execute(() -> guarded(id, work));
		}
		catch (TaskRejectedException ex) {
			this.store.fail(id, "intake.refused.queue");
		}
	}

	/** Whatever stops the work is said on the job's page, never swallowed. */
	private void guarded(UUID id, Runnable work) {
		try {
			work.run();
		}
		catch (Refused refused) {
			this.store.fail(id, refused.key());
			this.events
				.publishEvent(Audited.of(Audited.Fact
					.of("import.refused", new SubjectRef("import", id.toString()), this.store.fileName(id),
							this.current.require().scopeIds(Permission.IMPORT_HOUSEHOLDS).get(0))
					.because(refused.key())));
		}
		catch (RuntimeException | StackOverflowError | OutOfMemoryError ex) {
			LOG.error("import {} failed", id, ex);
			this.store.fail(id, "intake.refused.failed");
		}
	}

}
