-- Counting and forgetting never go on at once, as folding and forgetting do not; and a weight changes no count.
create or replace function count_ledger(moment timestamptz) returns void language plpgsql as $$
declare
	since timestamptz;
begin
	perform pg_advisory_xact_lock(hashtext('ledger_fold'));
	select at into since from household_count_moment for update;
	if moment <= since or moment > (select closed_until from ledger_closing) then
		return;
	end if;
	insert into household_count as k (unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence, households)
	select c.ancestor_id, t.phase_id, t.part, t.category, t.kind, t.eligibility, t.stage, t.halt, t.evidence, sum(t.change)
	from household_tally t join unit_closure c on c.descendant_id = t.unit_id
	where t.recorded_at >= since and t.recorded_at < moment
		and exists (select 1 from administrative_unit u where u.parent_id = c.ancestor_id)
	group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(t.change) <> 0
	on conflict (unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence)
	do update set households = k.households + excluded.households;
	delete from household_count where households = 0;
	update household_count_moment set at = moment;
end $$;

create or replace function forget_weighted_sums() returns trigger language plpgsql as $$
begin
	perform pg_advisory_xact_lock(hashtext('ledger_fold'));
	delete from household_sum;
	delete from reason_sum;
	delete from funding_sum;
	delete from ledger_fold where at > '-infinity';
	return null;
end $$;
