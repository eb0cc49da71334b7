package vn.maiam.notification;

/**
 * What people are told, with what is usual for each kind. Orders and matters of security
 * always come at once.
 */
public enum NoticeKind {

	/** An order to receive. */
	DIRECTIVE(Mail.NOW, true),
	/** An order that has not been received yet. */
	DIRECTIVE_REMINDER(Mail.NOW, true),
	/** One's people have not received an order. */
	DIRECTIVE_ESCALATED(Mail.NOW, true),
	/** An order was withdrawn. */
	DIRECTIVE_WITHDRAWN(Mail.NOW, true),
	/** Somebody received or did one's order. */
	DIRECTIVE_PROGRESS(Mail.DIGEST, false),
	/** One was called by name. */
	MENTION(Mail.NOW, false),
	/** Somebody answered. */
	COMMENT(Mail.DIGEST, false),
	/** Something new in one's group. */
	POST(Mail.OFF, false),
	/** A task was given. */
	TASK_GIVEN(Mail.NOW, false),
	/** A task is due today or tomorrow. */
	TASK_DUE(Mail.DIGEST, false),
	/** A task that one gave is done, or will not be. */
	TASK_DONE(Mail.DIGEST, false),
	/** The report is to be submitted. */
	REPORT_REMINDER(Mail.NOW, false),
	/** The week was cut off without the report. */
	REPORT_OVERDUE(Mail.NOW, false),
	/** A report came in from below. */
	REPORT_SUBMITTED(Mail.OFF, false),
	/** A report was given back. */
	REPORT_RETURNED(Mail.NOW, false),
	/** A report was accepted. */
	REPORT_ACCEPTED(Mail.DIGEST, false),
	/** Houses of which nobody has heard for two weeks. */
	HOUSEHOLD_SILENT(Mail.DIGEST, false),
	/** Evidence was sent back. */
	EVIDENCE_RETURNED(Mail.NOW, false),
	/** A new document or version. */
	DOCUMENT(Mail.DIGEST, false),
	/** Something about the own account. */
	SECURITY(Mail.NOW, true);

	private final Mail mail;

	private final boolean always;

	NoticeKind(Mail mail, boolean always) {
		this.mail = mail;
		this.always = always;
	}

	public Mail mail() {
		return this.mail;
	}

	/** Whether telephones are usually told: what is worth a letter of its own is. */
	public boolean isPushed() {
		return this.mail == Mail.NOW;
	}

	/** Whether it cannot be put off or switched off. */
	public boolean isAlways() {
		return this.always;
	}

	/** Whether each reminder is mailed again although the one before is still unread. */
	public boolean insists() {
		return this == DIRECTIVE_REMINDER || this == DIRECTIVE_ESCALATED || this == REPORT_REMINDER
				|| this == REPORT_OVERDUE || this == TASK_DUE;
	}

	/** At once, in the morning's digest, or not at all. */
	public enum Mail {

		NOW, DIGEST, OFF

	}

}
