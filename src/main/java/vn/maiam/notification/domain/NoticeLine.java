package vn.maiam.notification.domain;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import vn.maiam.notification.NoticeKind;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;

/**
 * A notice as it is read.
 *
 * @param arguments who did it, what it is called, what was said; empty where the reader
 * may no longer see the thing
 * @param path where it leads; null when there is nothing left to see
 */
public record NoticeLine(long id, NoticeKind kind, SubjectRef subject, List<String> arguments, int count,
		Instant lastAt, @Nullable Instant readAt, @Nullable String path) {

	/**
	 * The notice for a reader who sees the thing under this card, or not at all.
	 */
	NoticeLine seenAs(@Nullable SubjectCard card) {
		String where = switch (this.kind) {
			case SECURITY ->
				"account.invitation-accepted".equals(this.subject.kind()) ? "/admin/invitations" : "/account";
			case REPORT_REMINDER, REPORT_OVERDUE -> "/reports?week=" + this.subject.id();
			case DIRECTIVE_WITHDRAWN -> "/directives/" + this.subject.id();
			case HOUSEHOLD_SILENT -> "/households?stale=14&unit=" + this.subject.id();
			default -> (card != null) ? card.path() : null;
		};
		return new NoticeLine(this.id, this.kind, this.subject, (where != null) ? this.arguments : List.of("", "", ""),
				this.count, this.lastAt, this.readAt, where);
	}

	/** The argument at a place, counted from 0; empty when there is none. */
	public String argument(int at) {
		return (at < this.arguments.size()) ? this.arguments.get(at) : "";
	}

}
