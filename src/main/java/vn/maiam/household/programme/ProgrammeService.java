package vn.maiam.household.programme;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.stream.Stream;
import java.util.stream.Collectors;
import java.util.function.Function;
import java.util.TreeMap;
import java.util.LinkedHashMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/** The programme's dated decisions: deadlines, norms, weights of the stages. */
@Service
@Transactional(readOnly = true)
public class ProgrammeService {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	ProgrammeService(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	public List<Deadline> deadlines() {
		return this.jdbc
			.sql("""
					select f.id as phase_id, f.name as phase_name, d.deadline, d.document_no, d.document_date
					from deadline_decision d join phase f on f.id = d.phase_id order by f.ordinal, d.recorded_at desc, d.id desc""")
			.query(Deadline.class)
			.list();
	}

	public List<Norm> norms() {
		return this.jdbc.sql(
				"select part, kind, amount, valid_from, valid_to, document_no from support_norm order by part, kind, valid_from")
			.query(Norm.class)
			.list();
	}

	/** What each stage counts from today on, by kind in the order of its track. */
	public Map<SupportKind, List<Weight>> weights() {
		return weights(LocalDate.now(this.clock));
	}

	private Map<SupportKind, List<Weight>> weights(LocalDate day) {
		List<Weight> weights = this.jdbc
			.sql("select kind, stage, coalesce(weight_on(kind, stage, ?), weight) as weight from stage_weight")
			.param(day)
			.query(Weight.class)
			.list();
		return weights.stream()
			.sorted(Comparator.comparing((Weight weight) -> weight.kind().track().indexOf(weight.stage())))
			.collect(Collectors.groupingBy(Weight::kind, TreeMap::new, Collectors.toList()));
	}

	/** The decisions on weights, the latest first; each with what changed by it. */
	public List<WeightDecision> weightDecisions() {
		return this.jdbc
			.sql("""
					select kind, valid_from, document_no, stage, weight from weight_decision order by valid_from desc, kind, weight""")
			.query((row, number) -> new WeightDecision(SupportKind.valueOf(row.getString("kind")),
					row.getObject("valid_from", LocalDate.class), row.getString("document_no"),
					List.of(new Weight(SupportKind.valueOf(row.getString("kind")),
							Stage.valueOf(row.getString("stage")), row.getInt("weight")))))
			.list()
			.stream()
			.collect(Collectors.toMap((it) -> it.kind() + " " + it.validFrom(), Function.identity(),
					WeightDecision::with, LinkedHashMap::new))
			.values()
			.stream()
			.toList();
	}

	/**
	 * Sets what the stages between the first and the last count from a day on. What was
	 * entered before that day keeps what it counted then, so no figure of an earlier day
	 * moves.
	 * @param weights in percent, for each stage of the kind's track that lies between
	 * @throws Refused when a stage is missing or counts less than the one before it, when
	 * the day is no coming one, or when a decision holds from that day or later already
	 */
	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void decideWeights(SupportKind kind, Map<Stage, Integer> weights, LocalDate firstDay, String documentNo) {
		requireRising(kind, weights);
		boolean taken = this.jdbc
			.sql("select exists (select 1 from weight_decision where kind = ? and valid_from >= ?)")
			.params(kind.name(), firstDay)
			.query(Boolean.class)
			.single();
		// what was entered today has counted by today's weights already
		if (taken || !firstDay.isAfter(LocalDate.now(this.clock))) {
			throw new Refused("household.refused.weight-day");
		}
		Map<Stage, Integer> before = weights(firstDay).getOrDefault(kind, List.of())
			.stream()
			.collect(Collectors.toMap(Weight::stage, Weight::weight));
		weights.forEach((stage, weight) -> {
			this.jdbc.sql(
					"insert into weight_decision (kind, stage, weight, valid_from, document_no, recorded_at) values (?, ?, ?, ?, ?, ?)")
				.params(kind.name(), stage.name(), weight, firstDay, documentNo, Timestamp.from(this.clock.instant()))
				.update();
			publish("programme.weight-decided", "weight " + kind + " " + stage, documentNo, "weight", before.get(stage),
					weight);
		});
	}

	private static void requireRising(SupportKind kind, Map<Stage, Integer> weights) {
		int least = 0;
		for (Stage stage : decidable(kind)) {
			Integer weight = weights.get(stage);
			if (weight == null || weight < least || weight > Weight.WHOLE) {
				throw new Refused("household.refused.weights");
			}
			least = weight;
		}
		if (weights.size() != decidable(kind).size()) {
			throw new Refused("household.refused.weights");
		}
	}

	/**
	 * The stages whose weight may be decided: what has not begun counts nothing, what is
	 * done counts whole.
	 */
	static List<Stage> decidable(SupportKind kind) {
		return kind.track()
			.stream()
			.filter((stage) -> stage != Stage.NOT_STARTED && stage != Stage.COMPLETED && stage != Stage.HANDED_OVER)
			.toList();
	}

	/** All rules in their order; one that nobody has set yet as its author meant it. */
	public List<RuleSetting> rules() {
		Map<PlausibilityRule, RuleSetting> rules = new EnumMap<>(PlausibilityRule.class);
		rules.put(PlausibilityRule.PHOTO_IN_FUTURE,
				new RuleSetting(PlausibilityRule.PHOTO_IN_FUTURE, PlausibilityRule.CLOCK_TOLERANCE, true));
		this.jdbc.sql("select rule, most, active from plausibility_setting")
			.query(RuleSetting.class)
			.list()
			.forEach((setting) -> rules.put(setting.rule(), setting));
		return List.copyOf(rules.values());
	}

	/** Sets how strict a rule is. */
	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void setRule(RuleSetting next) {
		RuleSetting before = rules().stream()
			.filter((it) -> it.rule() == next.rule())
			.findFirst()
			.orElseThrow(() -> new NotFound("rule"));
		Integer most = (before.most() != null) ? next.most() : null;
		if (!next.equals(before)) {
			this.jdbc
				.sql("insert into plausibility_setting (rule, most, active) values (:rule, :most, :active) "
						+ "on conflict (rule) do update set most = excluded.most, active = excluded.active")
				.param("most", most)
				.param("active", next.active())
				.param("rule", next.rule().name())
				.update();
			this.events.publishEvent(Audited.of(Audited.Fact
				.of("programme.rule-set", new SubjectRef("programme", next.rule().name()), next.rule().name(), null)
				.with("most", before.most(), most)
				.with("active", before.active(), next.active())));
		}
	}

	/** Moves a phase's deadline by a decision; the earlier ones stay readable. */
	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void decideDeadline(int phaseId, LocalDate deadline, String documentNo, LocalDate documentDate) {
		LocalDate before = this.jdbc.sql("select deadline from phase_deadline where phase_id = ?")
			.param(phaseId)
			.query(LocalDate.class)
			.optional()
			.orElseThrow(() -> new NotFound("phase " + phaseId));
		this.jdbc.sql(
				"insert into deadline_decision (phase_id, deadline, document_no, document_date, recorded_at) values (?, ?, ?, ?, ?)")
			.params(phaseId, deadline, documentNo, documentDate, Timestamp.from(this.clock.instant()))
			.update();
		publish("programme.deadline-decided", "phase " + phaseId, documentNo, "deadline", before, deadline);
	}

	/**
	 * Sets a norm from a day on by a decision; the one before it ends there and stays
	 * readable, since a house is measured by the norm of the day on which it began.
	 * @param part null for all parts
	 * @param amount in đồng
	 * @throws Refused when a norm begins on that day or later already
	 */
	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void decideNorm(@Nullable ProgrammePart part, SupportKind kind, long amount, LocalDate firstDay,
			String documentNo) {
		List<ProgrammePart> parts = (part != null) ? List.of(part) : List.of(ProgrammePart.values());
		List<String> names = parts.stream().map(Enum::name).toList();
		boolean taken = this.jdbc.sql(
				"select exists (select 1 from support_norm where part in (:parts) and kind = :kind and valid_from >= :day)")
			.param("parts", names)
			.param("kind", kind.name())
			.param("day", firstDay)
			.query(Boolean.class)
			.single();
		if (taken) {
			throw new Refused("household.refused.norm-day");
		}
		this.jdbc
			.sql("""
					update support_norm set valid_to = :day where part in (:parts) and kind = :kind and (valid_to is null or valid_to > :day)""")
			.param("day", firstDay)
			.param("parts", names)
			.param("kind", kind.name())
			.update();
		for (ProgrammePart each : parts) {
			Long before = this.jdbc
				.sql("select amount from support_norm where part = ? and kind = ? order by valid_from desc limit 1")
				.params(each.name(), kind.name())
				.query(Long.class)
				.optional()
				.orElse(null);
			this.jdbc
				.sql("insert into support_norm (part, kind, amount, valid_from, document_no) values (?, ?, ?, ?, ?)")
				.params(each.name(), kind.name(), amount, firstDay, documentNo)
				.update();
			publish("programme.norm-decided", "norm " + each + " " + kind, documentNo, "amount", before, amount);
		}
	}

	private void publish(String action, String what, String documentNo, String field, @Nullable Object before,
			Object after) {
		this.events.publishEvent(Audited.of(Audited.Fact.of(action, new SubjectRef("programme", what), what, null)
			.with(field, before, after)
			.because(documentNo)));
	}

	/** A deadline decision; the first of a phase is in force. */
	public record Deadline(int phaseId, String phaseName, LocalDate deadline, String documentNo,
			LocalDate documentDate) {
	}

	/** A norm in đồng. */
	public record Norm(ProgrammePart part, SupportKind kind, long amount, LocalDate validFrom,
			@Nullable LocalDate validTo, String documentNo) {
	}

	/**
	 * How strict a rule is.
	 *
	 * @param most its limit; null for a rule that has none
	 */
	public record RuleSetting(PlausibilityRule rule, @Nullable Integer most, boolean active) {
	}

	/** How far a stage counts, in percent. */
	public record Weight(SupportKind kind, Stage stage, int weight) {

		static final int WHOLE = 100;

		public boolean isDecidable() {
			return decidable(this.kind).contains(this.stage);
		}

	}

	/** A decision on what the stages of a kind count from a day on. */
	public record WeightDecision(SupportKind kind, LocalDate validFrom, String documentNo, List<Weight> weights) {

		WeightDecision with(WeightDecision more) {
			return new WeightDecision(this.kind, this.validFrom, this.documentNo,
					Stream.concat(this.weights.stream(), more.weights.stream()).toList());
		}

	}

}
