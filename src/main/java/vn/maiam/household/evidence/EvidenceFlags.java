package vn.maiam.household.evidence;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface EvidenceFlags extends Repository<EvidenceFlag, UUID> {

	EvidenceFlag save(EvidenceFlag flag);

	List<EvidenceFlag> findByHouseholdId(UUID householdId);

	List<EvidenceFlag> findByHouseholdIdIn(Collection<UUID> householdIds);

	Optional<EvidenceFlag> findByIdAndHouseholdId(UUID id, UUID householdId);

}
