package vn.maiam.committee.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.AccountOffice;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.committee.Position;
import vn.maiam.committee.domain.CommitteeService;
import vn.maiam.committee.domain.NewMembership;
import vn.maiam.committee.intake.MemberImports.Job;
import vn.maiam.committee.intake.MemberImports.Settings;
import vn.maiam.committee.intake.MemberRow.Outcome;
import vn.maiam.shared.Audited;
import vn.maiam.shared.DecisionDay;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.workbook.RefusedWorkbook;
import vn.maiam.workbook.WorkbookFile;

import static java.util.Objects.requireNonNull;

/**
 * Brings a decision's list of members in: upload, dry run, confirm. The file is kept
 * sealed and read again at each look, so that the preview is always of now.
 */
@Service
@Transactional(readOnly = true)
@Requires(Permission.MANAGE_ACCOUNTS)
public class MemberIntake {

	private final CommitteeService committees;

	private final AccountOffice office;

	private final MemberComparison comparison;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final MemberImports imports;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	MemberIntake(CommitteeService committees, AccountOffice office, MemberComparison comparison, UnitDirectory units,
			CurrentAccount current, MemberImports imports, ApplicationEventPublisher events, Clock clock) {
		this.committees = committees;
		this.office = office;
		this.comparison = comparison;
		this.units = units;
		this.current = current;
		this.imports = imports;
		this.events = events;
		this.clock = clock;
	}

	/** Takes a file in; refused when it holds no list of members. */
	@Transactional
	public UUID receive(String fileName, byte[] bytes) {
		WorkbookFile file = new WorkbookFile(bytes);
		file.check();
		read(file, Map.of());
		return this.imports.add(fileName, bytes);
	}

	List<Job> latest() {
		return this.imports.latest();
	}

	Job job(UUID id) {
		return this.imports.job(id);
	}

	/** What confirming would do, row by row. */
	Preview preview(Job job) {
		MemberList list = read(this.imports.file(job.id()), job.settings().columns());
		List<MemberRow> rows = list.rows();
		this.comparison.compare(rows);
		return new Preview(list.tables(), rows,
				rows.stream()
					.collect(Collectors.groupingBy(MemberRow::outcome, () -> new EnumMap<>(Outcome.class),
							Collectors.counting())));
	}

	/** Keeps what the person has said of the file: columns, decision, roles. */
	@Transactional
	void settle(UUID id, Settings said) {
		Job job = this.imports.open(id);
		if (!DecisionDay.isPossible(said.decisionDate(), LocalDate.now(this.clock))) {
			throw new Refused("committee.refused.decision");
		}
		Set<Role> givable = this.office.grantableRoles();
		if (!givable.containsAll(said.roles().values())) {
			throw new Refused("account.refused.role");
		}
		read(this.imports.file(id), said.columns());
		this.imports.keep(job.id(), said);
	}

	/** All steps at once, as recognised: for a list that needs no person's eye. */
	@Transactional
	public void takeIn(UUID id, String decisionNo, LocalDate decided) {
		settle(id, new Settings(Map.of(), decisionNo, decided, usualRoles(), List.of()));
		confirm(id);
	}

	/** What each post usually brings, as far as the caller may give it. */
	Map<Position, Role> usualRoles() {
		Set<Role> givable = this.office.grantableRoles();
		Map<Position, Role> usual = new EnumMap<>(Position.class);
		for (Position position : Position.values()) {
			usual.put(position, givable.contains(position.role()) ? position.role() : Role.MEMBER);
		}
		return usual;
	}

	/** Writes the rows that are not refused: accounts, posts, rights. */
	@Transactional
	void confirm(UUID id) {
		Job job = this.imports.open(id);
		Settings said = job.settings();
		LocalDate decided = said.decisionDate();
		String decisionNo = said.decisionNo();
		if (decided == null || decisionNo == null) {
			throw new Refused("committee.refused.decision");
		}
		List<String> created = new ArrayList<>();
		List<MemberRow> rows = preview(job).rows();
		this.comparison.takeFreeNames(rows);
		for (MemberRow row : rows) {
			if (row.outcome() == Outcome.NEW || row.outcome() == Outcome.JOINS) {
				write(row, said.role(requireNonNull(row.position())), decisionNo, decided, created);
			}
		}
		this.imports.keep(id, new Settings(said.columns(), decisionNo, decided, said.roles(), created));
		this.imports.confirmed(id);
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("committee.imported", new SubjectRef("member-import", id.toString()), job.fileName(),
					this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS).get(0))
			.with("accounts", null, created.size())
			.because(decisionNo)));
	}

	/** The refused rows as a workbook, each with its reasons in a last column. */
	void writeRefused(UUID id, String reasonHeader, Function<MemberRow.Problem, String> say, OutputStream out)
			throws IOException {
		Job job = this.imports.job(id);
		MemberList list = read(this.imports.file(id), job.settings().columns());
		this.comparison.compare(list.rows());
		Map<String, Map<Integer, RefusedWorkbook.Refusal>> reasons = new HashMap<>();
		list.rows()
			.stream()
			.filter((row) -> row.outcome() == Outcome.REFUSED)
			.forEach((row) -> reasons.computeIfAbsent(row.sheet(), (sheet) -> new TreeMap<>())
				.put(row.number(), new RefusedWorkbook.Refusal(
						row.problems().stream().map(say).collect(Collectors.joining("; ")), Map.of())));
		RefusedWorkbook.write(this.imports.file(id), list.headers(), reasons, reasonHeader, UnaryOperator.identity(),
				out);
	}

	private void write(MemberRow row, Role role, String decisionNo, LocalDate decided, List<String> created) {
		Unit unit = requireNonNull(row.unit());
		Position position = requireNonNull(row.position());
		String username = requireNonNull(row.username());
		if (row.outcome() == Outcome.NEW) {
			this.office.invite(username, new Person(row.fullName(), row.phone(), row.email()),
					new NewGrant(new Grant(role, unit), null, null, decisionNo, decided));
			created.add(username);
		}
		long committee = this.committees.ensure(unit.id(), position.kind(), decisionNo, decided);
		this.committees.join(committee, username,
				new NewMembership(position, row.office(), decisionNo, decided, decided), role);
	}

	private MemberList read(WorkbookFile file, Map<String, String> columns) {
		Account self = this.current.require();
		List<Unit> own = self.scope(Permission.MANAGE_ACCOUNTS);
		return MemberList.read(file, this.units.names(provinces(own)), (own.size() == 1) ? own.get(0) : null, columns);
	}

	/**
	 * A list may name units of others: they must be known to be refused, not taken for
	 * one's own.
	 */
	private List<Long> provinces(List<Unit> own) {
		return own.stream().map((unit) -> this.units.line(unit.id()).get(0).id()).distinct().toList();
	}

	/** The dry run. */
	record Preview(List<MemberTable> tables, List<MemberRow> rows, Map<Outcome, Long> counts) {
	}

}
