-- How well a house's stage is proven; why a household left the list. Both are counted, so both are in the ledger.
alter table household
	add column evidence text not null default 'NONE' check (evidence in ('NONE', 'SUFFICIENT', 'LACKING', 'DOUBTFUL')),
	add column removal_reason text,
	add constraint household_removal_reason check (removal_reason is null or eligibility = 'REMOVED');
alter table eligibility_decision add column removal_reason text;
alter table household_tally
	add column evidence text not null default 'NONE',
	add column reason text;
create index household_evidence on household (unit_id, evidence) where evidence in ('LACKING', 'DOUBTFUL');
create index progress_entry_reached on progress_entry (reached_on, recorded_at);
create index household_tally_moment on household_tally (recorded_at);

-- Up to here the ledger is closed: what is recorded for an earlier moment counts from here on. A closing waits for everybody who is
-- writing and makes the others wait, so that a closed figure can never change, whoever writes and with whatever clock.
create table ledger_closing (
	one boolean primary key default true check (one),
	closed_until timestamptz not null
);
insert into ledger_closing (closed_until) values ('-infinity');

create function ledger_moment() returns timestamptz language plpgsql as $$
begin
	perform pg_advisory_xact_lock_shared(hashtext('ledger_closing'));
	return (select closed_until from ledger_closing);
end $$;

create function close_ledger(moment timestamptz) returns void language plpgsql as $$
begin
	-- who closes waits a little for a long import, then tries again later: everybody else must go on writing
	set local lock_timeout = '2s';
	perform pg_advisory_xact_lock(hashtext('ledger_closing'));
	update ledger_closing set closed_until = moment where closed_until < moment;
end $$;

create or replace function tally_new_households() returns trigger language plpgsql as $$
declare
	closed timestamptz := ledger_moment();
begin
	insert into household_tally
		(household_id, recorded_at, unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence, reason, change)
	select id, greatest(recorded_at, closed), unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence,
		coalesce(ineligible_reason, removal_reason), 1 from after;
	return null;
end $$;

create or replace function tally_changed_households() returns trigger language plpgsql as $$
declare
	closed timestamptz := ledger_moment();
begin
	insert into household_tally
		(household_id, recorded_at, unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence, reason, change)
	-- never before the household's last line, so that the last line is its state even where two writers' clocks disagree
	select a.id, greatest(a.recorded_at, closed, (select max(t.recorded_at) from household_tally t where t.household_id = a.id)), v.*
	from before b join after a using (id)
	cross join lateral (values
		(b.unit_id, b.phase_id, b.part, b.category, b.kind, b.eligibility, b.stage, b.halt, b.evidence,
			coalesce(b.ineligible_reason, b.removal_reason), -1),
		(a.unit_id, a.phase_id, a.part, a.category, a.kind, a.eligibility, a.stage, a.halt, a.evidence,
			coalesce(a.ineligible_reason, a.removal_reason), 1)) v
	where (b.unit_id, b.phase_id, b.part, b.category, b.kind, b.eligibility, b.stage, b.halt, b.evidence, b.ineligible_reason, b.removal_reason)
		is distinct from
		(a.unit_id, a.phase_id, a.part, a.category, a.kind, a.eligibility, a.stage, a.halt, a.evidence, a.ineligible_reason, a.removal_reason);

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

create or replace function tally_new_funding() returns trigger language plpgsql as $$
declare
	closed timestamptz := ledger_moment();
begin
	-- Wait for whoever is changing these households, so that the money is booked where they are counted.
	perform 1 from household where id in (select household_id from after) for no key update;
	insert into funding_tally (recorded_at, unit_id, phase_id, source, form, pledged, allocated, disbursed)
	select greatest(a.recorded_at, closed), h.unit_id, h.phase_id, a.source, a.form, a.pledged, a.allocated, a.disbursed
	from after a join household h on h.id = a.household_id
	where is_listed(h.eligibility, h.halt);
	return null;
end $$;

create or replace function tally_changed_funding() returns trigger language plpgsql as $$
declare
	closed timestamptz := ledger_moment();
begin
	-- Wait for whoever is changing these households, so that the money is booked where they are counted.
	perform 1 from household where id in (select household_id from after) for no key update;
	insert into funding_tally (recorded_at, unit_id, phase_id, source, form, pledged, allocated, disbursed)
	select greatest(a.recorded_at, closed), h.unit_id, h.phase_id, a.source, a.form,
		a.pledged - b.pledged, a.allocated - b.allocated, a.disbursed - b.disbursed
	from before b join after a using (household_id, source, form) join household h on h.id = a.household_id
	where is_listed(h.eligibility, h.halt)
		and (a.pledged, a.allocated, a.disbursed) is distinct from (b.pledged, b.allocated, b.disbursed);
	return null;
end $$;

-- Installations from before this file: their grades and reasons enter the ledger now, not in its past.
alter table household disable trigger household_tally_update;
update household h set evidence = case
	when h.stage in ('FINISHING', 'REPAIRING') or exists (select 1 from progress_entry e join photo p on p.entry_id = e.id
		where e.household_id = h.id and not exists (select 1 from progress_entry n where n.corrects_id = e.id)
			and (e.stage = h.stage or (h.stage = 'HANDED_OVER' and e.stage = 'COMPLETED')))
	then 'SUFFICIENT' else 'LACKING' end
where h.stage <> 'NOT_STARTED';
alter table household enable trigger household_tally_update;
insert into household_tally
	(household_id, recorded_at, unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence, reason, change)
select h.id, now(), h.unit_id, h.phase_id, h.part, h.category, h.kind, h.eligibility, h.stage, h.halt, v.*
from household h cross join lateral (values ('NONE', null, -1), (h.evidence, h.ineligible_reason, 1)) v
where h.evidence <> 'NONE' or h.ineligible_reason is not null;

-- The 64 bits of a picture's perceptual hash, and its four quarters: two pictures that differ in at most three bits share one.
alter table photo
	add column likeness bigint,
	add column quarter_1 smallint generated always as (((likeness >> 48) & 65535)::integer - 32768) stored,
	add column quarter_2 smallint generated always as (((likeness >> 32) & 65535)::integer - 32768) stored,
	add column quarter_3 smallint generated always as (((likeness >> 16) & 65535)::integer - 32768) stored,
	add column quarter_4 smallint generated always as ((likeness & 65535)::integer - 32768) stored;
create index photo_quarter_1 on photo (quarter_1) where likeness is not null;
create index photo_quarter_2 on photo (quarter_2) where likeness is not null;
create index photo_quarter_3 on photo (quarter_3) where likeness is not null;
create index photo_quarter_4 on photo (quarter_4) where likeness is not null;

-- How strict each rule is. A rule with no limit of its own has null; switched off, it raises no new doubts.
create table plausibility_setting (
	rule text primary key,
	most integer check (most between 0 and 10000),
	active boolean not null default true
);
insert into plausibility_setting (rule, most) values
	('TOO_SOON', 21), ('PHOTO_BEFORE_STAGE', 0), ('PHOTO_ALIKE', 3), ('FAR_AWAY', 5), ('STEP_BACK', null), ('STEP_SKIPPED', null),
	('NO_PHOTO', null), ('OVER_NORM', 0), ('DATES_OUT_OF_ORDER', null), ('SAME_PERSON', null), ('NO_DEADLINE_DECISION', null);

-- A doubt about a house: raised by a rule, answered by a second person, settled by itself when its cause is gone.
create table evidence_flag (
	id uuid primary key,
	version integer not null,
	household_id uuid not null references household,
	entry_id uuid references progress_entry,
	rule text not null,
	arguments text[] not null,
	reason text,
	state text not null check (state in ('OPEN', 'RETURNED', 'CONFIRMED', 'SETTLED')),
	raised_at timestamptz not null,
	raised_by uuid not null references user_account,
	decided_at timestamptz,
	decided_by uuid references user_account,
	note text
);
create index evidence_flag_household on evidence_flag (household_id, raised_at);
create index evidence_flag_open on evidence_flag (raised_at, household_id) where state in ('OPEN', 'RETURNED');
