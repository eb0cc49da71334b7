package vn.maiam.household.domain;

import java.util.List;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface ProgressEntries extends Repository<ProgressEntry, UUID> {

	ProgressEntry save(ProgressEntry entry);

	List<ProgressEntry> findByHouseholdIdOrderByPositionAscRecordedAtAsc(UUID householdId);

}
