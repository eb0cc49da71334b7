package vn.maiam.document;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import vn.maiam.shared.SubjectRef;

/**
 * A file under a name on a thing.
 *
 * @param name ends as its content asks for, whatever it was called
 * @param size in bytes
 * @param pages how many of its pages can be looked at as pictures; 0 until it is read
 */
public record AttachedFile(UUID id, String subjectKind, String subjectId, String name, String mediaType, long size,
		int pages, Instant addedAt, String addedBy) implements Serializable {

	public AttachedFile {
		name = FileEnding.fit(name, mediaType);
	}

	public SubjectRef subject() {
		return new SubjectRef(this.subjectKind, this.subjectId);
	}

	/** Whether a browser shows it as a picture. */
	public boolean isPicture() {
		return this.mediaType.matches("image/(jpeg|png|gif|webp)");
	}

}
