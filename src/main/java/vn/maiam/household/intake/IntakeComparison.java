package vn.maiam.household.intake;

import java.sql.Types;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the rows of a job with the register, in sets. A household is recognised by its
 * code, as the program's own exports have it, or its citizen id; a row without a match
 * but with the name of a household in the commune, however that is spelt, and no other
 * year of birth is a likely duplicate, for a person to decide; so is one whose person
 * stands in the list already. Cells that are empty in the list change nothing.
 */
@Component
class IntakeComparison {

	/**
	 * What the list in row {@code n} says otherwise than household {@code h}: column →
	 * [held, listed]. Whether it meets the conditions is said by the latest document: an
	 * earlier list changes nothing about it.
	 */
	private static final String DIFFERENCES = """
			select coalesce(jsonb_object_agg(replace(listed.key, 'standing.', ''), jsonb_build_array(held.value, listed.value)), '{}') as changes
			from jsonb_each_text(n.data) listed
			left join jsonb_each_text(jsonb_strip_nulls(jsonb_build_object('full_name', h.full_name, 'gender', h.gender,
				'birth_year', h.birth_year, 'birth_date', h.birth_date, 'ethnicity', h.ethnicity, 'phone', h.phone, 'members', h.members,
				'unit_id', h.unit_id, 'hamlet', h.hamlet, 'category', h.category, 'part', h.part, 'kind', h.kind,
				'estimate', h.estimate, 'planned_start', h.planned_start, 'planned_finish', h.planned_finish,
				'previous_support', h.previous_support, 'note', h.note, 'standing.eligibility', h.eligibility,
				'standing.reason', h.ineligible_reason))
				|| coalesce((select jsonb_object_agg('funding.' || f.source, f.pledged) from funding_line f
					where f.household_id = h.id and f.form = 'CASH'), '{}')) held on held.key = listed.key
			where (listed.key not like 'standing.%' or ((listed.key = 'standing.eligibility' or (listed.key = 'standing.reason'
						and listed.value <> 'OTHER' and n.data ->> 'standing.eligibility' = 'NOT_YET'))
					and not exists (select 1 from eligibility_decision e
						where e.household_id = h.id and e.document_date > cast(:documentDate as date)))) and listed.key not in ('name_sort', 'code', 'citizen_masked')
						and listed.value is distinct from held.value
				and not (listed.key like 'funding.%' and listed.value = '0' and held.value is null)""";

	/** A row whose citizen id the household {@code h} has, outside the own units. */
	private static final String ELSEWHERE = """
			h.citizen_id_fingerprint = r.citizen_id_fingerprint
			and r.import_id = :job and r.outcome = 'NEW' and not exists (
				select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))""";

	/** Whose list the row {@code r} is: by its unit, its own code, or who brings it. */
	private static final String ASKING = """
			coalesce((r.data ->> 'unit_id')::bigint, (select o.unit_id from household o where o.code = r.data ->> 'code' and exists (
				select 1 from unit_closure c where c.descendant_id = o.unit_id and c.ancestor_id in (:scope))), :home)""";

	private final JdbcClient jdbc;

	IntakeComparison(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Gives every row that could be read its outcome.
	 * @param confirming whether the rows have been shown before: then one whose household
	 * has moved since is refused, so that nothing is overwritten unseen
	 */
	void compare(Against of, boolean confirming) {
		run("update import_row set outcome = 'NEW', household_id = null, duplicate_row = null, changes = '{}' "
				+ "where import_id = :job and problems = '[]'", of);
		refuse("household.refused.unit", """
				from (select 1) one where jsonb_exists(r.data, 'unit_id') and not exists (select 1 from unit_closure c
					where c.descendant_id = (r.data ->> 'unit_id')::bigint and c.ancestor_id in (:scope))""", of);
		refuseRepeated(of);
		referElsewhere(of);
		recogniseByCode(of);
		recognise(of);
		suspect(of);
		suspectWithin(of);
		if (confirming) {
			// what was to be the same as a household that is not there any more is no new
			// one
			refuse("intake.problem.moved",
					"from (select 1) one where r.outcome = 'NEW' and r.duplicate_of is not null and r.choice = 'SAME'",
					of);
		}
		run("update import_row set duplicate_of = null, choice = null where import_id = :job and outcome <> 'DUPLICATE'",
				of);
		if (confirming) {
			refuse("intake.problem.moved",
					"""
							from household h where h.id = coalesce(r.household_id, r.duplicate_of)
								and (r.outcome = 'CHANGED' or r.choice = 'SAME') and r.seen_version is distinct from h.version""",
					of);
		}
		else {
			run("""
					update import_row r set seen_version = h.version from household h
					where r.import_id = :job and h.id = coalesce(r.household_id, r.duplicate_of)""", of);
		}
		refuse("intake.problem.kind-begun",
				"""
						from household h where h.id = coalesce(r.household_id, r.duplicate_of) and (r.outcome = 'CHANGED' or r.choice = 'SAME')
							and jsonb_exists(r.changes, 'kind') and h.stage <> 'NOT_STARTED'""",
				of);
		refuse("intake.problem.off-list",
				"""
						from household h where h.id = coalesce(r.household_id, r.duplicate_of) and (r.outcome = 'CHANGED' or r.choice = 'SAME')
							and jsonb_exists(r.changes, 'eligibility') and h.eligibility in ('REMOVED', 'DECLINED_THIS_YEAR')""",
				of);
		refuse("intake.problem.phase-other",
				"""
						from household h join phase p on p.id = h.phase_id where h.id = coalesce(r.household_id, r.duplicate_of)
							and (r.outcome in ('CHANGED', 'UNCHANGED') or r.choice = 'SAME') and r.data ->> 'standing.phase' <> p.ordinal::text""",
				of);
		refuse("intake.problem.stage-other",
				"""
						from household h where h.id = coalesce(r.household_id, r.duplicate_of) and (r.outcome in ('CHANGED', 'UNCHANGED') or r.choice = 'SAME')
							and r.data ->> 'standing.stage' <> h.stage""",
				of);
		refuse("intake.problem.phase-unknown",
				"""
						from phase chosen where chosen.id = :phase and jsonb_exists(r.data, 'standing.phase') and not exists (select 1 from phase p
							where p.programme_id = chosen.programme_id and p.ordinal::text = r.data ->> 'standing.phase')""",
				of);
		refuse("intake.problem.twice",
				"""
						from import_row first where first.import_id = :job and first.number < r.number and r.choice = 'SAME'
							and first.outcome in ('CHANGED', 'UNCHANGED', 'DUPLICATE') and (first.outcome <> 'DUPLICATE' or first.choice = 'SAME')
							and coalesce(first.household_id, first.duplicate_of) = r.duplicate_of""",
				of);
		nameUnits(of);
	}

	/**
	 * An id that another locality's household has is a case for the level above; asked
	 * again, it is the same case.
	 */
	private void referElsewhere(Against of) {
		run("""
				insert into identity_case (household_id, unit_id, full_name, asked_at, asked_by, import_id)
				select h.id, ASKING, coalesce(r.data ->> 'full_name', ''), j.heartbeat_at, j.created_by, j.id
				from import_row r join import_job j on j.id = r.import_id join household h on
				""".replace("ASKING", ASKING) + ELSEWHERE
				+ " on conflict (household_id, unit_id) where answered_at is null do nothing", of);
		run("""
				update import_row r set outcome = 'REFUSED', problems = jsonb_build_array(jsonb_build_object('column', '',
					'key', 'intake.problem.case', 'arguments', jsonb_build_array(k.id::text)))
				from household h join identity_case k on k.household_id = h.id and k.answered_at is null
				where k.unit_id = ASKING and
				"""
			.replace("ASKING", ASKING) + ELSEWHERE, of);
	}

	/** The same citizen id twice in the workbook: the first row counts. */
	private void refuseRepeated(Against of) {
		run("""
				update import_row r set outcome = 'REFUSED', problems = jsonb_build_array(jsonb_build_object('column', '',
					'key', 'intake.problem.repeated', 'arguments', jsonb_build_array(first.row_number::text, first.sheet)))
				from (select number, first_value(number) over same as first_number, first_value(row_number) over same as row_number,
						first_value(sheet) over same as sheet
					from import_row where import_id = :job and outcome <> 'REFUSED' and citizen_id_fingerprint is not null
					window same as (partition by citizen_id_fingerprint order by number)) first
				where r.import_id = :job and r.number = first.number and first.first_number < r.number""",
				of);
	}

	/**
	 * A code that this program has written names its household; what the list says of its
	 * citizen id must be what the register holds.
	 */
	private void recogniseByCode(Against of) {
		run("""
				update import_row r set household_id = h.id, changes = m.changes,
					outcome = case when m.changes = '{}' then 'UNCHANGED' else 'CHANGED' end
				from household h, import_row n, lateral (DIFFERENCES) m
				where r.import_id = :job and n.import_id = :job and n.number = r.number and r.outcome = 'NEW' and h.code = n.data ->> 'code'
					and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))"""
			.replace("DIFFERENCES", DIFFERENCES), of);
		refuse("intake.problem.code-unknown",
				"from (select 1) one where jsonb_exists(r.data, 'code') and r.household_id is null", of);
		refuse("intake.problem.code-twice",
				"""
						from import_row first where first.import_id = :job and first.number < r.number and first.outcome <> 'REFUSED'
							and first.data ->> 'code' = r.data ->> 'code'""",
				of);
		refuse("intake.problem.masked",
				"""
						from (select 1) one where jsonb_exists(r.data, 'citizen_masked') and not exists (select 1 from household h
							where h.id = r.household_id and (h.citizen_id_masked = r.data ->> 'citizen_masked'
								or r.data ->> 'citizen_masked' ~ '^[0-9]{4}•+[0-9]{2}$'
									and right(h.citizen_id_masked, 2) = right(r.data ->> 'citizen_masked', 2)))""",
				of);
		refuse("intake.problem.citizen-id-other",
				"""
						from household h where h.id = r.household_id and r.citizen_id_fingerprint is not null
							and (h.citizen_id_fingerprint <> r.citizen_id_fingerprint
								or exists (select 1 from household o where o.citizen_id_fingerprint = r.citizen_id_fingerprint and o.id <> h.id))""",
				of);
	}

	private void recognise(Against of) {
		run("""
				update import_row r set household_id = h.id, changes = m.changes, duplicate_of = null, choice = null,
					outcome = case when m.changes = '{}' then 'UNCHANGED' else 'CHANGED' end
				from household h, import_row n, lateral (DIFFERENCES) m
				where r.import_id = :job and n.import_id = :job and n.number = r.number and r.outcome = 'NEW'
					and h.citizen_id_fingerprint = r.citizen_id_fingerprint
					and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))"""
			.replace("DIFFERENCES", DIFFERENCES), of);
	}

	/** A year of birth that either side does not know is no proof of another family. */
	private void suspect(Against of) {
		run("""
				update import_row r set outcome = 'DUPLICATE', duplicate_of = s.id, changes = s.changes,
					choice = case when r.duplicate_of = s.id then r.choice end
				from (
					select distinct on (n.number) n.number, h.id, m.changes
					from import_row n
					join household h on h.unit_id = (n.data ->> 'unit_id')::bigint and name_key(h.full_name) = name_key(n.data ->> 'full_name')
						and is_same_name(h.full_name, n.data ->> 'full_name') and (h.birth_year = (n.data ->> 'birth_year')::integer or h.birth_year is null
						or n.data ->> 'birth_year' is null)
					cross join lateral (DIFFERENCES) m
					where n.import_id = :job and n.outcome = 'NEW'
						and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))
					order by n.number, h.code) s
				where r.import_id = :job and r.number = s.number"""
			.replace("DIFFERENCES", DIFFERENCES), of);
	}

	/** The same person in an earlier row, perhaps spelt otherwise. */
	private void suspectWithin(Against of) {
		run("""
				with named as materialized (
					select number, row_number, outcome, data ->> 'full_name' as full_name, name_key(data ->> 'full_name') as name_key,
						data ->> 'unit_id' as unit_id, data ->> 'birth_year' as birth_year
					from import_row where import_id = :job and outcome in ('NEW', 'CHANGED', 'UNCHANGED', 'DUPLICATE'))
				update import_row r set outcome = 'DUPLICATE', duplicate_row = s.row_number
				from (
					select distinct on (n.number) n.number, f.row_number
					from named n join named f on f.unit_id = n.unit_id and f.name_key = n.name_key and f.number < n.number
						and (f.birth_year = n.birth_year or f.birth_year is null or n.birth_year is null) and is_same_name(f.full_name, n.full_name)
					where n.outcome = 'NEW'
					order by n.number, f.number) s
				where r.import_id = :job and r.number = s.number""",
				of);
	}

	/** For the reader a unit is its name. */
	private void nameUnits(Against of) {
		run("""
				update import_row r set changes = jsonb_set(r.changes, '{unit_id}', jsonb_build_array(o.name, n.name))
				from administrative_unit o, administrative_unit n
				where r.import_id = :job and jsonb_exists(r.changes, 'unit_id') and o.id = (r.changes -> 'unit_id' ->> 0)::bigint
					and n.id = (r.changes -> 'unit_id' ->> 1)::bigint""",
				of);
	}

	/**
	 * Refuses rows with a reason.
	 * @param which the rest of the update, from {@code from} on; the row is {@code r}
	 */
	private void refuse(String key, String which, Against of) {
		run("update import_row r set outcome = 'REFUSED', problems = jsonb_build_array(jsonb_build_object('column', '', 'key', '"
				+ key + "', 'arguments', '[]'::jsonb)) " + which + " and r.import_id = :job and r.outcome <> 'REFUSED'",
				of);
	}

	private void run(String sql, Against of) {
		this.jdbc.sql(sql)
			.param("job", of.job())
			.param("scope", of.scope())
			.param("home", of.scope().get(0))
			.param("phase", of.settings().phaseId())
			.param("documentDate", of.settings().documentDate(), Types.DATE)
			.update();
	}

	/**
	 * What a job's rows are compared with.
	 *
	 * @param scope the units that the caller may write to, with all below them
	 * @param settings what the person has said of the whole list
	 */
	record Against(UUID job, List<Long> scope, IntakeJob.Settings settings) {
	}

}
