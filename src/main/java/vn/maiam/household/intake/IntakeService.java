package vn.maiam.household.intake;

import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.area.UnitKind;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.intake.IntakeJob.Settings;
import vn.maiam.household.intake.IntakeJob.State;
import vn.maiam.household.intake.IntakeRow.Remark;
import vn.maiam.shared.Audited;
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

	private final IntakeStore store;

	private final IntakeRuns runs;

	private final UnitDirectory units;

	private final HouseholdFigures figures;

	private final CurrentAccount current;

	private final TaskExecutor worker;

	private final TransactionTemplate transaction;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	IntakeService(IntakeStore store, IntakeRuns runs, UnitDirectory units, HouseholdFigures figures,
			CurrentAccount current, @Qualifier("intakeWorker") TaskExecutor intakeWorker,
			TransactionTemplate transaction, ApplicationEventPublisher events, Clock clock) {
		this.store = store;
		this.runs = runs;
		this.units = units;
		this.figures = figures;
		this.current = current;
		this.worker = intakeWorker;
		this.transaction = transaction;
		this.events = events;
		this.clock = clock;
	}

	/** Takes a file in and recognises its tables. */
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public UUID receive(String fileName, byte[] bytes) {
		WorkbookFile file = new WorkbookFile(bytes);
		file.check();
		Layout layout = LayoutRecogniser.recognise(file);
		String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
		return this.store.add(this.current.require().id(), name.substring(0, Math.min(200, name.length())), bytes,
				layout);
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
	 * Begins a dry run with the columns and the decision that the person has confirmed.
	 * @param columns form index and column index, as {@code 0.4} → meaning
	 */
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public void check(UUID id, Map<String, String> columns, Map<Integer, Boolean> notYet, Settings said) {
		IntakeJob job = job(id);
		requireKnown(said);
		Layout layout = corrected(job.layout(), columns, notYet);
		for (Layout.Form form : layout.forms()) {
			if (form.column(Field.FULL_NAME) == null) {
				throw new Refused("intake.refused.no-name-column");
			}
		}
		Account self = this.current.require();
		State from = job.state().isWorking() ? State.FAILED : job.state();
		this.transaction.executeWithoutResult((status) -> {
			if (!this.store.begin(id, from, State.CHECKING)) {
				throw new Refused("intake.refused.busy");
			}
			this.store.describe(id, layout, said);
		});
		submit(id, () -> this.runs.check(id, layout, said, self));
	}

	/** Begins to write the checked rows. */
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public void confirm(UUID id) {
		IntakeJob job = job(id);
		Account self = this.current.require();
		if (job.state() != State.CHECKED || !this.store.begin(id, State.CHECKED, State.CONFIRMING)) {
			throw new Refused("intake.refused.busy");
		}
		submit(id, () -> this.runs.confirm(job, self));
	}

	/**
	 * All steps at once, as recognised, in the caller's thread: for a list that needs no
	 * person's eye.
	 */
	@Requires(Permission.IMPORT_HOUSEHOLDS)
	public void takeIn(UUID id, int phaseId, String documentNo, LocalDate documentDate) {
		Account self = this.current.require();
		Settings said = new Settings(phaseId, documentNo, documentDate, Map.of(), Map.of(), 0);
		this.runs.check(id, job(id).layout(), said, self);
		this.runs.confirm(job(id), self);
	}

	@Requires(Permission.IMPORT_HOUSEHOLDS)
	void choose(UUID id, Map<Integer, String> choices) {
		this.store.choose(job(id).id(), choices);
	}

	/** The refused rows as a workbook, each with its reasons in a last column. */
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
		Map<String, Map<Integer, String>> reasons = rows.stream()
			.collect(Collectors.groupingBy(IntakeStore.RefusedRow::sheet,
					Collectors.toMap(IntakeStore.RefusedRow::rowNumber,
							(row) -> row.problems().stream().map(say).collect(Collectors.joining("; ")))));
		RefusedWorkbook.write(this.store.file(id), job.layout().headers(), reasons, reasonHeader, out);
	}

	/**
	 * What comes from a form is not trusted: the phase exists, a unit is a commune of the
	 * caller's own.
	 */
	private void requireKnown(Settings said) {
		if (this.figures.phases().stream().noneMatch((phase) -> Integer.valueOf(phase.id()).equals(said.phaseId()))) {
			throw new Refused("intake.refused.phase");
		}
		List<Long> scope = this.current.require().scopeIds(Permission.IMPORT_HOUSEHOLDS);
		for (long unitId : said.units().values()) {
			Unit unit = this.units.find(unitId).orElseThrow(() -> new Refused("household.refused.unit"));
			if (unit.level() != UnitKind.Level.COMMUNE || !this.units.within(unitId, scope)) {
				throw new Refused("household.refused.unit");
			}
		}
	}

	private static Layout corrected(Layout layout, Map<String, String> columns, Map<Integer, Boolean> notYet) {
		List<Layout.Form> forms = new ArrayList<>();
		for (int at = 0; at < layout.forms().size(); at++) {
			Layout.Form form = layout.forms().get(at);
			String prefix = at + ".";
			forms.add(new Layout.Form(form.sheets(), form.columns().stream().map((column) -> {
				String chosen = columns.get(prefix + column.index());
				return (chosen != null) ? column.as(Field.named(chosen)) : column;
			}).toList(), notYet.getOrDefault(at, form.notYet())));
		}
		return new Layout(forms);
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
		}
		catch (RuntimeException ex) {
			LOG.error("import {} failed", id, ex);
			this.store.fail(id, "intake.refused.failed");
		}
	}

}
