package vn.maiam.household.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind;
import vn.maiam.household.Evidence;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.evidence.EvidenceReview;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Page;

/** The doubts about houses within the reader's scope, and the second person's answer. */
@Service
@Transactional(readOnly = true)
public class EvidenceService {

	private static final int PAGE = 30;

	/** Names another household only to those who may see it. */
	private static final String COLUMNS = """
			select f.id, h.code, h.full_name, u.name as unit_name, d.name as district_name, f.rule, f.reason, f.state, f.raised_at,
				f.raised_by as raised_by_id, a.full_name as raised_by, b.full_name as decided_by, f.decided_at, f.note, f.entry_id,
				exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:above)) as from_above,
				case when f.rule in ('PHOTO_ALIKE', 'SAME_PERSON') and not exists (select 1 from household o
						join unit_closure c on c.descendant_id = o.unit_id where o.code = f.arguments[1] and c.ancestor_id in (:scope))
					then array[]::text[] else f.arguments end as arguments
			from evidence_flag f join household h on h.id = f.household_id join administrative_unit u on u.id = h.unit_id
			join administrative_unit d on d.id = coalesce(u.parent_id, u.id) join user_account a on a.id = f.raised_by
			left join user_account b on b.id = f.decided_by
			where exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))
			""";

	private static final String OPEN = " and f.state in ('OPEN', 'RETURNED') and (:unit::text is null or exists (select 1 from unit_closure c "
			+ "join administrative_unit x on x.id = c.ancestor_id where c.descendant_id = h.unit_id and x.code = :unit::text)) "
			+ "and (:rule::text is null or f.rule = :rule::text)";

	private final Households households;

	private final EvidenceReview review;

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	EvidenceService(Households households, EvidenceReview review, JdbcClient jdbc, CurrentAccount current,
			ApplicationEventPublisher events, Clock clock) {
		this.households = households;
		this.review = review;
		this.jdbc = jdbc;
		this.current = current;
		this.events = events;
		this.clock = clock;
	}

	/** Open doubts, the oldest first. */
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Page<Flag> open(@Nullable String unit, @Nullable PlausibilityRule rule, int page) {
		Map<String, Object> values = new HashMap<>();
		values.put("scope", scope(Permission.VIEW_HOUSEHOLDS));
		values.put("above", above());
		values.put("unit", unit);
		values.put("rule", (rule != null) ? rule.name() : null);
		long total = this.jdbc.sql("select count(*) from (" + COLUMNS + OPEN + ") found")
			.params(values)
			.query(Long.class)
			.single();
		int number = (int) Math.max(1, Math.min(page, (total + PAGE - 1) / PAGE));
		return new Page<>(this.jdbc.sql(COLUMNS + OPEN + " order by f.raised_at, f.id limit :size offset :skip")
			.params(values)
			.param("size", PAGE)
			.param("skip", (number - 1) * PAGE)
			.query(this::flag)
			.list(), number, PAGE, total);
	}

	/** All doubts about a house, answered ones too, the newest first. */
	List<Flag> of(UUID householdId) {
		return this.jdbc.sql(COLUMNS + " and f.household_id = :household order by f.raised_at desc, f.id")
			.param("scope", scope(Permission.VIEW_HOUSEHOLDS))
			.param("above", above())
			.param("household", householdId)
			.query(this::flag)
			.list();
	}

	/** A second person confirms what is doubtful, or gives it back with a reason. */
	@Transactional
	@Requires(Permission.REVIEW_EVIDENCE)
	public void decide(HouseholdCode code, UUID flagId, boolean confirmed, String note, int seenVersion) {
		Account self = this.current.require();
		Household household = this.households.require(code, scope(Permission.REVIEW_EVIDENCE), seenVersion);
		boolean fromAbove = this.jdbc
			.sql("select exists (select 1 from unit_closure where descendant_id = :unit and ancestor_id in (:above))")
			.param("unit", household.unitId())
			.param("above", above())
			.query(Boolean.class)
			.single();
		if (!fromAbove) {
			throw new Refused("household.refused.review-from-above");
		}
		Evidence before = household.evidence();
		household.grade(this.review.decide(household.id(), flagId, confirmed, note, self.id()));
		household.touch(self.id(), this.clock.instant());
		this.events.publishEvent(Audited.of(HouseholdService
			.fact(confirmed ? "household.evidence-confirmed" : "household.evidence-returned", household)
			.with("evidence", before, household.evidence())
			.because(note)));
	}

	private Flag flag(ResultSet row, int number) throws SQLException {
		String[] arguments = (String[]) row.getArray("arguments").getArray();
		return new Flag(row.getObject("id", UUID.class), row.getString("code"), row.getString("full_name"),
				row.getString("unit_name"), row.getString("district_name"),
				PlausibilityRule.valueOf(row.getString("rule")), Arrays.asList(arguments), row.getString("reason"),
				row.getString("state"), row.getTimestamp("raised_at").toInstant(), row.getString("raised_by"),
				row.getBoolean("from_above")
						&& !this.current.require().id().value().equals(row.getObject("raised_by_id", UUID.class)),
				row.getString("decided_by"), row.getString("note"), row.getObject("entry_id", UUID.class));
	}

	/**
	 * A commune does not confirm what it, or the district, has recorded: the units above
	 * communes on which the person reviews; never empty.
	 */
	private List<Long> above() {
		List<Long> units = this.current.require()
			.scope(Permission.REVIEW_EVIDENCE)
			.stream()
			.filter((unit) -> unit.level() != UnitKind.Level.COMMUNE)
			.map(Unit::id)
			.toList();
		return units.isEmpty() ? List.of(-1L) : units;
	}

	private List<Long> scope(Permission permission) {
		return this.current.require().scopeIds(permission);
	}

	/**
	 * A doubt as it is listed.
	 *
	 * @param arguments for the rule's words; empty when they name a household that the
	 * reader may not see
	 * @param othersRecord whether the reader is a second person who may answer
	 */
	public record Flag(UUID id, String code, String fullName, String unitName, String districtName,
			PlausibilityRule rule, List<String> arguments, @Nullable String reason, String state, Instant raisedAt,
			String raisedBy, boolean othersRecord, @Nullable String decidedBy, @Nullable String note,
			@Nullable UUID entryId) {

		public boolean isOpen() {
			return "OPEN".equals(this.state) || "RETURNED".equals(this.state);
		}

		/** Who has to act: the recorder when it was given back, else those above. */
		public String owner() {
			return "RETURNED".equals(this.state) ? this.raisedBy : this.districtName;
		}

		/** Code of the other household that the rule names. */
		public @Nullable String other() {
			boolean names = this.rule == PlausibilityRule.PHOTO_ALIKE || this.rule == PlausibilityRule.SAME_PERSON;
			return (names && !this.arguments.isEmpty()) ? this.arguments.get(0) : null;
		}
	}

}
