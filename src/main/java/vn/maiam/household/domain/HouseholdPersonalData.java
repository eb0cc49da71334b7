package vn.maiam.household.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.account.Permission;
import vn.maiam.household.HouseholdCode;
import vn.maiam.shared.PersonalData;
import vn.maiam.shared.SubjectRef;

/**
 * What is held on a household: the family, the house, its updates, pictures and money.
 * The citizen id stays masked.
 */
@Component
class HouseholdPersonalData implements PersonalData {

	private static final Locale VI = Locale.forLanguageTag("vi");

	/** Column → the words beside it on the household's page. */
	private static final Map<String, String> FIELDS = new TreeMap<>(Map.ofEntries(
			Map.entry("full_name", "household.field.full-name"), Map.entry("birth_year", "household.field.birth-year"),
			Map.entry("ethnicity", "household.field.ethnicity"), Map.entry("phone", "household.field.phone"),
			Map.entry("citizen_id_masked", "household.field.citizen-id"),
			Map.entry("members", "household.field.members"), Map.entry("hamlet", "household.field.hamlet"),
			Map.entry("previous_support", "household.field.previous-support"),
			Map.entry("responsible", "household.field.responsible"), Map.entry("note", "household.field.note"),
			Map.entry("solution", "household.field.solution"), Map.entry("agency", "household.field.agency")));

	private final HouseholdReader reader;

	private final JdbcClient jdbc;

	private final MessageSource messages;

	HouseholdPersonalData(HouseholdReader reader, JdbcClient jdbc, MessageSource messages) {
		this.reader = reader;
		this.jdbc = jdbc;
		this.messages = messages;
	}

	@Override
	public List<Part> about(SubjectRef subject) {
		if (!"household".equals(subject.kind())) {
			return List.of();
		}
		Map<String, Object> row = this.jdbc.sql("select * from household where code = ?")
			.param(subject.id())
			.query()
			.singleRow();
		List<String> family = new ArrayList<>();
		FIELDS.forEach((column, key) -> {
			if (row.get(column) != null) {
				family.add(say(key) + ": " + row.get(column));
			}
		});
		List<String> updates = this.jdbc
			.sql("""
					select e.reached_on || ': ' || coalesce(e.note, e.stage) || ' (' || (select count(*) from photo p where p.entry_id = e.id) || ')'
					from progress_entry e join household h on h.id = e.household_id where h.code = ? order by e.recorded_at limit 200""")
			.param(subject.id())
			.query(String.class)
			.list();
		List<String> money = this.jdbc
			.sql("""
					select f.source, f.form, f.pledged, f.disbursed from funding_line f join household h on h.id = f.household_id
					where h.code = ? order by f.source""")
			.param(subject.id())
			.query((line, number) -> say("household.source." + line.getString("source")) + ": "
					+ line.getLong("pledged") + " / " + line.getLong("disbursed"))
			.list();
		List<Part> parts = new ArrayList<>(List.of(new Part(1, say("household.family"), family)));
		if (!updates.isEmpty()) {
			parts.add(new Part(2, say("household.data.updates"), updates));
		}
		if (!money.isEmpty()) {
			parts.add(new Part(3, say("household.data.money"), money));
		}
		return parts;
	}

	@Override
	public boolean mayTell(SubjectRef subject) {
		return "household".equals(subject.kind())
				&& this.reader.held(new HouseholdCode(subject.id())).contains(Permission.REVEAL_CITIZEN_ID);
	}

	private String say(String key) {
		return this.messages.getMessage(key, null, VI);
	}

}
