package vn.maiam.household.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Guesses;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.area.UnitKind;
import vn.maiam.household.Eligibility;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.evidence.EvidenceReview;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/**
 * Keeps the register: enters and edits households, records the decisions on them, opens a
 * citizen id.
 */
@Service
@Transactional(readOnly = true)
public class HouseholdService {

	private static final Set<PlausibilityRule> ASKED = Set.of(PlausibilityRule.SAME_PERSON, PlausibilityRule.FAR_AWAY,
			PlausibilityRule.OVER_NORM, PlausibilityRule.NO_DEADLINE_DECISION);

	/** More ids than this nobody types in an hour. */
	private static final int MOST_IDS = 300;

	private static final Duration WITHIN = Duration.ofHours(1);

	private final Households households;

	private final EligibilityDecisions decisions;

	private final CitizenIdVault vault;

	private final IdentityCases cases;

	private final Guesses guesses;

	private final EvidenceReview review;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	HouseholdService(Households households, EligibilityDecisions decisions, CitizenIdVault vault, IdentityCases cases,
			Guesses guesses, EvidenceReview review, UnitDirectory units, CurrentAccount current,
			ApplicationEventPublisher events, Clock clock) {
		this.households = households;
		this.decisions = decisions;
		this.vault = vault;
		this.cases = cases;
		this.guesses = guesses;
		this.review = review;
		this.units = units;
		this.current = current;
		this.events = events;
		this.clock = clock;
	}

	@Transactional
	@Requires(Permission.EDIT_HOUSEHOLDS)
	public HouseholdCode create(HouseholdDetails details, @Nullable CitizenId citizenId, Decision decision,
			@Nullable String reason) {
		Account self = this.current.require();
		requireCommune(details.residence().unitId(), self);
		Instant now = this.clock.instant();
		String prefix = this.households.prefix(details.listing().phaseId()).orElseThrow(() -> new NotFound("phase"));
		HouseholdCode code = new HouseholdCode("%s-%06d".formatted(prefix, this.households.nextNumber()));
		Household household = new Household(code, details, decision.standing(), self.id(), now);
		identify(household, citizenId);
		this.households.save(household);
		this.decisions.save(new EligibilityDecision(household.id(), decision, self.id(), now));
		household.grade(this.review.review(household.id(), ASKED, reason, self.id()));
		this.events.publishEvent(Audited.of(fact("household.created", household).because(reason)));
		return code;
	}

	/** What can be edited, with the version to hand back. */
	@Requires(Permission.EDIT_HOUSEHOLDS)
	public Editable editable(HouseholdCode code) {
		Household household = this.households.require(code, scope(Permission.EDIT_HOUSEHOLDS));
		return new Editable(household.details(), household.citizenIdMasked(), household.version());
	}

	@Transactional
	@Requires(Permission.EDIT_HOUSEHOLDS)
	public void edit(HouseholdCode code, HouseholdDetails details, @Nullable CitizenId citizenId,
			@Nullable String reason, int seenVersion) {
		Account self = this.current.require();
		Household household = this.households.require(code, self.scopeIds(Permission.EDIT_HOUSEHOLDS), seenVersion);
		requireCommune(details.residence().unitId(), self);
		if (this.households.prefix(details.listing().phaseId()).isEmpty()) {
			throw new NotFound("phase");
		}
		String maskedBefore = household.citizenIdMasked();
		if (citizenId != null) {
			this.guesses.count("citizen-id-changed", MOST_IDS, WITHIN);
		}
		boolean replaced = identify(household, citizenId);
		Map<String, List<@Nullable String>> changes = household.edit(details, self.id(), this.clock.instant());
		household.grade(this.review.review(household.id(), ASKED, reason, self.id()));
		Audited.Fact fact = fact("household.edited", household);
		this.events.publishEvent(
				Audited.of(new Audited.Fact(fact.action(), fact.subject(), fact.label(), fact.unitId(), changes, reason)
					.changed("citizenId", maskedBefore, household.citizenIdMasked(), replaced)));
	}

	/** Records a decision on what the household is entitled to. */
	@Transactional
	@Requires(Permission.EDIT_HOUSEHOLDS)
	public void decide(HouseholdCode code, Decision decision, int seenVersion) {
		Account self = this.current.require();
		Household household = this.households.require(code, self.scopeIds(Permission.EDIT_HOUSEHOLDS), seenVersion);
		if (decision.standing().eligibility() == Eligibility.NOT_YET
				&& decision.standing().ineligibleReason() == null) {
			throw new Refused("household.refused.ineligible-reason");
		}
		if (decision.standing().eligibility() == Eligibility.REMOVED && decision.standing().removalReason() == null) {
			throw new Refused("household.refused.removal-reason");
		}
		if (decision.documentDate().isAfter(LocalDate.now(this.clock))) {
			throw new Refused("household.refused.future");
		}
		Eligibility before = household.standing().eligibility();
		household.decide(decision.standing(), self.id(), this.clock.instant());
		this.decisions.save(new EligibilityDecision(household.id(), decision, self.id(), this.clock.instant()));
		this.events.publishEvent(Audited
			.of(fact("household.decided", household).with("eligibility", before, decision.standing().eligibility())
				.because(decision.documentNo())));
	}

	/** Opens the whole citizen id for a purpose that the trail keeps. */
	@Transactional
	@Requires(Permission.REVEAL_CITIZEN_ID)
	public String revealCitizenId(HouseholdCode code, String purpose) {
		Household household = this.households.require(code, scope(Permission.REVEAL_CITIZEN_ID));
		byte[] sealed = household.citizenIdCipher();
		if (sealed == null) {
			throw new NotFound("citizen id of " + code);
		}
		this.events.publishEvent(Audited.of(fact("household.citizen-id-revealed", household).because(purpose)));
		return this.vault.open(sealed).digits();
	}

	static Audited.Fact fact(String action, Household household) {
		return Audited.Fact.of(action, new SubjectRef("household", household.code().value()), household.fullName(),
				household.unitId());
	}

	private List<Long> scope(Permission permission) {
		return this.current.require().scopeIds(permission);
	}

	/** Whether the household has another citizen id than before. */
	private boolean identify(Household household, @Nullable CitizenId citizenId) {
		if (citizenId == null) {
			return false;
		}
		this.cases.requireFew();
		this.households.codeOf(this.vault.fingerprint(citizenId))
			.filter((other) -> !other.equals(household.code().value()))
			.ifPresent((other) -> {
				if (this.households.findInScope(other, scope(Permission.VIEW_HOUSEHOLDS)).isPresent()) {
					throw new Refused("household.refused.citizen-id-taken", other);
				}
				throw new Refused("household.refused.citizen-id-case",
						this.cases.open(other, household.unitId(), household.fullName()));
			});
		return household.identify(citizenId, this.vault);
	}

	/**
	 * A household stands in a commune of the caller's own; elsewhere is as unknown as
	 * nowhere.
	 */
	private void requireCommune(long unitId, Account self) {
		Unit unit = this.units.find(unitId).orElseThrow(() -> new Refused("household.refused.unit"));
		if (unit.level() != UnitKind.Level.COMMUNE
				|| !this.units.within(unitId, self.scopeIds(Permission.EDIT_HOUSEHOLDS))) {
			throw new Refused("household.refused.unit");
		}
	}

	/** A household's details as they stand. */
	public record Editable(HouseholdDetails details, @Nullable String citizenIdMasked, int version) {
	}

}
