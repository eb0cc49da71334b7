package vn.maiam.account.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Installation;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.SubjectRef;

/**
 * Passkeys that a person has put beside the password; Spring Security registers and
 * checks them.
 */
@Service
@Transactional(readOnly = true)
public class Passkeys {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	Passkeys(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	/** The passkeys of an account, the oldest first. */
	public List<Passkey> of(Account self) {
		return this.jdbc.sql("""
				select c.credential_id, c.label, c.created, c.last_used
				from user_credentials c join user_entities e on e.id = c.user_entity_user_id
				where e.name = ? order by c.created limit 20""")
			.param(self.getUsername())
			.query((row, number) -> new Passkey(row.getString("credential_id"), row.getString("label"),
					row.getTimestamp("created").toInstant(),
					(row.getTimestamp("last_used") != null) ? row.getTimestamp("last_used").toInstant() : null))
			.list();
	}

	@Transactional
	public void forget(Account self, String id) {
		int gone = this.jdbc.sql("""
				delete from user_credentials where credential_id = ?
					and user_entity_user_id in (select id from user_entities where name = ?)""")
			.params(id, self.getUsername())
			.update();
		if (gone == 0) {
			throw new NotFound("passkey");
		}
		this.events.publishEvent(Audited.of(fact("account.passkey-forgotten", self)));
	}

	/** For who has lost the device. */
	@Transactional
	void forgetAll(String username) {
		this.jdbc.sql(
				"delete from user_credentials where user_entity_user_id in (select id from user_entities where name = ?)")
			.param(username)
			.update();
	}

	private static Audited.Fact fact(String action, Account self) {
		Long unitId = self.grants().isEmpty() ? null : self.grants().get(0).unit().id();
		return Audited.Fact.of(action, new SubjectRef("account", self.getUsername()), self.fullName(), unitId);
	}

	/** The session in which it is registered. */
	private static String here() {
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		return (request != null) ? request.getSessionId() : "";
	}

	/** A passkey. */
	public record Passkey(String id, String label, Instant since, @Nullable Instant lastUsed) {
	}

	/** Where Spring Security keeps passkeys. */
	@Configuration(proxyBeanMethods = false)
	static class Storage {

		@Bean
		PublicKeyCredentialUserEntityRepository passkeyOwners(JdbcOperations jdbc) {
			return new JdbcPublicKeyCredentialUserEntityRepository(jdbc);
		}

		/**
		 * A passkey counts as both factors, so the device must have asked for finger,
		 * face or code: a key that was found signs nobody in.
		 */
		@Bean
		WebAuthnRelyingPartyOperations passkeyChecks(PublicKeyCredentialUserEntityRepository owners,
				UserCredentialRepository store, Installation installation) {
			Webauthn4JRelyingPartyOperations checks = new Webauthn4JRelyingPartyOperations(owners, store,
					PublicKeyCredentialRpEntity.builder().id(installation.address().getHost()).name("Mái Ấm").build(),
					Set.of(installation.origin()));
			checks.setCustomizeCreationOptions(
					(options) -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
						.residentKey(ResidentKeyRequirement.REQUIRED)
						.userVerification(UserVerificationRequirement.REQUIRED)
						.build()));
			checks.setCustomizeRequestOptions(
					(options) -> options.userVerification(UserVerificationRequirement.REQUIRED));
			return checks;
		}

		@Bean
		UserCredentialRepository passkeyStore(JdbcOperations jdbc, TransactionTemplate transaction,
				CurrentAccount current, SessionRegister sessions, ApplicationEventPublisher events) {
			UserCredentialRepository store = new JdbcUserCredentialRepository(jdbc);
			return new UserCredentialRepository() {

				/** Called both when a passkey is made and when its counter moves on. */
				@Override
				public void save(CredentialRecord passkey) {
					transaction.executeWithoutResult((status) -> {
						boolean fresh = store.findByCredentialId(passkey.getCredentialId()) == null;
						store.save(passkey);
						if (fresh) {
							current.find().ifPresent((self) -> {
								sessions.endAllBut(self.getUsername(), here());
								events.publishEvent(Audited.of(fact("account.passkey-registered", self)));
							});
						}
					});
				}

				@Override
				public void delete(Bytes credentialId) {
					transaction.executeWithoutResult((status) -> {
						store.delete(credentialId);
						current.find()
							.ifPresent(
									(self) -> events.publishEvent(Audited.of(fact("account.passkey-forgotten", self))));
					});
				}

				@Override
				public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
					return store.findByCredentialId(credentialId);
				}

				@Override
				public List<CredentialRecord> findByUserId(Bytes userId) {
					return store.findByUserId(userId);
				}
			};
		}

	}

}
