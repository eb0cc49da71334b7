package vn.maiam.household.domain;

import java.util.Collection;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.ShownHouseholds;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;

/** Households by their code. */
@Component
@Transactional(readOnly = true)
class HouseholdAccess implements SubjectAccess {

	private static final String KIND = "household";

	private final HouseholdReader reader;

	private final ShownHouseholds shown;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	HouseholdAccess(HouseholdReader reader, ShownHouseholds shown, CurrentAccount current, JdbcClient jdbc) {
		this.reader = reader;
		this.shown = shown;
		this.current = current;
		this.jdbc = jdbc;
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public List<SubjectCard> cards(Collection<String> ids) {
		return this.jdbc
			.sql("""
					select h.code, h.full_name, coalesce(h.hamlet || ', ', '') || u.name as place, h.unit_id
					from household h join administrative_unit u on u.id = h.unit_id where h.code = any(:codes)
						and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))""")
			.param("codes", ids.toArray(String[]::new))
			.param("scope", this.current.require().scopeIds(Permission.VIEW_HOUSEHOLDS))
			.query((row, number) -> card(row.getString("code"), row.getString("full_name"), row.getString("place"),
					row.getLong("unit_id")))
			.list();
	}

	@Override
	public List<SubjectCard> search(String words, int most) {
		List<HouseholdRow> found = this.reader.rows(HouseholdFilter.words(words), Permission.VIEW_HOUSEHOLDS, most);
		this.shown.show(ShownHouseholds.FOUND, found.stream().map(HouseholdRow::code).toList(), words);
		return found.stream()
			.map((row) -> card(row.code(), row.fullName(),
					((row.hamlet() != null) ? row.hamlet() + ", " : "") + row.unitName(), row.unitId()))
			.toList();
	}

	private static SubjectCard card(String code, String name, String place, long unitId) {
		return new SubjectCard(new SubjectRef(KIND, code), name, code + " · " + place, "/households/" + code, unitId);
	}

}
