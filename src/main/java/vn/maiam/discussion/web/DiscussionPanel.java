package vn.maiam.discussion.web;

import java.util.Optional;

import org.springframework.stereotype.Component;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.discussion.domain.DiscussionReader;
import vn.maiam.discussion.domain.PostView;
import vn.maiam.discussion.domain.Rooms;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectPanel;
import vn.maiam.shared.web.Page;

/** What is said about a thing, on the thing's own page. */
@Component
class DiscussionPanel implements SubjectPanel {

	private final DiscussionReader reader;

	private final CurrentAccount current;

	DiscussionPanel(DiscussionReader reader, CurrentAccount current) {
		this.reader = reader;
		this.current = current;
	}

	@Override
	public Optional<Box> on(SubjectCard subject) {
		boolean hasRoomOfItsOwn = Rooms.KIND.equals(subject.subject().kind());
		if (hasRoomOfItsOwn || !this.current.require().may(Permission.VIEW_WORK)) {
			return Optional.empty();
		}
		return Optional.of(new Box(90, "discussion/panel", new Talk(subject, this.reader.on(subject, null, 1))));
	}

	/** The newest of what is said. */
	record Talk(SubjectCard subject, Page<PostView> posts) {
	}

}
