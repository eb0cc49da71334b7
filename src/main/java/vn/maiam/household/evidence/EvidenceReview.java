package vn.maiam.household.evidence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.household.Evidence;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.Stage;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;

/**
 * Looks at a house after each change, in the change's own transaction: raises what is
 * newly doubtful, settles what is no longer, and says how well the house is proven.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class EvidenceReview {

	private static final Set<Stage> WITHOUT_PHOTO = Set.of(Stage.NOT_STARTED, Stage.FINISHING, Stage.REPAIRING);

	private final CaseReader cases;

	private final EvidenceFlags flags;

	private final JdbcClient jdbc;

	private final EntityManager entities;

	private final Clock clock;

	EvidenceReview(CaseReader cases, EvidenceFlags flags, JdbcClient jdbc, EntityManager entities, Clock clock) {
		this.cases = cases;
		this.flags = flags;
		this.jdbc = jdbc;
		this.entities = entities;
		this.clock = clock;
	}

	/**
	 * Reviews a house as it now stands.
	 * @param asked the rules that this change can break; what others find is only flagged
	 * @param reason why what is doubtful is so all the same
	 * @throws Doubted when one of those has a new doubt and there is no reason
	 */
	public Evidence review(UUID householdId, Set<PlausibilityRule> asked, @Nullable String reason, UserId by) {
		this.entities.flush();
		Settings settings = settings();
		HouseCase house = read(householdId, settings.limits().getOrDefault(PlausibilityRule.PHOTO_ALIKE, 0));
		List<EvidenceFlag> known = this.flags.findByHouseholdId(householdId);
		List<Doubt> fresh = fresh(house, known, settings);
		List<Doubt> unexplained = fresh.stream().filter((doubt) -> asked.contains(doubt.rule())).toList();
		if (!unexplained.isEmpty() && reason == null) {
			throw new Doubted(unexplained);
		}
		return grade(house, known, raise(householdId, fresh, reason, by));
	}

	/**
	 * Reviews many houses as they now stand, as a list has brought them in: nobody is
	 * asked, what is doubtful is flagged.
	 */
	public void reviewAll(Collection<UUID> householdIds, UserId by) {
		if (householdIds.isEmpty()) {
			return;
		}
		Settings settings = settings();
		Map<UUID, HouseCase> houses = this.cases.read(householdIds, LocalDate.now(this.clock),
				settings.limits().getOrDefault(PlausibilityRule.PHOTO_ALIKE, 0));
		Map<UUID, List<EvidenceFlag>> known = this.flags.findByHouseholdIdIn(householdIds)
			.stream()
			.collect(Collectors.groupingBy(EvidenceFlag::householdId));
		Map<Evidence, List<UUID>> grades = new EnumMap<>(Evidence.class);
		houses.forEach((id, house) -> {
			List<EvidenceFlag> own = known.getOrDefault(id, List.of());
			List<EvidenceFlag> raised = raise(id, fresh(house, own, settings), null, by);
			grades.computeIfAbsent(grade(house, own, raised), (grade) -> new ArrayList<>()).add(id);
		});
		this.entities.flush();
		this.entities.clear();
		grades.forEach((grade, ids) -> this.jdbc
			.sql("update household set evidence = :grade where id = any(:ids) and evidence <> :grade")
			.param("grade", grade.name())
			.param("ids", ids.toArray(UUID[]::new))
			.update());
	}

	/** What is doubtful and was not known to be; what no longer is, is settled. */
	private List<Doubt> fresh(HouseCase house, List<EvidenceFlag> known, Settings settings) {
		List<Doubt> doubts = PlausibilityRules.examine(house, settings.limits()).toList();
		Instant now = this.clock.instant();
		known.stream()
			.filter(EvidenceFlag::isOpen)
			.filter((flag) -> doubts.stream().noneMatch((doubt) -> doubt.isAbout(flag.rule(), flag.entryId())))
			.forEach((flag) -> flag.settle(now));
		return doubts.stream()
			.filter((doubt) -> settings.active().contains(doubt.rule()))
			.filter((doubt) -> known.stream().noneMatch((flag) -> flag.answers(doubt)))
			.toList();
	}

	private List<EvidenceFlag> raise(UUID householdId, List<Doubt> fresh, @Nullable String reason, UserId by) {
		Instant now = this.clock.instant();
		return fresh.stream()
			.map((doubt) -> this.flags.save(new EvidenceFlag(householdId, doubt, reason, by, now)))
			.toList();
	}

	private HouseCase read(UUID householdId, int bits) {
		return Objects
			.requireNonNull(this.cases.read(List.of(householdId), LocalDate.now(this.clock), bits).get(householdId));
	}

	/** A second person confirms the doubtful record, or gives it back. */
	public Evidence decide(UUID householdId, UUID flagId, boolean confirmed, String note, UserId by) {
		EvidenceFlag flag = this.flags.findByIdAndHouseholdId(flagId, householdId)
			.orElseThrow(() -> new NotFound("flag " + flagId));
		if (isRecorder(by, flag)) {
			throw new Refused("household.refused.second-person");
		}
		if (confirmed) {
			flag.confirm(note, by, this.clock.instant());
		}
		else {
			flag.giveBack(note, by, this.clock.instant());
		}
		HouseCase house = read(householdId, 0);
		return grade(house, this.flags.findByHouseholdId(householdId), List.of());
	}

	private boolean isRecorder(UserId by, EvidenceFlag flag) {
		return flag.entryId() != null && this.jdbc.sql("select recorded_by from progress_entry where id = ?")
			.param(flag.entryId())
			.query(UUID.class)
			.single()
			.equals(by.value());
	}

	private static Evidence grade(HouseCase house, List<EvidenceFlag> known, List<EvidenceFlag> raised) {
		if (house.stage() == Stage.NOT_STARTED) {
			return Evidence.NONE;
		}
		boolean missing = !WITHOUT_PHOTO.contains(house.stage()) && !house.pictured()
				&& known.stream().noneMatch((flag) -> flag.rule() == PlausibilityRule.NO_PHOTO && flag.isConfirmed());
		boolean doubtful = Stream.concat(known.stream(), raised.stream())
			.anyMatch((flag) -> flag.isOpen() && flag.rule() != PlausibilityRule.NO_PHOTO);
		return doubtful ? Evidence.DOUBTFUL : missing ? Evidence.LACKING : Evidence.SUFFICIENT;
	}

	private Settings settings() {
		Map<PlausibilityRule, Integer> limits = new EnumMap<>(PlausibilityRule.class);
		// a rule that nobody has set yet is as its author meant it
		Set<PlausibilityRule> active = EnumSet.of(PlausibilityRule.PHOTO_IN_FUTURE);
		limits.put(PlausibilityRule.PHOTO_IN_FUTURE, PlausibilityRule.CLOCK_TOLERANCE);
		this.jdbc.sql("select rule, coalesce(most, 0) as most, active from plausibility_setting").query((row) -> {
			PlausibilityRule rule = PlausibilityRule.valueOf(row.getString("rule"));
			limits.put(rule, row.getInt("most"));
			if (row.getBoolean("active")) {
				active.add(rule);
			}
			else {
				active.remove(rule);
			}
		});
		return new Settings(limits, active);
	}

	private record Settings(Map<PlausibilityRule, Integer> limits, Set<PlausibilityRule> active) {
	}

}
