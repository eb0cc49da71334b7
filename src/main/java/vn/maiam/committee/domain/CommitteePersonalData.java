package vn.maiam.committee.domain;

import java.util.List;
import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.PersonalData;
import vn.maiam.shared.SubjectRef;

/** The posts that a person holds and held. */
@Component
class CommitteePersonalData implements PersonalData {

	private static final Locale VI = Locale.forLanguageTag("vi");

	private final JdbcClient jdbc;

	private final MessageSource messages;

	CommitteePersonalData(JdbcClient jdbc, MessageSource messages) {
		this.jdbc = jdbc;
		this.messages = messages;
	}

	@Override
	public List<Part> about(SubjectRef subject) {
		if (!"account".equals(subject.kind())) {
			return List.of();
		}
		List<String> posts = this.jdbc
			.sql("""
					select m.position, c.kind, u.name, m.office, m.from_day, m.to_day from membership m join committee c on c.id = m.committee_id
					join administrative_unit u on u.id = c.unit_id join user_account a on a.id = m.account_id
					where a.username = ? order by m.from_day, m.id""")
			.param(subject.id())
			.query((row, number) -> say("committee.position." + row.getString("position")) + ", "
					+ say("committee.kind." + row.getString("kind")) + " " + row.getString("name") + "; "
					+ row.getString("office") + "; " + row.getObject("from_day") + " – "
					+ ((row.getObject("to_day") != null) ? row.getObject("to_day") : ""))
			.list();
		return posts.isEmpty() ? List.of() : List.of(new Part(3, say("committee.data"), posts));
	}

	private String say(String key) {
		return this.messages.getMessage(key, null, VI);
	}

}
