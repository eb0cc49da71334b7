package vn.maiam.account.domain;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface UserAccounts extends Repository<UserAccount, UUID> {

	UserAccount save(UserAccount account);

	boolean existsByIdIsNotNull();

	Optional<UserAccount> findByUsername(String username);

}
