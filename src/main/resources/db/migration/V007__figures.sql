-- The figures' ledger. Each change of what a household counts as leaves -1 for the old and +1 for the new, written by the
-- database in the statement that changed it: whoever writes, by page, import or script, a figure is the sum of its
-- ledger and equals a recount. A figure as of a moment is the sum of the lines recorded up to it.
create table household_tally (
	id bigint generated always as identity primary key,
	household_id uuid not null,
	recorded_at timestamptz not null,
	unit_id bigint not null,
	phase_id integer not null,
	part text not null,
	category text not null,
	kind text not null,
	eligibility text not null,
	stage text not null,
	halt text,
	change integer not null
);
create index household_tally_unit on household_tally (unit_id, recorded_at);
create index household_tally_household on household_tally (household_id, recorded_at);

create table funding_tally (
	id bigint generated always as identity primary key,
	recorded_at timestamptz not null,
	unit_id bigint not null,
	phase_id integer not null,
	source text not null,
	form text not null,
	pledged bigint not null,
	allocated bigint not null,
	disbursed bigint not null
);
create index funding_tally_unit on funding_tally (unit_id, recorded_at);

-- On the list: eligible or not yet, and not given up. One definition, used by the ledger and by every list.
create function is_listed(eligibility text, halt text) returns boolean language sql immutable parallel safe
	return eligibility in ('ELIGIBLE', 'NOT_YET') and halt is distinct from 'CANCELLED';

create function tally_new_households() returns trigger language plpgsql as $$
begin
	insert into household_tally
		(household_id, recorded_at, unit_id, phase_id, part, category, kind, eligibility, stage, halt, change)
	select id, recorded_at, unit_id, phase_id, part, category, kind, eligibility, stage, halt, 1 from after;
	return null;
end $$;

create function tally_changed_households() returns trigger language plpgsql as $$
begin
	insert into household_tally
		(household_id, recorded_at, unit_id, phase_id, part, category, kind, eligibility, stage, halt, change)
	select a.id, a.recorded_at, v.*
	from before b join after a using (id)
	cross join lateral (values
		(b.unit_id, b.phase_id, b.part, b.category, b.kind, b.eligibility, b.stage, b.halt, -1),
		(a.unit_id, a.phase_id, a.part, a.category, a.kind, a.eligibility, a.stage, a.halt, 1)) v
	where (b.unit_id, b.phase_id, b.part, b.category, b.kind, b.eligibility, b.stage, b.halt)
		is distinct from (a.unit_id, a.phase_id, a.part, a.category, a.kind, a.eligibility, a.stage, a.halt);

	insert into funding_tally (recorded_at, unit_id, phase_id, source, form, pledged, allocated, disbursed)
	select a.recorded_at, v.unit_id, v.phase_id, f.source, f.form, v.sign * f.pledged, v.sign * f.allocated, v.sign * f.disbursed
	from before b join after a using (id)
	join funding_line f on f.household_id = a.id
	cross join lateral (values
		(b.unit_id, b.phase_id, is_listed(b.eligibility, b.halt), -1),
		(a.unit_id, a.phase_id, is_listed(a.eligibility, a.halt), 1)) v (unit_id, phase_id, listed, sign)
	where v.listed
		and (b.unit_id, b.phase_id, is_listed(b.eligibility, b.halt)) is distinct from (a.unit_id, a.phase_id, is_listed(a.eligibility, a.halt));
	return null;
end $$;

create trigger household_tally_insert after insert on household
	referencing new table as after for each statement execute function tally_new_households();
create trigger household_tally_update after update on household
	referencing old table as before new table as after for each statement execute function tally_changed_households();

create function tally_new_funding() returns trigger language plpgsql as $$
begin
	-- Wait for whoever is changing these households, so that the money is booked where they are counted.
	perform 1 from household where id in (select household_id from after) for no key update;
	insert into funding_tally (recorded_at, unit_id, phase_id, source, form, pledged, allocated, disbursed)
	select a.recorded_at, h.unit_id, h.phase_id, a.source, a.form, a.pledged, a.allocated, a.disbursed
	from after a join household h on h.id = a.household_id
	where is_listed(h.eligibility, h.halt);
	return null;
end $$;

create function tally_changed_funding() returns trigger language plpgsql as $$
begin
	-- Wait for whoever is changing these households, so that the money is booked where they are counted.
	perform 1 from household where id in (select household_id from after) for no key update;
	insert into funding_tally (recorded_at, unit_id, phase_id, source, form, pledged, allocated, disbursed)
	select a.recorded_at, h.unit_id, h.phase_id, a.source, a.form,
		a.pledged - b.pledged, a.allocated - b.allocated, a.disbursed - b.disbursed
	from before b join after a using (household_id, source, form) join household h on h.id = a.household_id
	where is_listed(h.eligibility, h.halt)
		and (a.pledged, a.allocated, a.disbursed) is distinct from (b.pledged, b.allocated, b.disbursed);
	return null;
end $$;

create trigger funding_tally_insert after insert on funding_line
	referencing new table as after for each statement execute function tally_new_funding();
create trigger funding_tally_update after update on funding_line
	referencing old table as before new table as after for each statement execute function tally_changed_funding();

-- A household or a line of money that vanished would leave the ledger wrong: they are struck off, never deleted.
create trigger household_is_kept before delete on household for each row execute function refuse_rewrite();
create trigger funding_line_is_kept before delete on funding_line for each row execute function refuse_rewrite();
create trigger household_tally_is_history before update or delete on household_tally for each row execute function refuse_rewrite();
create trigger funding_tally_is_history before update or delete on funding_tally for each row execute function refuse_rewrite();
