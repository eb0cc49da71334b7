package vn.maiam.handover;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What belongs to a unit's pack, as temporary tables that {@link PackTable}'s queries
 * ask.
 */
final class PackScope {

	/**
	 * What of the work belongs to the unit: not what was written to one person, nor what
	 * hangs on that.
	 */
	private static final List<String> WORK = List.of("""
			pack_directive on commit drop as select distinct directive_id as id from directive_addressee
			where account_id is null and unit_id in (select id from pack_unit)""",
			"""
					pack_task on commit drop as select id from task where not personal and unit_id in (select id from pack_unit)""",
			"""
					pack_post on commit drop as select p.id from post p where p.unit_id in (select id from pack_unit)
						and not (p.subject_kind = 'task' and p.subject_id not in (select id::text from pack_task))
						and not (p.subject_kind = 'directive' and p.subject_id not in (select id::text from pack_directive))""",
			"""
					pack_attachment on commit drop as select a.id, a.file_id from attachment a
					where case a.subject_kind when 'directive' then a.subject_id in (select id::text from pack_directive)
						when 'task' then a.subject_id in (select id::text from pack_task)
						when 'document' then a.unit_id in (select id from pack_unit)
							and a.subject_id in (select d.id::text from document d where d.removed_at is null)
						when 'post' then a.subject_id in (select p.id::text from post p where p.id in (select id from pack_post) and p.removed_at is null)
						else a.unit_id in (select id from pack_unit) end""");

	private PackScope() {
	}

	/**
	 * Makes the tables, which go with the transaction.
	 * @param connection in the transaction that writes the pack
	 */
	static void choose(Connection connection, long unitId) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(
					"create temp table pack_unit on commit drop as select descendant_id as id from unit_closure where ancestor_id = "
							+ unitId);
			for (String work : WORK) {
				statement.execute("create temp table " + work);
			}
			statement.execute(
					"""
							create temp table pack_person on commit drop as
							with own as (
								select account_id as id from account_grant where unit_id in (select id from pack_unit) and ended_at is null
								and (valid_to is null or valid_to >= field_day())
								union select m.account_id from membership m join committee c on c.id = m.committee_id
									where c.unit_id in (select id from pack_unit) and (m.to_day is null or m.to_day >= field_day())),
							mine as (select id from household where unit_id in (select id from pack_unit)),
							named (id) as (
								select recorded_by from household where id in (select id from mine)
								union select recorded_by from eligibility_decision where household_id in (select id from mine)
								union select recorded_by from progress_entry where household_id in (select id from mine)
								union select unnest(array[raised_by, decided_by]) from evidence_flag where household_id in (select id from mine)
								union select unnest(array[submitted_by, signed_by, decided_by]) from weekly_report where unit_id in (select id from pack_unit)
								union select s.by_id from report_step s join weekly_report r on r.id = s.report_id where r.unit_id in (select id from pack_unit)
								union select unnest(array[account_id, granted_by, deputy_of, ended_by]) from account_grant where unit_id in (select id from pack_unit)
								union select unnest(array[recorded_by, removed_by]) from document where unit_id in (select id from pack_unit)
								union select issued_by from directive where id in (select id from pack_directive)
								union select unnest(array[opened_by, acknowledged_by, started_by, done_by]) from directive_addressee
									where directive_id in (select id from pack_directive) and account_id is null and unit_id in (select id from pack_unit)
								union select unnest(array[owner_id, given_by, closed_by]) from task where id in (select id from pack_task)
								union select account_id from task_helper where task_id in (select id from pack_task)
								union select done_by from task_item where task_id in (select id from pack_task)
								union select unnest(array[author_id, removed_by]) from post where id in (select id from pack_post)
								union select account_id from post_mention where post_id in (select id from pack_post)
								union select account_id from reaction where post_id in (select id from pack_post)
								union select added_by from attachment where id in (select id from pack_attachment)
								union select unnest(array[m.account_id, m.recorded_by]) from membership m join committee c on c.id = m.committee_id
									where c.unit_id in (select id from pack_unit))
							select id, bool_or(own) as own from (select id, true as own from own union all select id, false from named) p
							where id is not null group by id""");
		}
	}

}
