package vn.maiam.account.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.shared.PersonalData;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/**
 * What is held on a person with an account: who, how to reach, what rights, which
 * devices.
 */
@Component
class AccountPersonalData implements PersonalData {

	private static final Locale VI = Locale.forLanguageTag("vi");

	private final AccountDetails details;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final MessageSource messages;

	private final Show show;

	AccountPersonalData(AccountDetails details, CurrentAccount current, JdbcClient jdbc, MessageSource messages,
			Show show) {
		this.details = details;
		this.current = current;
		this.jdbc = jdbc;
		this.messages = messages;
		this.show = show;
	}

	@Override
	public List<Part> about(SubjectRef subject) {
		if (!"account".equals(subject.kind())) {
			return List.of();
		}
		List<String> person = this.jdbc.sql("select * from user_account where username = ?")
			.param(subject.id())
			.query(this::person)
			.single();
		List<String> rights = this.jdbc
			.sql("""
					select g.role, u.name, g.valid_from, g.decision_no from account_grant g join user_account a on a.id = g.account_id
					join administrative_unit u on u.id = g.unit_id where a.username = ? order by g.id""")
			.param(subject.id())
			.query((row, number) -> say("account.role." + row.getString("role")) + ", " + row.getString("name") + ", "
					+ row.getObject("valid_from") + ", " + row.getString("decision_no"))
			.list();
		return List.of(new Part(1, say("account.data.person"), person),
				new Part(2, say("account.data.rights"), rights));
	}

	@Override
	public boolean mayTell(SubjectRef subject) {
		return "account".equals(subject.kind()) && this.current.require().may(Permission.MANAGE_ACCOUNTS)
				&& this.details.isKnown(subject.id());
	}

	private List<String> person(ResultSet row, int number) throws SQLException {
		List<String> lines = new ArrayList<>();
		for (String[] field : new String[][] { { "account.full-name", "full_name" }, { "account.username", "username" },
				{ "account.phone", "phone" }, { "account.email", "email" } }) {
			String value = row.getString(field[1]);
			lines.add(say(field[0]) + ": " + ((value != null) ? value : "–"));
		}
		if (row.getTimestamp("activated_at") != null) {
			lines.add(say("account.data.activated", this.show.time(row.getTimestamp("activated_at").toInstant())));
		}
		lines.add(say((row.getTimestamp("totp_since") != null) ? "account.data.factor" : "account.data.no-factor"));
		return lines;
	}

	private String say(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, VI);
	}

}
