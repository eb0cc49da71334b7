package vn.maiam.discussion.domain;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The names of those whom posts call by {@code @user.name}. */
@Component
class CalledPeople {

	private final JdbcClient jdbc;

	CalledPeople(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Full names by user name; nothing is asked when nobody is called. */
	Map<String, String> names(Collection<String> texts) {
		String[] called = texts.stream()
			.flatMap((text) -> Wording.people(text).stream())
			.distinct()
			.toArray(String[]::new);
		Map<String, String> names = new HashMap<>();
		if (called.length > 0) {
			this.jdbc.sql("select username, full_name from user_account where username = any(:called)")
				.param("called", called)
				.query((row) -> {
					names.put(row.getString("username"), row.getString("full_name"));
				});
		}
		return names;
	}

}
