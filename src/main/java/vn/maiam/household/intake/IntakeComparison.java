package vn.maiam.household.intake;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the rows of a job with the register, in sets. A household is recognised by its
 * citizen id; a row without a match but with the same name, year of birth and commune as
 * a household is a likely duplicate, for a person to decide. Cells that are empty in the
 * list change nothing.
 */
@Component
class IntakeComparison {

	/**
	 * What the list in row {@code n} says otherwise than household {@code h}: column →
	 * [held, listed].
	 */
	private static final String DIFFERENCES = """
			select coalesce(jsonb_object_agg(listed.key, jsonb_build_array(held.value, listed.value)), '{}') as changes
			from jsonb_each_text(n.data) listed
			left join jsonb_each_text(jsonb_strip_nulls(jsonb_build_object('full_name', h.full_name, 'gender', h.gender,
				'birth_year', h.birth_year, 'birth_date', h.birth_date, 'ethnicity', h.ethnicity, 'phone', h.phone, 'members', h.members,
				'unit_id', h.unit_id, 'hamlet', h.hamlet, 'category', h.category, 'part', h.part, 'kind', h.kind,
				'estimate', h.estimate, 'planned_start', h.planned_start, 'planned_finish', h.planned_finish,
				'previous_support', h.previous_support, 'note', h.note))
				|| coalesce((select jsonb_object_agg('funding.' || f.source, f.pledged) from funding_line f
					where f.household_id = h.id and f.form = 'CASH'), '{}')) held on held.key = listed.key
			where listed.key not like 'standing.%' and listed.key <> 'name_sort' and listed.value is distinct from held.value
				and not (listed.key like 'funding.%' and listed.value = '0' and held.value is null)""";

	private final JdbcClient jdbc;

	IntakeComparison(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Gives every row that could be read its outcome.
	 * @param confirming whether the rows have been shown before: then one whose household
	 * has moved since is refused, so that nothing is overwritten unseen
	 */
	void compare(UUID job, List<Long> scope, boolean confirming) {
		run("update import_row set outcome = 'NEW', household_id = null, changes = '{}' "
				+ "where import_id = :job and problems = '[]'", job, scope);
		refuse("household.refused.unit", """
				from (select 1) one where not exists (select 1 from unit_closure c
					where c.descendant_id = (r.data ->> 'unit_id')::bigint and c.ancestor_id in (:scope))""", job,
				scope);
		refuseRepeated(job, scope);
		refuse("intake.problem.elsewhere",
				"""
						from household h where h.citizen_id_fingerprint = r.citizen_id_fingerprint
							and not exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))""",
				job, scope);
		recognise(job, scope);
		suspect(job, scope);
		if (confirming) {
			refuse("intake.problem.moved",
					"""
							from household h where h.id = coalesce(r.household_id, r.duplicate_of)
								and (r.outcome = 'CHANGED' or r.choice = 'SAME') and r.seen_version is distinct from h.version""",
					job, scope);
		}
		else {
			run("""
					update import_row r set seen_version = h.version from household h
					where r.import_id = :job and h.id = coalesce(r.household_id, r.duplicate_of)""", job, scope);
		}
		refuse("intake.problem.kind-begun",
				"""
						from household h where h.id = coalesce(r.household_id, r.duplicate_of) and (r.outcome = 'CHANGED' or r.choice = 'SAME')
							and jsonb_exists(r.changes, 'kind') and h.stage <> 'NOT_STARTED'""",
				job, scope);
		refuse("intake.problem.twice",
				"""
						from import_row first where first.import_id = :job and first.number < r.number and r.choice = 'SAME'
							and first.outcome in ('CHANGED', 'UNCHANGED', 'DUPLICATE') and (first.outcome <> 'DUPLICATE' or first.choice = 'SAME')
							and coalesce(first.household_id, first.duplicate_of) = r.duplicate_of""",
				job, scope);
		nameUnits(job, scope);
	}

	/**
	 * The same family twice in the workbook, by citizen id, or without one by name, year
	 * and commune: the first row counts.
	 */
	private void refuseRepeated(UUID job, List<Long> scope) {
		run("""
				update import_row r set outcome = 'REFUSED', problems = jsonb_build_array(jsonb_build_object('column', '',
					'key', 'intake.problem.repeated', 'arguments', jsonb_build_array(first.row_number::text, first.sheet)))
				from (select number, first_value(number) over same as first_number, first_value(row_number) over same as row_number,
						first_value(sheet) over same as sheet
					from import_row where import_id = :job and outcome <> 'REFUSED'
					window same as (partition by coalesce(encode(citizen_id_fingerprint, 'hex'),
						concat_ws('|', data ->> 'name_sort', data ->> 'birth_year', data ->> 'unit_id')) order by number)) first
				where r.import_id = :job and r.number = first.number and first.first_number < r.number""",
				job, scope);
	}

	private void recognise(UUID job, List<Long> scope) {
		run("""
				update import_row r set household_id = h.id, changes = m.changes, duplicate_of = null, choice = null,
					outcome = case when m.changes = '{}' then 'UNCHANGED' else 'CHANGED' end
				from household h, import_row n, lateral (DIFFERENCES) m
				where r.import_id = :job and n.import_id = :job and n.number = r.number and r.outcome = 'NEW'
					and h.citizen_id_fingerprint = r.citizen_id_fingerprint""".replace("DIFFERENCES", DIFFERENCES), job,
				scope);
	}

	/** A year of birth that either side does not know is no proof of another family. */
	private void suspect(UUID job, List<Long> scope) {
		run("""
				update import_row r set outcome = 'DUPLICATE', duplicate_of = s.id, changes = s.changes,
					choice = case when r.duplicate_of = s.id then r.choice end
				from (
					select distinct on (n.number) n.number, h.id, m.changes
					from import_row n
					join household h on h.unit_id = (n.data ->> 'unit_id')::bigint and h.name_sort = (n.data ->> 'name_sort') collate vi
						and (h.birth_year = (n.data ->> 'birth_year')::integer or h.birth_year is null or n.data ->> 'birth_year' is null)
					cross join lateral (DIFFERENCES) m
					where n.import_id = :job and n.outcome = 'NEW'
						and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))
					order by n.number, h.code) s
				where r.import_id = :job and r.number = s.number"""
			.replace("DIFFERENCES", DIFFERENCES), job, scope);
		run("update import_row set duplicate_of = null, choice = null where import_id = :job and outcome <> 'DUPLICATE'",
				job, scope);
	}

	/** For the reader a unit is its name. */
	private void nameUnits(UUID job, List<Long> scope) {
		run("""
				update import_row r set changes = jsonb_set(r.changes, '{unit_id}', jsonb_build_array(o.name, n.name))
				from administrative_unit o, administrative_unit n
				where r.import_id = :job and jsonb_exists(r.changes, 'unit_id') and o.id = (r.changes -> 'unit_id' ->> 0)::bigint
					and n.id = (r.changes -> 'unit_id' ->> 1)::bigint""",
				job, scope);
	}

	/**
	 * Refuses rows with a reason.
	 * @param which the rest of the update, from {@code from} on; the row is {@code r}
	 */
	private void refuse(String key, String which, UUID job, List<Long> scope) {
		run("update import_row r set outcome = 'REFUSED', problems = jsonb_build_array(jsonb_build_object('column', '', 'key', '"
				+ key + "', 'arguments', '[]'::jsonb)) " + which + " and r.import_id = :job and r.outcome <> 'REFUSED'",
				job, scope);
	}

	private void run(String sql, UUID job, List<Long> scope) {
		this.jdbc.sql(sql).param("job", job).param("scope", scope).update();
	}

}
