package vn.maiam.account.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.account.Account;
import vn.maiam.account.EntryStep;
import vn.maiam.account.Grant;
import vn.maiam.account.Role;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.UserId;

/**
 * Reads an account with the rights it holds today and how it must sign in, in one
 * statement.
 */
@Component
class AccountReader {

	private static final String SELECT = """
			select a.id, a.username, a.full_name, a.password_hash, a.password_changed_at, a.locked_at, a.active_on, a.totp_since,
				exists (select 1 from user_entities e join user_credentials c on c.user_entity_user_id = e.id
					where e.name = a.username) as passkey,
				g.role, u.id as unit_id, u.code, u.name, u.kind, u.parent_id,
				p.second_factor, p.idle_minutes, p.session_hours, p.trusted_days
			from user_account a
			left join account_grant g on g.account_id = a.id and g.ended_at is null and g.valid_from <= :today
				and (g.valid_to is null or g.valid_to >= :today)
			left join administrative_unit u on u.id = g.unit_id
			left join sign_in_policy p on p.role = g.role
			where a.username = :username order by g.id""";

	private final JdbcClient jdbc;

	private final Clock clock;

	AccountReader(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	Optional<Present> find(String username) {
		List<Line> lines = this.jdbc.sql(SELECT)
			.param("username", username.toLowerCase(Locale.ROOT))
			.param("today", LocalDate.now(this.clock))
			.query(AccountReader::line)
			.list();
		return lines.isEmpty() ? Optional.empty() : Optional.of(Present.of(lines));
	}

	/** Notes the day, once a day. */
	void active(Present present) {
		LocalDate today = LocalDate.now(this.clock);
		if (!today.equals(present.activeOn())) {
			this.jdbc.sql("update user_account set active_on = ? where id = ?").params(today, present.id()).update();
		}
	}

	private static Line line(ResultSet row, int number) throws SQLException {
		String role = row.getString("role");
		Grant grant = null;
		if (role != null) {
			long parent = row.getLong("parent_id");
			Long parentId = row.wasNull() ? null : Long.valueOf(parent);
			grant = new Grant(Role.valueOf(role), new Unit(row.getLong("unit_id"), new UnitCode(row.getString("code")),
					row.getString("name"), UnitKind.valueOf(row.getString("kind")), parentId));
		}
		return new Line(row.getObject("id", UUID.class), row.getString("username"), row.getString("full_name"),
				row.getString("password_hash"), row.getTimestamp("password_changed_at").toInstant(),
				row.getTimestamp("locked_at") != null, row.getObject("active_on", LocalDate.class),
				row.getTimestamp("totp_since") != null, row.getBoolean("passkey"), grant,
				row.getBoolean("second_factor"), row.getInt("idle_minutes"), row.getInt("session_hours"),
				row.getInt("trusted_days"));
	}

	private record Line(UUID id, String username, String fullName, String hash, Instant passwordChangedAt,
			boolean locked, @Nullable LocalDate activeOn, boolean totp, boolean passkey, @Nullable Grant grant,
			boolean secondFactor, int idleMinutes, int sessionHours, int trustedDays) {
	}

	/**
	 * An account as it is now.
	 *
	 * @param policy the strictest of its roles
	 */
	record Present(UUID id, String username, String fullName, String hash, Instant passwordChangedAt, boolean locked,
			@Nullable LocalDate activeOn, boolean totp, boolean passkey, List<Grant> grants, Policy policy) {

		static Present of(List<Line> lines) {
			Line first = lines.get(0);
			List<Grant> grants = new ArrayList<>();
			Policy policy = Policy.LOOSEST;
			for (Line line : lines) {
				if (line.grant() != null) {
					grants.add(line.grant());
					policy = policy.and(new Policy(line.secondFactor(), line.idleMinutes(), line.sessionHours(),
							line.trustedDays()));
				}
			}
			return new Present(first.id(), first.username(), first.fullName(), first.hash(), first.passwordChangedAt(),
					first.locked(), first.activeOn(), first.totp(), first.passkey(), grants, policy);
		}

		Account account(boolean secondFactorShown, boolean withHash) {
			boolean has = this.totp || this.passkey;
			EntryStep step = (secondFactorShown || (!has && !this.policy.secondFactor())) ? null
					: has ? EntryStep.SHOW_SECOND_FACTOR : EntryStep.SET_UP_SECOND_FACTOR;
			return new Account(new UserId(this.id), this.username, this.fullName, withHash ? this.hash : null,
					this.grants, !this.locked, step);
		}
	}

	/**
	 * How strictly one signs in.
	 *
	 * @param idleMinutes after how long without a request a session ends
	 * @param sessionHours after how long a session ends in any case
	 * @param trustedDays how long a trusted device is not asked for the second factor
	 */
	record Policy(boolean secondFactor, int idleMinutes, int sessionHours, int trustedDays) {

		static final Policy LOOSEST = new Policy(false, 1440, 720, 90);

		Policy and(Policy other) {
			return new Policy(this.secondFactor || other.secondFactor, Math.min(this.idleMinutes, other.idleMinutes),
					Math.min(this.sessionHours, other.sessionHours), Math.min(this.trustedDays, other.trustedDays));
		}
	}

}
