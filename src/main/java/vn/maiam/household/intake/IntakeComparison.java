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

	/** A household as the register holds it, in the words of a row. */
	private static final String HELD = """
			jsonb_strip_nulls(jsonb_build_object('full_name', h.full_name, 'gender', h.gender, 'birth_year', h.birth_year,
				'birth_date', h.birth_date, 'ethnicity', h.ethnicity, 'phone', h.phone, 'members', h.members, 'unit_id', h.unit_id,
				'hamlet', h.hamlet, 'category', h.category, 'part', h.part, 'kind', h.kind, 'estimate', h.estimate,
				'planned_start', h.planned_start, 'planned_finish', h.planned_finish, 'previous_support', h.previous_support,
				'note', h.note))
			|| coalesce((select jsonb_object_agg('funding.' || f.source, f.pledged) from funding_line f
				where f.household_id = h.id and f.form = 'CASH'), '{}')
			""";

	private final JdbcClient jdbc;

	IntakeComparison(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Gives every row that could be read its outcome. */
	void compare(UUID job, List<Long> scope) {
		run("update import_row set outcome = 'NEW', household_id = null, duplicate_of = null, changes = '{}' "
				+ "where import_id = :job and problems = '[]'", job, scope);
		refuseForeignUnits(job, scope);
		refuseRepeated(job, scope);
		refuseElsewhere(job, scope);
		recognise(job, scope);
		suspect(job, scope);
	}

	/**
	 * Rows are written only where the importer may: asked again here, whatever was
	 * confirmed on the way.
	 */
	private void refuseForeignUnits(UUID job, List<Long> scope) {
		run("""
				update import_row r set outcome = 'REFUSED', problems =
					'[{"column": "", "key": "household.refused.unit", "arguments": []}]'
				where r.import_id = :job and r.outcome <> 'REFUSED' and not exists (select 1 from unit_closure c
					where c.descendant_id = (r.data ->> 'unit_id')::bigint and c.ancestor_id in (:scope))""", job,
				scope);
	}

	/** The same citizen id twice in the workbook: the first row counts. */
	private void refuseRepeated(UUID job, List<Long> scope) {
		run("""
				update import_row r set outcome = 'REFUSED', problems = jsonb_build_array(jsonb_build_object('column', '',
					'key', 'intake.problem.repeated', 'arguments', jsonb_build_array(first.row_number::text, first.sheet)))
				from (select distinct on (citizen_id_fingerprint) citizen_id_fingerprint, number, row_number, sheet from import_row
					where import_id = :job and citizen_id_fingerprint is not null order by citizen_id_fingerprint, number) first
				where r.import_id = :job and r.outcome <> 'REFUSED' and r.citizen_id_fingerprint = first.citizen_id_fingerprint
					and r.number <> first.number""",
				job, scope);
	}

	private void refuseElsewhere(UUID job, List<Long> scope) {
		run("""
				update import_row r set outcome = 'REFUSED', problems =
					'[{"column": "", "key": "intake.problem.elsewhere", "arguments": []}]'
				from household h
				where r.import_id = :job and r.outcome <> 'REFUSED' and h.citizen_id_fingerprint = r.citizen_id_fingerprint
					and not exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))""",
				job, scope);
	}

	private void recognise(UUID job, List<Long> scope) {
		run("""
				update import_row r set household_id = m.id, changes = m.changes,
					outcome = case when m.changes = '{}' then 'UNCHANGED' else 'CHANGED' end
				from (
					select r.number, h.id, coalesce((
						select jsonb_object_agg(n.key, jsonb_build_array(o.value, n.value))
						from jsonb_each_text(r.data) n left join jsonb_each_text(held.data) o on o.key = n.key
						where n.key not like 'standing.%' and n.key <> 'name_sort' and n.value is distinct from o.value
							and not (n.key like 'funding.%' and n.value = '0' and o.value is null)), '{}') as changes
					from import_row r
					join household h on h.citizen_id_fingerprint = r.citizen_id_fingerprint
					cross join lateral (select HELD as data) held
					where r.import_id = :job and r.outcome = 'NEW' and r.citizen_id_fingerprint is not null
				) m
				where r.import_id = :job and r.number = m.number""".replace("HELD", HELD), job, scope);
		run("""
				update import_row r set changes = jsonb_set(r.changes, '{unit_id}', jsonb_build_array(o.name, n.name))
				from administrative_unit o, administrative_unit n
				where r.import_id = :job and jsonb_exists(r.changes, 'unit_id') and o.id = (r.changes -> 'unit_id' ->> 0)::bigint
					and n.id = (r.changes -> 'unit_id' ->> 1)::bigint""",
				job, scope);
		run("""
				update import_row r set outcome = 'REFUSED', problems =
					'[{"column": "", "key": "intake.problem.kind-begun", "arguments": []}]'
				from household h
				where r.import_id = :job and r.outcome = 'CHANGED' and h.id = r.household_id and jsonb_exists(r.changes, 'kind')
					and h.stage <> 'NOT_STARTED'""",
				job, scope);
	}

	private void suspect(UUID job, List<Long> scope) {
		run("""
				update import_row r set outcome = 'DUPLICATE', duplicate_of = h.id
				from household h
				where r.import_id = :job and r.outcome = 'NEW' and h.unit_id = (r.data ->> 'unit_id')::bigint
					and h.birth_year = (r.data ->> 'birth_year')::integer and h.name_sort = (r.data ->> 'name_sort') collate vi
					and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))""",
				job, scope);
	}

	private void run(String sql, UUID job, List<Long> scope) {
		this.jdbc.sql(sql).param("job", job).param("scope", scope).update();
	}

}
