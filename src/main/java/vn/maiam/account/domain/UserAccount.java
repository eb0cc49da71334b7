package vn.maiam.account.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.account.AccountRegister.Person;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UserId;
import vn.maiam.shared.VietnameseText;

/** A person who can sign in, or is invited to. */
@Entity
class UserAccount {

	@Id
	private UUID id;

	@Version
	private @Nullable Integer version;

	private String username;

	private String passwordHash;

	private String fullName;

	private String nameSort;

	private @Nullable String phone;

	private @Nullable String email;

	private @Nullable UUID emailBy;

	private Instant createdAt;

	private Instant passwordChangedAt;

	private @Nullable Instant activatedAt;

	private @Nullable Instant noticeReadAt;

	private @Nullable Instant lockedAt;

	private @Nullable String lockReason;

	private @Nullable LocalDate activeOn;

	private byte @Nullable [] totpSecret;

	private @Nullable Instant totpSince;

	private long totpLastStep;

	@SuppressWarnings("NullAway.Init")
	protected UserAccount() {
	}

	/**
	 * An invited person.
	 * @param unusableHash the hash of a password that nobody knows
	 */
	UserAccount(UserId id, String username, Person person, @Nullable UserId by, String unusableHash, Instant now) {
		this.id = id.value();
		this.username = username;
		this.passwordHash = unusableHash;
		this.fullName = person.fullName();
		this.nameSort = VietnameseText.nameOrder(person.fullName());
		this.phone = person.phone();
		this.email = person.email();
		this.emailBy = (by != null) ? by.value() : null;
		this.createdAt = now;
		this.passwordChangedAt = now;
	}

	/**
	 * @param by who says so; null for the person
	 */
	void describe(Person person, @Nullable UserId by) {
		if (by == null || !Objects.equals(this.email, person.email())) {
			this.emailBy = (by != null) ? by.value() : null;
		}
		this.fullName = person.fullName();
		this.nameSort = VietnameseText.nameOrder(person.fullName());
		this.phone = person.phone();
		this.email = person.email();
	}

	/** The own password, set for the first time or again. */
	void setPassword(String hash, Instant now) {
		this.passwordHash = hash;
		this.passwordChangedAt = now;
		this.activatedAt = (this.activatedAt != null) ? this.activatedAt : now;
	}

	/** The person has come in and has read what is kept about them. */
	void readNotice(@Nullable String phone, @Nullable String email, Instant now) {
		describe(new Person(this.fullName, phone, email), null);
		this.noticeReadAt = now;
	}

	/** Nobody comes in with the former password any more. */
	void forgetPassword(String unusableHash, Instant now) {
		this.passwordHash = unusableHash;
		this.passwordChangedAt = now;
	}

	/** Who has entered the e-mail address; the person unless it was another. */
	UserId emailBy() {
		return new UserId((this.emailBy != null) ? this.emailBy : this.id);
	}

	void lock(String reason, Instant now) {
		if (this.lockedAt != null) {
			throw new Refused("account.refused.already-locked");
		}
		this.lockedAt = now;
		this.lockReason = reason;
	}

	void unlock() {
		if (this.lockedAt == null) {
			throw new Refused("account.refused.not-locked");
		}
		this.lockedAt = null;
		this.lockReason = null;
	}

	void useTotp(byte[] sealedSecret, long step, Instant now) {
		this.totpSecret = sealedSecret.clone();
		this.totpSince = now;
		this.totpLastStep = step;
	}

	void dropTotp() {
		this.totpSecret = null;
		this.totpSince = null;
	}

	/** A code works once: its time step, and all before it, are used up. */
	void totpUsed(long step) {
		this.totpLastStep = step;
	}

	UserId id() {
		return new UserId(this.id);
	}

	int version() {
		return (this.version != null) ? this.version : 0;
	}

	String username() {
		return this.username;
	}

	String passwordHash() {
		return this.passwordHash;
	}

	Person person() {
		return new Person(this.fullName, this.phone, this.email);
	}

	boolean isLocked() {
		return this.lockedAt != null;
	}

	boolean isActivated() {
		return this.activatedAt != null;
	}

	byte @Nullable [] totpSecret() {
		return (this.totpSecret != null) ? this.totpSecret.clone() : null;
	}

	long totpLastStep() {
		return this.totpLastStep;
	}

	@Override
	public String toString() {
		return this.username + " (" + this.nameSort + "), made " + this.createdAt + ", password of "
				+ this.passwordChangedAt + ", activated " + this.activatedAt + ", notice " + this.noticeReadAt
				+ ", locked " + this.lockReason + ", active on " + this.activeOn + ", totp since " + this.totpSince;
	}

}
