package vn.maiam.committee.domain;

import java.util.Optional;

import org.springframework.data.repository.Repository;

import vn.maiam.committee.CommitteeKind;

interface Committees extends Repository<Committee, Long> {

	Committee save(Committee committee);

	Optional<Committee> findById(long id);

	Optional<Committee> findByUnitIdAndKindAndValidToIsNull(long unitId, CommitteeKind kind);

}
