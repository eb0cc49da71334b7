-- Who watches figures is told when they move: the units whose households changed, or nothing when they are too many to name.
create function tell_figures_moved() returns trigger language plpgsql as $$
declare
	units text := (select string_agg(distinct unit_id::text, ',') from after);
begin
	if units is not null then
		perform pg_notify('figures_moved', case when length(units) < 7000 then units else '' end);
	end if;
	return null;
end $$;
create trigger household_tally_told after insert on household_tally
	referencing new table as after for each statement execute function tell_figures_moved();
create trigger funding_tally_told after insert on funding_tally
	referencing new table as after for each statement execute function tell_figures_moved();
