package vn.maiam.household.domain;

import java.util.UUID;

import org.springframework.data.repository.Repository;

interface EligibilityDecisions extends Repository<EligibilityDecision, UUID> {

	EligibilityDecision save(EligibilityDecision decision);

}
