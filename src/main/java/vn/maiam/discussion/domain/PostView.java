package vn.maiam.discussion.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import vn.maiam.document.AttachedFile;
import vn.maiam.shared.SubjectCard;

/**
 * A post as it is read.
 *
 * @param html its words, safe to be shown as they are; empty when they were taken away
 * @param cards what it names with {@code #}, as far as the reader may see it
 * @param newest its last comments, the oldest first
 */
public record PostView(Line line, String html, List<SubjectCard> cards, List<AttachedFile> files,
		List<PostView> newest) {

	/**
	 * What the database keeps of it.
	 *
	 * @param mine whether the reader wrote it
	 * @param reaction the reader's own
	 */
	public record Line(UUID id, int version, String subjectKind, String subjectId, @Nullable UUID parentId, String text,
			String author, Instant writtenAt, @Nullable Instant editedAt, @Nullable Instant pinnedAt,
			@Nullable Instant removedAt, @Nullable String removalReason, int comments, boolean mine, boolean unread,
			@Nullable Reaction reaction, int agreed, int thanks, int seen) {

		public int of(Reaction kind) {
			return switch (kind) {
				case AGREED -> this.agreed;
				case THANKS -> this.thanks;
				case SEEN -> this.seen;
			};
		}
	}

}
