package vn.maiam.discussion.domain;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/** Something that was said on a thing, or in answer to a post on it. */
@Entity
class Post {

	@Id
	private UUID id;

	@Version
	private @Nullable Integer version;

	private String subjectKind;

	private String subjectId;

	private long unitId;

	private @Nullable UUID parentId;

	private UUID authorId;

	private String text;

	private Instant writtenAt;

	private @Nullable Instant editedAt;

	private @Nullable Instant pinnedAt;

	private @Nullable Instant removedAt;

	private @Nullable UUID removedBy;

	private @Nullable String removalReason;

	/** Counted by the database when somebody comments. */
	@Column(updatable = false)
	private int comments;

	@Column(updatable = false)
	private Instant movedAt;

	@SuppressWarnings("NullAway.Init")
	protected Post() {
	}

	Post(SubjectCard on, @Nullable UUID parentId, String text, UserId author, Instant now) {
		this.id = UUID.randomUUID();
		this.subjectKind = on.subject().kind();
		this.subjectId = on.subject().id();
		this.unitId = on.unitId();
		this.parentId = parentId;
		this.text = text;
		this.authorId = author.value();
		this.writtenAt = now;
		this.movedAt = now;
	}

	/** Only the author changes the words, and not after they were taken away. */
	void edit(String next, UserId by, Instant now) {
		requireStanding();
		if (!isBy(by)) {
			throw new Refused("discussion.refused.not-yours");
		}
		this.text = next;
		this.editedAt = now;
	}

	void remove(String reason, UserId by, Instant now) {
		requireStanding();
		this.removedAt = now;
		this.removedBy = by.value();
		this.removalReason = reason;
		this.pinnedAt = null;
	}

	void pin(boolean pinned, Instant now) {
		requireStanding();
		this.pinnedAt = pinned ? now : null;
	}

	void requireStanding() {
		if (this.removedAt != null) {
			throw new Refused("discussion.refused.removed");
		}
	}

	UUID id() {
		return this.id;
	}

	int version() {
		return (this.version != null) ? this.version : 0;
	}

	SubjectRef subject() {
		return new SubjectRef(this.subjectKind, this.subjectId);
	}

	long unitId() {
		return this.unitId;
	}

	@Nullable UUID parentId() {
		return this.parentId;
	}

	String text() {
		return this.text;
	}

	boolean isBy(UserId person) {
		return this.authorId.equals(person.value());
	}

	@Override
	public String toString() {
		return this.id + " of " + this.writtenAt + ", moved " + this.movedAt + " by " + this.comments
				+ " comments, edited " + this.editedAt + ", pinned " + this.pinnedAt + ", removed by " + this.removedBy
				+ ": " + this.removalReason;
	}

}
