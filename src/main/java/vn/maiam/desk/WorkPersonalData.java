package vn.maiam.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.shared.PersonalData;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/** What the workplace holds on a person: words, tasks, orders received, things read. */
@Component
@Transactional(readOnly = true)
class WorkPersonalData implements PersonalData {

	private static final Locale VI = Locale.forLanguageTag("vi");

	private static final int ORDER = 60;

	private static final int MOST = 200;

	private final JdbcClient jdbc;

	private final MessageSource messages;

	private final Show show;

	WorkPersonalData(JdbcClient jdbc, MessageSource messages, Show show) {
		this.jdbc = jdbc;
		this.messages = messages;
		this.show = show;
	}

	@Override
	public List<Part> about(SubjectRef subject) {
		List<String> lines = new ArrayList<>();
		if ("account".equals(subject.kind())) {
			lines("post", "p.text",
					"post p join user_account a on a.id = p.author_id where a.username = ? and p.removed_at is null",
					"p.written_at", subject, lines);
			lines("task", "p.title", "task p join user_account a on a.id = p.owner_id where a.username = ?",
					"p.made_at", subject, lines);
			lines("directive", "p.title",
					"directive p join directive_addressee d on d.directive_id = p.id join user_account a on a.id in (d.account_id, d.acknowledged_by) where a.username = ?",
					"p.issued_at", subject, lines);
			lines("read", "p.subject_kind || ' ' || p.subject_id",
					"subject_reading p join user_account a on a.id = p.account_id where a.username = ?", "p.first_at",
					subject, lines);
		}
		if ("household".equals(subject.kind())) {
			lines("post", "p.text",
					"post p where p.subject_kind = 'household' and p.subject_id = ? and p.removed_at is null",
					"p.written_at", subject, lines);
			lines("task", "p.title", "task p where p.subject_kind = 'household' and p.subject_id = ?", "p.made_at",
					subject, lines);
		}
		return lines.isEmpty() ? List.of() : List.of(new Part(ORDER, say("desk.data"), lines));
	}

	private void lines(String kind, String words, String from, String moment, SubjectRef subject, List<String> lines) {
		this.jdbc
			.sql("select " + words + " as words, " + moment + " as moment from " + from + " order by 2 desc limit "
					+ MOST)
			.param(subject.id())
			.query((row) -> {
				lines.add(say("desk.data." + kind) + " (" + this.show.time(row.getTimestamp("moment").toInstant())
						+ "): " + row.getString("words"));
			});
	}

	private String say(String key) {
		return Objects.requireNonNull(this.messages.getMessage(key, null, VI));
	}

}
