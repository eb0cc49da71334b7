package vn.maiam.account.domain;

import vn.maiam.account.Role;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface AccountGrants extends Repository<AccountGrant, Long> {

	AccountGrant save(AccountGrant grant);

	Optional<AccountGrant> findById(long id);

	/** What was changed, of accounts too, is seen by the statements that follow. */
	void flush();

	List<AccountGrant> findByDeputyOfAndRoleAndUnitId(UUID deputyOf, Role role, long unitId);

	List<AccountGrant> findByAccountIdOrderById(UUID accountId);

}
