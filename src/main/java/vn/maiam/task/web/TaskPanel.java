package vn.maiam.task.web;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectPanel;
import vn.maiam.task.TaskLine;
import vn.maiam.task.domain.TaskReader;

/** The tasks on a thing, on the thing's own page. */
@Component
class TaskPanel implements SubjectPanel {

	private static final int MOST = 20;

	private final TaskReader reader;

	private final CurrentAccount current;

	TaskPanel(TaskReader reader, CurrentAccount current) {
		this.reader = reader;
		this.current = current;
	}

	@Override
	public Optional<Box> on(SubjectCard subject) {
		boolean isTask = "task".equals(subject.subject().kind());
		if (isTask || !this.current.require().may(Permission.VIEW_WORK)) {
			return Optional.empty();
		}
		return Optional.of(new Box(50, "task/panel", new Work(subject, this.reader.on(subject.subject(), MOST))));
	}

	/** The tasks, the open ones first. */
	record Work(SubjectCard subject, List<TaskLine> tasks) {
	}

}
