package vn.maiam.account.domain;

import jakarta.persistence.LockModeType;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface UserAccounts extends Repository<UserAccount, UUID> {

	UserAccount save(UserAccount account);

	boolean existsByIdIsNotNull();

	Optional<UserAccount> findByUsername(String username);

	Optional<UserAccount> findById(UUID id);

	/** For a change that must not happen twice at the same moment. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select a from UserAccount a where a.username = :username")
	Optional<UserAccount> lockByUsername(String username);

}
