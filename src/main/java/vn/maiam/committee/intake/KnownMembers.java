package vn.maiam.committee.intake;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.account.AccountOffice;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.area.Unit;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.VietnameseText;

/**
 * Finds among the rows those who have an account: the same name, and the same telephone,
 * e-mail or office. A name alone is not enough, since two people may share it. Only the
 * administrator's own accounts are looked at: a list does not tell whom others have.
 */
@Component
class KnownMembers {

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	KnownMembers(JdbcClient jdbc, CurrentAccount current) {
		this.jdbc = jdbc;
		this.current = current;
	}

	/** {@link MemberRow#personKey} → user name. */
	Map<String, String> usernames(List<MemberRow> rows) {
		Map<String, String> found = new HashMap<>();
		List<String> names = rows.stream().map(MemberRow::fullName).distinct().toList();
		if (names.isEmpty()) {
			return found;
		}
		List<Known> all = this.jdbc.sql("""
				select a.username, a.full_name, a.phone, a.email, m.office
				from user_account a left join membership m on m.account_id = a.id
				where search_key(a.full_name) in (select search_key(n) from unnest(cast(:names as text[])) n) and
				""" + AccountOffice.ADMINISTERED)
			.param("names", names.toArray(String[]::new))
			.param("scope", this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS))
			.query(Known.class)
			.list();
		for (MemberRow row : rows) {
			all.stream()
				.filter((known) -> known.is(row))
				.findFirst()
				.ifPresent((known) -> found.put(row.personKey(), known.username()));
		}
		return found;
	}

	/** Who sits where today, as {@link #seat}. */
	Set<String> seats(List<MemberRow> rows) {
		Set<String> seats = new HashSet<>();
		List<Long> units = rows.stream()
			.map(MemberRow::unit)
			.filter(java.util.Objects::nonNull)
			.map(Unit::id)
			.distinct()
			.toList();
		if (!units.isEmpty()) {
			this.jdbc
				.sql("""
						select a.username || ' ' || c.kind || ' ' || c.unit_id from membership m join committee c on c.id = m.committee_id
						join user_account a on a.id = m.account_id
						where m.to_day is null and c.valid_to is null and c.unit_id in (:units)""")
				.param("units", units)
				.query(String.class)
				.list()
				.forEach(seats::add);
		}
		return seats;
	}

	static String seat(String username, MemberRow row) {
		Unit unit = row.unit();
		CommitteeKind kind = row.kind();
		return username + " " + kind + " " + ((unit != null) ? unit.id() : 0);
	}

	private record Known(String username, String fullName, @Nullable String phone, @Nullable String email,
			@Nullable String office) {

		boolean is(MemberRow row) {
			if (!VietnameseText.bare(this.fullName).equals(VietnameseText.bare(row.fullName()))) {
				return false;
			}
			if (row.phone() != null && this.phone != null) {
				return !Collections.disjoint(numbers(row.phone()), numbers(this.phone));
			}
			if (row.email() != null && this.email != null) {
				return row.email().equalsIgnoreCase(this.email);
			}
			return this.office != null && !row.office().isEmpty()
					&& VietnameseText.bare(this.office).equals(VietnameseText.bare(row.office()));
		}

		private static Set<String> numbers(String phone) {
			return Set.of(PhoneNumbers.read(phone).orElse(phone).split("; "));
		}
	}

}
