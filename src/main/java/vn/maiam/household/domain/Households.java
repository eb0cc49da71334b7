package vn.maiam.household.domain;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.orm.ObjectOptimisticLockingFailureException;

import vn.maiam.household.HouseholdCode;
import vn.maiam.shared.NotFound;

interface Households extends Repository<Household, UUID> {

	Household save(Household household);

	/** The household if it lies in the scope: units and all below them. */
	@Query(nativeQuery = true,
			value = """
					select h.* from household h where h.code = :code
						and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))""")
	Optional<Household> findInScope(String code, Collection<Long> scope);

	/** The household in the scope, for reading or changing; 404 outside. */
	default Household require(HouseholdCode code, Collection<Long> scope) {
		return findInScope(code.value(), scope).orElseThrow(() -> new NotFound("household " + code));
	}

	/** The household as the caller saw it; a conflict when it has changed since. */
	default Household require(HouseholdCode code, Collection<Long> scope, int seenVersion) {
		Household household = require(code, scope);
		if (household.version() != seenVersion) {
			throw new ObjectOptimisticLockingFailureException(Household.class, code.value());
		}
		return household;
	}

	@Query("select h.code from Household h where h.citizenIdFingerprint = :fingerprint")
	Optional<String> codeOf(byte[] fingerprint);

	@Query(nativeQuery = true, value = "select nextval('household_code_seq')")
	long nextNumber();

	@Query(nativeQuery = true,
			value = "select p.code_prefix from phase f join programme p on p.id = f.programme_id where f.id = :phaseId")
	Optional<String> prefix(int phaseId);

}
