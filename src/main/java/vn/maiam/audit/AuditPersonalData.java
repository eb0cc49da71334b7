package vn.maiam.audit;

import java.util.List;
import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.PersonalData;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/**
 * What the trail holds about a subject: the latest that was done with it, and by whom.
 */
@Component
class AuditPersonalData implements PersonalData {

	private static final Locale VI = Locale.forLanguageTag("vi");

	private static final int MOST = 200;

	private final JdbcClient jdbc;

	private final MessageSource messages;

	private final Show show;

	AuditPersonalData(JdbcClient jdbc, MessageSource messages, Show show) {
		this.jdbc = jdbc;
		this.messages = messages;
		this.show = show;
	}

	@Override
	public List<Part> about(SubjectRef subject) {
		List<String> lines = this.jdbc.sql(
				"select at, action, actor_name, note from audit_entry where subject_kind = ? and subject_id = ? order by at desc limit "
						+ MOST)
			.params(subject.kind(), subject.id())
			.query((row, number) -> this.show.time(row.getTimestamp("at").toInstant()) + ": "
					+ say("audit.action." + row.getString("action")) + ", " + row.getString("actor_name")
					+ ((row.getString("note") != null) ? ", " + row.getString("note") : ""))
			.list();
		return lines.isEmpty() ? List.of() : List.of(new Part(90, say("audit.data"), lines));
	}

	private String say(String key) {
		return this.messages.getMessage(key, null, VI);
	}

}
