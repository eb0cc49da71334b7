-- What a leader has to look at, kept as counts by day, so that nobody reads the register for it. Each change of a household leaves
-- lines of what it counts as no more and what it counts as now (watch_line); they are gathered now and then into sums for every unit and
-- those above it (watch_sum). What counts is always both together, so the counts are exact at every moment, and writers never wait for
-- one another: who gathers is alone, and takes only lines of those who have finished.
--   PLANNED   on the list, by its planned day                         LATE      of them eligible, open and not halted
--   SILENT    begun and not completed, by the day of its last update   FLAGGED   in doubt
--   UNSOLVED  not yet eligible, without a solution                     WAITING   not yet eligible, by agency and the day it promised
create table watch_line (
	unit_id bigint not null,
	phase_id integer not null,
	what text not null,
	day date not null,
	agency text,
	households integer not null
);

create table watch_sum (
	unit_id bigint not null references administrative_unit,
	phase_id integer not null,
	what text not null,
	day date not null,
	agency text,
	households bigint not null
);
create unique index watch_sum_once on watch_sum (unit_id, what, phase_id, day, agency) nulls not distinct;

create view watch as
	select unit_id, phase_id, what, day, agency, households from watch_sum
	union all
	select c.ancestor_id, l.phase_id, l.what, l.day, l.agency, l.households from watch_line l join unit_closure c on c.descendant_id = l.unit_id;

-- What a household counts as; one row for each.
create function watched(eligibility text, halt text, stage text, evidence text, planned_finish date, progress_at timestamptz, solution text, agency text,
		resolve_by date) returns table (what text, day date, agency text) language sql immutable parallel safe as $$
	select v.what, v.day, v.agency
	from (values
		('PLANNED', coalesce($5, 'infinity'::date), null::text, true),
		('LATE', coalesce($5, 'infinity'::date), null, $1 = 'ELIGIBLE' and $2 is null and $3 not in ('COMPLETED', 'HANDED_OVER')),
		('SILENT', ($6 at time zone 'Asia/Ho_Chi_Minh')::date, null, $3 not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER') and $6 is not null),
		('FLAGGED', '-infinity'::date, null, $4 = 'DOUBTFUL'),
		('UNSOLVED', '-infinity'::date, null, $1 = 'NOT_YET' and $7 is null),
		('WAITING', coalesce($9, 'infinity'::date), $8, $1 = 'NOT_YET')) v (what, day, agency, counts)
	where v.counts and is_listed($1, $2)
$$;

create function watch_new_households() returns trigger language plpgsql as $$
begin
	insert into watch_line (unit_id, phase_id, what, day, agency, households)
	select h.unit_id, h.phase_id, w.what, w.day, w.agency, count(*)
	from after h cross join lateral watched(h.eligibility, h.halt, h.stage, h.evidence, h.planned_finish, h.progress_at, h.solution, h.agency, h.resolve_by) w
	group by 1, 2, 3, 4, 5;
	return null;
end $$;
create function watch_changed_households() returns trigger language plpgsql as $$
begin
	insert into watch_line (unit_id, phase_id, what, day, agency, households)
	select h.unit_id, h.phase_id, w.what, w.day, w.agency, sum(h.sign)
	from (
		select -1 as sign, unit_id, phase_id, eligibility, halt, stage, evidence, planned_finish, progress_at, solution, agency, resolve_by from before
		union all
		select 1, unit_id, phase_id, eligibility, halt, stage, evidence, planned_finish, progress_at, solution, agency, resolve_by from after) h
	cross join lateral watched(h.eligibility, h.halt, h.stage, h.evidence, h.planned_finish, h.progress_at, h.solution, h.agency, h.resolve_by) w
	group by 1, 2, 3, 4, 5 having sum(h.sign) <> 0;
	return null;
end $$;
create trigger household_watch_insert after insert on household
	referencing new table as after for each statement execute function watch_new_households();
create trigger household_watch_update after update on household
	referencing old table as before new table as after for each statement execute function watch_changed_households();

-- Gathers the lines; whoever comes while another gathers goes away again.
create function gather_watch() returns void language plpgsql as $$
declare
	lines watch_line[];
begin
	if not pg_try_advisory_xact_lock(hashtext('gather_watch')) then
		return;
	end if;
	with taken as (delete from watch_line returning *) select array_agg(row(t.*)::watch_line) into lines from taken t;
	if lines is null then
		return;
	end if;
	insert into watch_sum as s (unit_id, phase_id, what, day, agency, households)
	select c.ancestor_id, l.phase_id, l.what, l.day, l.agency, sum(l.households)
	from unnest(lines) l join unit_closure c on c.descendant_id = l.unit_id
	group by 1, 2, 3, 4, 5 having sum(l.households) <> 0
	on conflict (unit_id, what, phase_id, day, agency) do update set households = s.households + excluded.households;
	delete from watch_sum s using (select distinct c.ancestor_id, l.phase_id, l.what, l.day, l.agency
		from unnest(lines) l join unit_closure c on c.descendant_id = l.unit_id) g
	where s.households = 0 and s.unit_id = g.ancestor_id and s.what = g.what and s.phase_id = g.phase_id and s.day = g.day
		and s.agency is not distinct from g.agency;
end $$;

-- Counts everything anew: where households were brought in past the triggers.
create function recount_watch() returns void language plpgsql as $$
begin
	perform pg_advisory_xact_lock(hashtext('gather_watch'));
	lock table household in share mode;
	delete from watch_line;
	delete from watch_sum;
	insert into watch_sum (unit_id, phase_id, what, day, agency, households)
	select c.ancestor_id, h.phase_id, h.what, h.day, h.agency, sum(h.households)
	from (
		select h.unit_id, h.phase_id, w.what, w.day, w.agency, count(*) as households
		from household h
		cross join lateral watched(h.eligibility, h.halt, h.stage, h.evidence, h.planned_finish, h.progress_at, h.solution, h.agency, h.resolve_by) w
		group by 1, 2, 3, 4, 5) h
	join unit_closure c on c.descendant_id = h.unit_id
	group by 1, 2, 3, 4, 5;
end $$;
select recount_watch();

-- The latest by day, whoever asks for which unit; the counts say up to which day to read.
create index household_late on household (phase_id, coalesce(planned_finish, 'infinity'::date))
	where eligibility = 'ELIGIBLE' and halt is null and stage not in ('COMPLETED', 'HANDED_OVER');
create index household_silent on household (progress_at) where stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER');
create index household_unsolved on household (unit_id) where eligibility = 'NOT_YET' and solution is null;
