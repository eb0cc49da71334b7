-- What the ledger had come to at a moment, for units with others below them. Nothing before a closed moment changes any more, so its
-- sum may be kept: a figure is then the last sum before its moment and the few lines since, however long the ledger has grown.
-- Sums are kept for each closed day and cut-off on which a unit moved; whoever forgets them all loses nothing but time.

-- A line of the ledger as what it adds to each figure.
create view household_tally_figures as
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
	t.change * l.listed * w.weight as weighted
from household_tally t
join stage_weight w on w.kind = t.kind and w.stage = t.stage
cross join lateral (select is_listed(t.eligibility, t.halt)::integer as listed, (t.stage <> 'NOT_STARTED')::integer as begun,
	(t.stage in ('COMPLETED', 'HANDED_OVER'))::integer as done) l;

create table household_sum (
	unit_id bigint not null references administrative_unit,
	at timestamptz not null,
	phase_id integer not null,
	part text not null,
	kind text not null,
	total bigint not null,
	eligible bigint not null,
	not_yet_eligible bigint not null,
	not_started bigint not null,
	started bigint not null,
	in_progress bigint not null,
	completed bigint not null,
	new_build bigint not null,
	repair bigint not null,
	new_build_completed bigint not null,
	repair_completed bigint not null,
	proven bigint not null,
	doubtful bigint not null,
	paused bigint not null,
	declined bigint not null,
	removed bigint not null,
	cancelled bigint not null,
	weighted bigint not null,
	primary key (unit_id, at, phase_id, part, kind)
);

create table reason_sum (
	unit_id bigint not null references administrative_unit,
	at timestamptz not null,
	reason text not null,
	households bigint not null,
	primary key (unit_id, at, reason)
);

create table funding_sum (
	unit_id bigint not null references administrative_unit,
	at timestamptz not null,
	phase_id integer not null,
	source text not null,
	form text not null,
	pledged bigint not null,
	allocated bigint not null,
	disbursed bigint not null,
	primary key (unit_id, at, phase_id, source, form)
);
create index funding_tally_moment on funding_tally (recorded_at);

-- The moments of which sums are kept. A unit that did not move between two of them has no sum of the later one.
create table ledger_fold (
	at timestamptz primary key
);
insert into ledger_fold (at) values ('-infinity');

-- Keeps the sums of a closed moment: for each unit that has moved since the last one, what it had come to then and the lines since.
create function fold_ledger(moment timestamptz) returns void language plpgsql as $$
declare
	since timestamptz;
begin
	perform pg_advisory_xact_lock(hashtext('ledger_fold'));
	select max(at) into since from ledger_fold;
	if moment <= since or moment > (select closed_until from ledger_closing) then
		return;
	end if;

	insert into household_sum
	with moved as (
		select c.ancestor_id as unit_id, t.phase_id, t.part, t.kind, sum(t.total) as total, sum(t.eligible) as eligible,
			sum(t.not_yet_eligible) as not_yet_eligible, sum(t.not_started) as not_started, sum(t.started) as started,
			sum(t.in_progress) as in_progress, sum(t.completed) as completed, sum(t.new_build) as new_build, sum(t.repair) as repair,
			sum(t.new_build_completed) as new_build_completed, sum(t.repair_completed) as repair_completed, sum(t.proven) as proven,
			sum(t.doubtful) as doubtful, sum(t.paused) as paused, sum(t.declined) as declined, sum(t.removed) as removed,
			sum(t.cancelled) as cancelled, sum(t.weighted) as weighted
		from household_tally_figures t join unit_closure c on c.descendant_id = t.unit_id
		where t.recorded_at >= since and t.recorded_at < moment
			and exists (select 1 from administrative_unit u where u.parent_id = c.ancestor_id)
		group by 1, 2, 3, 4)
	select unit_id, moment, phase_id, part, kind, sum(total), sum(eligible), sum(not_yet_eligible), sum(not_started), sum(started),
		sum(in_progress), sum(completed), sum(new_build), sum(repair), sum(new_build_completed), sum(repair_completed), sum(proven),
		sum(doubtful), sum(paused), sum(declined), sum(removed), sum(cancelled), sum(weighted)
	from (
		select * from moved
		union all
		select s.unit_id, s.phase_id, s.part, s.kind, s.total, s.eligible, s.not_yet_eligible, s.not_started, s.started, s.in_progress,
			s.completed, s.new_build, s.repair, s.new_build_completed, s.repair_completed, s.proven, s.doubtful, s.paused, s.declined,
			s.removed, s.cancelled, s.weighted
		from (select distinct unit_id from moved) m
		join lateral (select * from household_sum s where s.unit_id = m.unit_id
			and s.at = (select max(l.at) from household_sum l where l.unit_id = m.unit_id)) s on true) together
	group by 1, 3, 4, 5;

	insert into reason_sum
	with moved as (
		select c.ancestor_id as unit_id, t.reason, sum(t.change) as households
		from household_tally t join unit_closure c on c.descendant_id = t.unit_id
		where t.recorded_at >= since and t.recorded_at < moment and t.eligibility = 'NOT_YET' and is_listed(t.eligibility, t.halt)
			and t.reason is not null and exists (select 1 from administrative_unit u where u.parent_id = c.ancestor_id)
		group by 1, 2)
	select unit_id, moment, reason, sum(households)
	from (
		select * from moved
		union all
		select s.unit_id, s.reason, s.households
		from (select distinct unit_id from moved) m
		join lateral (select * from reason_sum s where s.unit_id = m.unit_id
			and s.at = (select max(l.at) from reason_sum l where l.unit_id = m.unit_id)) s on true) together
	group by 1, 3;

	insert into funding_sum
	with moved as (
		select c.ancestor_id as unit_id, t.phase_id, t.source, t.form, sum(t.pledged) as pledged, sum(t.allocated) as allocated,
			sum(t.disbursed) as disbursed
		from funding_tally t join unit_closure c on c.descendant_id = t.unit_id
		where t.recorded_at >= since and t.recorded_at < moment
			and exists (select 1 from administrative_unit u where u.parent_id = c.ancestor_id)
		group by 1, 2, 3, 4)
	select unit_id, moment, phase_id, source, form, sum(pledged), sum(allocated), sum(disbursed)
	from (
		select * from moved
		union all
		select s.unit_id, s.phase_id, s.source, s.form, s.pledged, s.allocated, s.disbursed
		from (select distinct unit_id from moved) m
		join lateral (select * from funding_sum s where s.unit_id = m.unit_id
			and s.at = (select max(l.at) from funding_sum l where l.unit_id = m.unit_id)) s on true) together
	group by 1, 3, 4, 5;

	insert into ledger_fold (at) values (moment);
end $$;

-- Forgets all sums: where lines were brought in from elsewhere, or a weight is another.
create function forget_ledger_sums() returns void language plpgsql as $$
begin
	perform pg_advisory_xact_lock(hashtext('ledger_fold'));
	delete from household_sum;
	delete from reason_sum;
	delete from funding_sum;
	delete from ledger_fold where at > '-infinity';
end $$;
create function forget_weighted_sums() returns trigger language plpgsql as $$
begin
	perform forget_ledger_sums();
	return null;
end $$;
create trigger stage_weight_changed after insert or update or delete on stage_weight
	for each statement execute function forget_weighted_sums();

-- From when on the lines of a unit must be read for its figures at a moment: after its last sums, or all where none are kept.
create function ledger_since(unit bigint, moment timestamptz) returns timestamptz language sql stable
	return case when exists (select 1 from administrative_unit u where u.parent_id = unit)
		then (select max(f.at) from ledger_fold f where f.at <= moment) else '-infinity'::timestamptz end;
