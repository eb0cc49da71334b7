package vn.maiam.household.domain;

import java.util.Collection;
import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.ListWalks;
import vn.maiam.account.Permission;
import vn.maiam.area.Unit;
import vn.maiam.household.ShownHouseholds;
import vn.maiam.shared.Observed;
import vn.maiam.shared.SubjectRef;

@Component
class ShownLines implements ShownHouseholds {

	private static final int MOST_A_DAY = 500;

	private final ListWalks walks;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	ShownLines(ListWalks walks, CurrentAccount current, JdbcClient jdbc, ApplicationEventPublisher events) {
		this.walks = walks;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
	}

	@Override
	public int count(String list, Collection<String> codes) {
		return this.walks.count(list, withoutExport(this.current.require(), codes), MOST_A_DAY);
	}

	@Override
	public int show(String list, Collection<String> codes, String about) {
		if (codes.isEmpty()) {
			return ListWalks.UNBOUNDED;
		}
		int left = count(list, codes);
		Unit home = this.current.require().home(Permission.VIEW_HOUSEHOLDS);
		this.events.publishEvent(new Observed("household.listed", new SubjectRef("list", list), about,
				(home != null) ? home.id() : null, codes.size()));
		return left;
	}

	/** A right to export here is none for what is seen there by another. */
	private Collection<String> withoutExport(Account reader, Collection<String> codes) {
		if (reader.mayWherever(Permission.VIEW_HOUSEHOLDS, Permission.EXPORT_HOUSEHOLDS)) {
			return List.of();
		}
		if (!reader.may(Permission.EXPORT_HOUSEHOLDS)) {
			return codes;
		}
		return this.jdbc.sql("""
				select h.code from household h where h.code = any(:codes) and not exists (
					select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:exports))""")
			.param("codes", codes.toArray(String[]::new))
			.param("exports", reader.scopeIds(Permission.EXPORT_HOUSEHOLDS))
			.query(String.class)
			.list();
	}

}
