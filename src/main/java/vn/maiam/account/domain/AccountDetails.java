package vn.maiam.account.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.AccountOffice;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.shared.NotFound;

/** One account as its administrator sees it, with all the rights it holds and held. */
@Service
@Transactional(readOnly = true)
public class AccountDetails {

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final Clock clock;

	AccountDetails(JdbcClient jdbc, CurrentAccount current, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.clock = clock;
	}

	/**
	 * An account that holds or held a right below the administrator's units; any other
	 * does not exist.
	 */
	@Requires(Permission.MANAGE_ACCOUNTS)
	public Detail require(String username) {
		return find(username).orElseThrow(() -> new NotFound("account " + username));
	}

	/** Whether the account is one of the administrator's. */
	@Requires(Permission.MANAGE_ACCOUNTS)
	public boolean isKnown(String username) {
		return find(username).isPresent();
	}

	private Optional<Detail> find(String username) {
		List<Long> scope = this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS);
		return this.jdbc.sql("""
				select a.*, (select max(c.valid_until) from access_code c
						where c.account_id = a.id and c.used_at is null) as code_until,
					exists (select 1 from user_entities e join user_credentials c on c.user_entity_user_id = e.id
						where e.name = a.username) as passkey
				from user_account a where a.username = :username and
				""" + AccountOffice.ADMINISTERED)
			.param("username", username)
			.param("scope", scope)
			.query((row, number) -> detail(row))
			.optional();
	}

	private Detail detail(ResultSet row) throws SQLException {
		UUID id = row.getObject("id", UUID.class);
		return new Detail(row.getInt("version"), row.getString("username"), row.getString("full_name"),
				row.getString("phone"), row.getString("email"), instant(row, "created_at"),
				instant(row, "activated_at"), row.getObject("active_on", LocalDate.class), instant(row, "locked_at"),
				row.getString("lock_reason"), instant(row, "code_until"), row.getTimestamp("totp_since") != null,
				row.getBoolean("passkey"), rights(id));
	}

	private List<Right> rights(UUID account) {
		LocalDate today = LocalDate.now(this.clock);
		return this.jdbc
			.sql("""
					select g.*, u.name as unit_name, u.code as unit_code, b.full_name as granted_by_name, d.full_name as deputy_of_name,
						array(select s.full_name || to_char(l.valid_from, ' (DD/MM/YYYY – ') || to_char(l.valid_to, 'DD/MM/YYYY)')
							from account_grant l join user_account s on s.id = l.account_id
							where l.deputy_of = g.account_id and l.role = g.role and l.unit_id = g.unit_id and l.ended_at is null
								and l.valid_to >= field_day() order by l.valid_from limit 5) as deputies
					from account_grant g join administrative_unit u on u.id = g.unit_id
					left join user_account b on b.id = g.granted_by left join user_account d on d.id = g.deputy_of
					where g.account_id = :account and exists (select 1 from unit_closure c where c.descendant_id = g.unit_id
					and c.ancestor_id in (:scope)) order by g.ended_at is not null, g.id desc limit 100""")
			.param("account", account)
			.param("scope", this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS))
			.query((row, number) -> new Right(row.getLong("id"), Role.valueOf(row.getString("role")),
					row.getString("unit_name"), row.getObject("valid_from", LocalDate.class),
					row.getObject("valid_to", LocalDate.class), row.getString("decision_no"),
					row.getString("granted_by_name"), row.getString("deputy_of_name"),
					List.of((String[]) row.getArray("deputies").getArray()), instant(row, "ended_at"),
					row.getString("end_reason"), today))
			.list();
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		Timestamp at = row.getTimestamp(column);
		return (at != null) ? at.toInstant() : null;
	}

	/**
	 * An account.
	 *
	 * @param codeUntil until when its one-time code is good; null when there is none
	 */
	public record Detail(int version, String username, String fullName, @Nullable String phone, @Nullable String email,
			@Nullable Instant createdAt, @Nullable Instant activatedAt, @Nullable LocalDate activeOn,
			@Nullable Instant lockedAt, @Nullable String lockReason, @Nullable Instant codeUntil, boolean totp,
			boolean passkey, List<Right> rights) {

		public List<Right> live() {
			return this.rights.stream().filter((right) -> !right.isOver()).toList();
		}

		public List<Right> over() {
			return this.rights.stream().filter(Right::isOver).toList();
		}

		/** What the account may do today, each with the units where. */
		public Map<Permission, Set<String>> may() {
			Map<Permission, Set<String>> may = new EnumMap<>(Permission.class);
			for (Right right : live()) {
				for (Permission permission : Permission.values()) {
					if (right.isNow() && right.role().may(permission)) {
						may.computeIfAbsent(permission, (it) -> new LinkedHashSet<>()).add(right.unit());
					}
				}
			}
			return may;
		}

		/** What no right of the account allows. */
		public List<Permission> mayNot() {
			List<Permission> not = new ArrayList<>(List.of(Permission.values()));
			not.removeAll(may().keySet());
			return not;
		}
	}

	/**
	 * A right, live or over.
	 *
	 * @param deputies who stands in for its holder, and when
	 */
	public record Right(long id, Role role, String unit, LocalDate from, @Nullable LocalDate until,
			@Nullable String decisionNo, @Nullable String grantedBy, @Nullable String deputyOf, List<String> deputies,
			@Nullable Instant endedAt, @Nullable String endReason, LocalDate today) {

		public boolean isOver() {
			return this.endedAt != null || (this.until != null && this.until.isBefore(this.today));
		}

		public boolean isNow() {
			return !isOver() && !this.from.isAfter(this.today);
		}
	}

}
