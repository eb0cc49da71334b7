package vn.maiam.household.evidence;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface EvidenceFlags extends Repository<EvidenceFlag, UUID> {

	EvidenceFlag save(EvidenceFlag flag);

	List<EvidenceFlag> findByHouseholdId(UUID householdId);

	Optional<EvidenceFlag> findByIdAndHouseholdId(UUID id, UUID householdId);

}
