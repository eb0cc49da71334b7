package vn.maiam.account.domain;

import java.util.List;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface AccountGrants extends Repository<AccountGrant, Long> {

	AccountGrant save(AccountGrant grant);

	List<AccountGrant> findByAccountIdOrderById(UUID accountId);

}
