package vn.maiam.account.domain;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.shared.UserId;

/** A person who can sign in. */
@Entity
class UserAccount {

	@Id
	private UUID id;

	@Version
	private @Nullable Integer version;

	private String username;

	private String passwordHash;

	private String fullName;

	private boolean enabled;

	private boolean mustChangePassword;

	private Instant createdAt;

	private Instant passwordChangedAt;

	@SuppressWarnings("NullAway.Init")
	protected UserAccount() {
	}

	UserAccount(UserId id, String username, String fullName, String passwordHash, boolean mustChangePassword,
			Instant now) {
		this.id = id.value();
		this.username = username;
		this.fullName = fullName;
		this.passwordHash = passwordHash;
		this.mustChangePassword = mustChangePassword;
		this.enabled = true;
		this.createdAt = now;
		this.passwordChangedAt = now;
	}

	UserId id() {
		return new UserId(this.id);
	}

	String username() {
		return this.username;
	}

	String fullName() {
		return this.fullName;
	}

	String passwordHash() {
		return this.passwordHash;
	}

	boolean enabled() {
		return this.enabled;
	}

	boolean mustChangePassword() {
		return this.mustChangePassword;
	}

	void changePassword(String hash, Instant now) {
		this.passwordHash = hash;
		this.passwordChangedAt = now;
		this.mustChangePassword = false;
	}

	@Override
	public String toString() {
		return this.username + ", made " + this.createdAt + ", password of " + this.passwordChangedAt;
	}

}
