package vn.maiam.committee.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.springframework.stereotype.Component;

import vn.maiam.account.AccountRegister;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.committee.intake.MemberRow.Outcome;

import static java.util.Objects.requireNonNull;

/** What a list's rows are to the people and posts that there are. */
@Component
class MemberComparison {

	private final AccountRegister accounts;

	private final KnownMembers known;

	private final UnitDirectory units;

	private final CurrentAccount current;

	MemberComparison(AccountRegister accounts, KnownMembers known, UnitDirectory units, CurrentAccount current) {
		this.accounts = accounts;
		this.known = known;
		this.units = units;
		this.current = current;
	}

	/** Tells new people from known ones and gives the new ones their user names. */
	void compare(List<MemberRow> rows) {
		List<Long> scope = this.current.require().scopeIds(Permission.MANAGE_ACCOUNTS);
		Map<Long, Boolean> mine = new HashMap<>();
		for (MemberRow row : rows) {
			Unit unit = row.unit();
			if (unit != null && !mine.computeIfAbsent(unit.id(), (id) -> this.units.within(id, scope))) {
				row.refuse("committee.problem.outside", unit.name());
			}
		}
		List<MemberRow> good = rows.stream().filter((row) -> row.outcome() != Outcome.REFUSED).toList();
		Map<String, String> byKey = new LinkedHashMap<>(this.known.usernames(good));
		List<MemberRow> fresh = new ArrayList<>();
		for (MemberRow row : good) {
			if (byKey.putIfAbsent(row.personKey(), "") == null) {
				fresh.add(row);
			}
		}
		List<String> proposed = this.accounts.proposeUsernames(fresh.stream().map(MemberRow::fullName).toList(), scope);
		for (int at = 0; at < fresh.size(); at++) {
			fresh.get(at).becomes(Outcome.NEW, proposed.get(at));
			byKey.put(fresh.get(at).personKey(), proposed.get(at));
		}
		Set<String> seated = this.known.seats(good);
		for (MemberRow row : good) {
			if (!fresh.contains(row)) {
				String username = byKey.getOrDefault(row.personKey(), "");
				row.becomes(seated.contains(KnownMembers.seat(username, row)) ? Outcome.UNCHANGED : Outcome.JOINS,
						username);
			}
		}
	}

	/** Names that strangers have got a number now that accounts are made of them. */
	void takeFreeNames(List<MemberRow> rows) {
		List<MemberRow> fresh = rows.stream().filter((row) -> row.outcome() == Outcome.NEW).toList();
		List<String> free = this.accounts.freeUsernames(fresh.stream().map(MemberRow::fullName).toList());
		Map<String, String> renamed = new HashMap<>();
		for (int at = 0; at < fresh.size(); at++) {
			renamed.put(requireNonNull(fresh.get(at).username()), free.get(at));
		}
		for (MemberRow row : rows) {
			String username = renamed.get(Objects.requireNonNullElse(row.username(), ""));
			if (username != null) {
				row.becomes(row.outcome(), username);
			}
		}
	}

}
