-- What the list counts by stage, kept for every unit with others below it: how many there are of each combination of what can be
-- chosen, as the ledger had it at a closed moment. The lines since then are added by whoever asks, so a count is exact, and the register is
-- not read for it.
create table household_count (
	unit_id bigint not null references administrative_unit,
	phase_id integer not null,
	part text not null,
	category text not null,
	kind text not null,
	eligibility text not null,
	stage text not null,
	halt text,
	evidence text not null,
	households bigint not null
);
create unique index household_count_once on household_count (unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence)
	nulls not distinct;
create index household_count_none on household_count (unit_id) where households = 0;

-- The moment of the counts.
create table household_count_moment (
	one boolean primary key default true check (one),
	at timestamptz not null
);
insert into household_count_moment (at) values ('-infinity');

-- Brings the counts up to a closed moment. Counting, folding and forgetting never go on at once.
create function count_ledger(moment timestamptz) returns void language plpgsql as $$
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

-- Where lines were brought in from elsewhere, the counts begin anew as well.
create or replace function forget_ledger_sums() returns void language plpgsql as $$
begin
	perform pg_advisory_xact_lock(hashtext('ledger_fold'));
	delete from household_sum;
	delete from reason_sum;
	delete from funding_sum;
	delete from ledger_fold where at > '-infinity';
	delete from household_count;
	update household_count_moment set at = '-infinity';
end $$;

-- A weight changes no count.
create or replace function forget_weighted_sums() returns trigger language plpgsql as $$
begin
	perform pg_advisory_xact_lock(hashtext('ledger_fold'));
	delete from household_sum;
	delete from reason_sum;
	delete from funding_sum;
	delete from ledger_fold where at > '-infinity';
	return null;
end $$;

select count_ledger(closed_until) from ledger_closing;
analyze household_count;

-- Houses that are late by their planned day; the phases whose deadline has passed are asked for by name.
drop index household_late;
create index household_late on household (planned_finish)
	where eligibility = 'ELIGIBLE' and halt is null and stage not in ('COMPLETED', 'HANDED_OVER');

-- The orders of the list, each with the id behind it, so that a page begins where the one before it ended.
create index household_silent_first on household (coalesce(progress_at, created_at), id);
create index household_deadline on household (coalesce(planned_finish, 'infinity'::date), id);
drop index household_updated;
create index household_updated on household (recorded_at, id);

-- The counts of the watch are read without touching their rows.
drop index watch_sum_once;
create unique index watch_sum_once on watch_sum (unit_id, what, phase_id, day, agency) include (households) nulls not distinct;
analyze household;
