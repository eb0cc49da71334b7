-- What a stage counts is decided by document and holds from a day on. A household keeps what its stage counted on the day it was
-- entered, and its lines in the ledger with it, so that no decision ever moves a figure of an earlier day. Without any decision
-- the weights of V005 hold: weight is null then.
create table weight_decision (
	id bigint generated always as identity primary key,
	kind text not null,
	stage text not null,
	weight integer not null check (weight between 0 and 100),
	valid_from date not null,
	document_no text not null,
	recorded_at timestamptz not null,
	unique (kind, stage, valid_from),
	foreign key (kind, stage) references stage_weight
);
create trigger weight_decision_is_history before update or delete on weight_decision
	for each row execute function refuse_rewrite();
create trigger stage_weight_is_history before update or delete on stage_weight
	for each row execute function refuse_rewrite();

-- What a stage counts on a day by the latest decision; null when none holds yet.
create function weight_on(of_kind text, of_stage text, day date) returns integer language sql stable
	return (select d.weight from weight_decision d where d.kind = of_kind and d.stage = of_stage and d.valid_from <= day
		order by d.valid_from desc limit 1);

alter table household add column weight integer;
alter table household_tally add column weight integer;

-- Not by a trigger before the row: that would lock a row against those who only refer to it, and two updates of a household at
-- once would lock each other out.
create function weight_of(of_kind text, of_stage text, moment timestamptz) returns integer language sql stable
	return weight_on(of_kind, of_stage, (moment at time zone 'Asia/Ho_Chi_Minh')::date);

create or replace function tally_new_households() returns trigger language plpgsql as $$
declare
	closed timestamptz := ledger_moment();
begin
	insert into household_tally
		(household_id, recorded_at, unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence, reason, weight, change)
	select id, greatest(recorded_at, closed), unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence,
		coalesce(ineligible_reason, removal_reason), weight_of(kind, stage, greatest(recorded_at, closed)), 1 from after;
	if exists (select 1 from weight_decision) then
		update household h set weight = weight_of(a.kind, a.stage, greatest(a.recorded_at, closed))
		from after a where h.id = a.id and h.weight is distinct from weight_of(a.kind, a.stage, greatest(a.recorded_at, closed));
	end if;
	return null;
end $$;

create or replace function tally_changed_households() returns trigger language plpgsql as $$
declare
	closed timestamptz := ledger_moment();
begin
	insert into household_tally
		(household_id, recorded_at, unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence, reason, weight, change)
	select a.id, m.moment, v.*
	from before b join after a using (id)
	-- never before the household's last line, so that the last line is its state even where two writers' clocks disagree
	cross join lateral (select greatest(a.recorded_at, closed,
		(select max(t.recorded_at) from household_tally t where t.household_id = a.id)) as moment) m
	cross join lateral (values
		(b.unit_id, b.phase_id, b.part, b.category, b.kind, b.eligibility, b.stage, b.halt, b.evidence,
			coalesce(b.ineligible_reason, b.removal_reason), b.weight, -1),
		(a.unit_id, a.phase_id, a.part, a.category, a.kind, a.eligibility, a.stage, a.halt, a.evidence,
			coalesce(a.ineligible_reason, a.removal_reason),
			case when (a.kind, a.stage) = (b.kind, b.stage) then b.weight else weight_of(a.kind, a.stage, m.moment) end, 1)) v
	where (b.unit_id, b.phase_id, b.part, b.category, b.kind, b.eligibility, b.stage, b.halt, b.evidence, b.ineligible_reason, b.removal_reason)
		is distinct from
		(a.unit_id, a.phase_id, a.part, a.category, a.kind, a.eligibility, a.stage, a.halt, a.evidence, a.ineligible_reason, a.removal_reason);

	-- what its last line says; the statement in it changes no stage, so it calls itself no further
	if exists (select 1 from weight_decision)
			and exists (select 1 from before b join after a using (id) where (a.kind, a.stage) is distinct from (b.kind, b.stage)) then
		update household h set weight = l.weight
		from before b join after a using (id)
		cross join lateral (select t.weight from household_tally t where t.household_id = a.id and t.change = 1
			order by t.recorded_at desc, t.id desc limit 1) l
		where h.id = a.id and (a.kind, a.stage) is distinct from (b.kind, b.stage) and h.weight is distinct from l.weight;
	end if;

	insert into funding_tally (recorded_at, unit_id, phase_id, source, form, pledged, allocated, disbursed)
	select greatest(a.recorded_at, closed), v.unit_id, v.phase_id, f.source, f.form,
		v.sign * f.pledged, v.sign * f.allocated, v.sign * f.disbursed
	from before b join after a using (id)
	join funding_line f on f.household_id = a.id
	cross join lateral (values
		(b.unit_id, b.phase_id, is_listed(b.eligibility, b.halt), -1),
		(a.unit_id, a.phase_id, is_listed(a.eligibility, a.halt), 1)) v (unit_id, phase_id, listed, sign)
	where v.listed
		and (b.unit_id, b.phase_id, is_listed(b.eligibility, b.halt)) is distinct from (a.unit_id, a.phase_id, is_listed(a.eligibility, a.halt));
	return null;
end $$;

create or replace view household_tally_figures as
select t.recorded_at, t.unit_id, t.phase_id, t.part, t.kind,
	t.change * l.listed as total,
	t.change * l.listed * (t.eligibility = 'ELIGIBLE')::integer as eligible,
	t.change * l.listed * (t.eligibility = 'NOT_YET')::integer as not_yet_eligible,
	t.change * l.listed * (1 - l.begun) as not_started,
	t.change * l.listed * l.begun as started,
	t.change * l.listed * (l.begun - l.done) as in_progress,
	t.change * l.listed * l.done as completed,
	t.change * l.listed * (t.kind = 'NEW_BUILD')::integer as new_build,
	t.change * l.listed * (t.kind = 'REPAIR')::integer as repair,
	t.change * l.listed * l.done * (t.kind = 'NEW_BUILD')::integer as new_build_completed,
	t.change * l.listed * l.done * (t.kind = 'REPAIR')::integer as repair_completed,
	t.change * l.listed * l.done * (t.evidence = 'SUFFICIENT')::integer as proven,
	t.change * l.listed * (t.evidence = 'DOUBTFUL')::integer as doubtful,
	t.change * l.listed * (t.halt is not distinct from 'PAUSED')::integer as paused,
	t.change * (t.eligibility = 'DECLINED_THIS_YEAR')::integer as declined,
	t.change * (t.eligibility = 'REMOVED')::integer as removed,
	t.change * (t.halt is not distinct from 'CANCELLED')::integer as cancelled,
	t.change * l.listed * coalesce(t.weight, w.weight) as weighted
from household_tally t
join stage_weight w on w.kind = t.kind and w.stage = t.stage
cross join lateral (select is_listed(t.eligibility, t.halt)::integer as listed, (t.stage <> 'NOT_STARTED')::integer as begun,
	(t.stage in ('COMPLETED', 'HANDED_OVER'))::integer as done) l;
