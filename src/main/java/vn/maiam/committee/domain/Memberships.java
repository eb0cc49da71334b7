package vn.maiam.committee.domain;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface Memberships extends Repository<Membership, Long> {

	Membership save(Membership membership);

	Optional<Membership> findById(long id);

	boolean existsByCommitteeIdAndAccountIdAndToDayIsNull(long committeeId, UUID accountId);

}
