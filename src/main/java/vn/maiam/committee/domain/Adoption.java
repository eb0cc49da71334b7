package vn.maiam.committee.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.AccountOffice;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.shared.web.Page;

/**
 * Who has come in: invited, activated, active, never; by committee and by person, in the
 * administrator's own units.
 */
@Service
@Transactional(readOnly = true)
public class Adoption {

	private static final int SIZE = 50;

	private static final int MOST_AT_ONCE = 1000;

	/**
	 * Accounts with a right below the administrator's units; of those who have none any
	 * more, the former ones.
	 */
	private static final String MINE = "from user_account a where " + AccountOffice.ADMINISTERED;

	private static final Map<String, String> STATES = Map.of("LOCKED", " and a.locked_at is not null", "INVITED",
			" and a.locked_at is null and a.activated_at is null and exists (select 1 from access_code k "
					+ "where k.account_id = a.id and k.used_at is null and k.valid_until > :now)",
			"WITHOUT_CODE",
			" and a.locked_at is null and a.activated_at is null and not exists (select 1 from access_code k "
					+ "where k.account_id = a.id and k.used_at is null and k.valid_until > :now)",
			"NEVER", " and a.activated_at is null", "ACTIVATED", " and a.activated_at is not null", "WEEK",
			" and a.active_on > :week", "MONTH", " and a.active_on > :month", "IDLE",
			" and a.activated_at is not null and (a.active_on is null or a.active_on <= :month)");

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final Clock clock;

	Adoption(JdbcClient jdbc, CurrentAccount current, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.clock = clock;
	}

	/**
	 * The committees and, with neither unit nor kind, all people in them counted once
	 * each.
	 */
	@Requires(Permission.MANAGE_ACCOUNTS)
	public List<Share> shares() {
		return this.jdbc
			.sql("""
					with member as (
						select c.id as committee_id, c.kind, c.unit_id, a.id as account_id, a.activated_at is not null as activated,
							a.active_on > :week as week, a.active_on > :month as month
						from membership m join committee c on c.id = m.committee_id join user_account a on a.id = m.account_id
						where m.to_day is null and c.valid_to is null
							and exists (select 1 from unit_closure x where x.descendant_id = c.unit_id and x.ancestor_id in (:scope)))
					select m.committee_id, u.name as unit_name, u.code as unit_code, m.kind, count(distinct account_id) as total,
						count(distinct account_id) filter (where activated) as activated,
						count(distinct account_id) filter (where week) as week,
						count(distinct account_id) filter (where month) as month
					from member m join administrative_unit u on u.id = m.unit_id
					group by grouping sets ((), (m.committee_id, u.name, u.code, m.kind))
					order by m.committee_id is not null, length(u.code), u.code, m.kind desc limit 1000""")
			.params(days())
			.param("scope", scope())
			.query((row, number) -> {
				String kind = row.getString("kind");
				return new Share(row.getLong("committee_id"), row.getString("unit_name"), row.getString("unit_code"),
						(kind != null) ? CommitteeKind.valueOf(kind) : null, row.getLong("total"),
						row.getLong("activated"), row.getLong("week"), row.getLong("month"));
			})
			.list();
	}

	@Requires(Permission.MANAGE_ACCOUNTS)
	public Page<Person> people(Filter filter, int page) {
		Map<String, Object> values = new HashMap<>();
		String where = where(filter, values);
		long total = this.jdbc.sql("select count(*) " + where).params(values).query(Long.class).single();
		values.put("size", SIZE);
		values.put("skip", (long) (page - 1) * SIZE);
		List<Person> people = this.jdbc
			.sql("""
					select a.username, a.full_name, a.activated_at, a.active_on, a.locked_at is not null as locked,
						a.totp_since is not null as second_factor,
						(select max(k.valid_until) from access_code k where k.account_id = a.id and k.used_at is null
							and k.valid_until > :now) as code_until,
						(select string_agg(g.role || '|' || u.name, ';' order by g.id) from account_grant g
							join administrative_unit u on u.id = g.unit_id where g.account_id = a.id and g.ended_at is null
								and (g.valid_to is null or g.valid_to >= :today) and exists (
									select 1 from unit_closure x where x.descendant_id = g.unit_id and x.ancestor_id in (:scope))) as grants
					"""
					+ where + " order by a.name_sort collate vi, a.id limit :size offset :skip")
			.params(values)
			.query((row, number) -> {
				Timestamp code = row.getTimestamp("code_until");
				String grants = row.getString("grants");
				return new Person(row.getString("username"), row.getString("full_name"),
						row.getTimestamp("activated_at") != null, row.getObject("active_on", LocalDate.class),
						row.getBoolean("locked"), row.getBoolean("second_factor"),
						(code != null) ? code.toInstant() : null,
						(grants != null) ? List.of(grants.split(";")) : List.of());
			})
			.list();
		return new Page<>(people, page, SIZE, total);
	}

	/**
	 * The user names of the filter who have not come in yet, for slips; at most a
	 * thousand. New slips end the old: whoever has a code that is still good is among
	 * them only when it is them that are looked for.
	 */
	@Requires(Permission.MANAGE_ACCOUNTS)
	public List<String> waiting(Filter filter) {
		Map<String, Object> values = new HashMap<>();
		String where = where(filter, values);
		return this.jdbc
			.sql("select a.username " + where + (filter.again() ? "" : STATES.get("WITHOUT_CODE"))
					+ " and a.activated_at is null and a.locked_at is null order by a.name_sort collate vi, a.id limit "
					+ MOST_AT_ONCE)
			.params(values)
			.query(String.class)
			.list();
	}

	private String where(Filter filter, Map<String, Object> values) {
		StringBuilder where = new StringBuilder(MINE);
		values.put("scope", scope());
		values.putAll(days());
		values.put("now", Timestamp.from(Instant.now(this.clock)));
		if (filter.q() != null) {
			where.append(" and search_key(a.full_name || ' ' || a.username) like '%' || search_key(:q) || '%'");
			values.put("q", filter.q());
		}
		if (filter.committee() != null) {
			where.append(
					" and exists (select 1 from membership m where m.account_id = a.id and m.committee_id = :committee and m.to_day is null)");
			values.put("committee", filter.committee());
		}
		if (filter.state() != null) {
			where.append(STATES.getOrDefault(filter.state(), ""));
		}
		return where.toString();
	}

	private Map<String, Object> days() {
		LocalDate today = LocalDate.now(this.clock);
		return Map.of("week", today.minusDays(7), "month", today.minusDays(30), "today", today);
	}

	private List<Long> scope() {
		return this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS);
	}

	/**
	 * How many of a committee have come in.
	 *
	 * @param committeeId 0 for all committees together
	 * @param week active in the last 7 days
	 * @param month active in the last 30 days
	 */
	public record Share(long committeeId, @Nullable String unitName, @Nullable String unitCode,
			@Nullable CommitteeKind kind, long total, long activated, long week, long month) {
	}

	/**
	 * What is looked for; state as in
	 * {@code INVITED, WITHOUT_CODE, NEVER, ACTIVATED, WEEK, MONTH, IDLE, LOCKED}.
	 */
	public record Filter(@Nullable String q, @Nullable Long committee, @Nullable String state) {

		/** Whether those are looked for who have a code already. */
		public boolean again() {
			return "INVITED".equals(this.state);
		}
	}

	/**
	 * A person of the list.
	 *
	 * @param grants each as {@code ROLE|unit name}
	 */
	public record Person(String username, String fullName, boolean activated, @Nullable LocalDate activeOn,
			boolean locked, boolean secondFactor, @Nullable Instant codeUntil, List<String> grants) {
	}

}
