package vn.maiam.household.domain;

import java.time.Duration;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Guesses;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;

/**
 * Finds a household by a whole citizen id: only for who may see ids anyway, within those
 * units, each question counted and in the trail.
 */
@Service
public class IdentitySearch {

	private static final int MOST = 30;

	private static final Duration WITHIN = Duration.ofMinutes(15);

	private final Households households;

	private final CitizenIdVault vault;

	private final CurrentAccount current;

	private final Guesses guesses;

	private final ApplicationEventPublisher events;

	IdentitySearch(Households households, CitizenIdVault vault, CurrentAccount current, Guesses guesses,
			ApplicationEventPublisher events) {
		this.households = households;
		this.vault = vault;
		this.current = current;
		this.guesses = guesses;
		this.events = events;
	}

	/** The code of the household that has this id; empty when none of the own has. */
	@Transactional
	@Requires(Permission.REVEAL_CITIZEN_ID)
	public Optional<String> find(CitizenId id) {
		this.guesses.count("citizen-id", MOST, WITHIN);
		Optional<Household> found = this.households.codeOf(this.vault.fingerprint(id))
			.flatMap((code) -> this.households.findInScope(code,
					this.current.require().scopeIds(Permission.REVEAL_CITIZEN_ID)));
		String action = "household.citizen-id-searched";
		this.events.publishEvent(Audited.of(found.map((household) -> HouseholdService.fact(action, household))
			.orElseGet(() -> Audited.Fact.of(action, new SubjectRef("household", "?"), id.masked(),
					this.current.require().scopeIds(Permission.REVEAL_CITIZEN_ID).get(0)))));
		return found.map((household) -> household.code().value());
	}

}
