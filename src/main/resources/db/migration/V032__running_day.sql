-- What a day had brought was added line by line until midnight, on every page of a country. Now the ledger is also closed while the day
-- runs, and its sums up to then are kept until there are later ones: each takes the place of the one before it, so nothing piles up.
alter table ledger_fold add column passing boolean not null default false;

create function forget_passing_sums() returns void language plpgsql as $$
declare
	told timestamptz;
begin
	delete from ledger_fold where passing returning at into told;
	delete from household_sum s using (select distinct parent_id from administrative_unit) b where s.unit_id = b.parent_id and s.at = told;
	delete from reason_sum s using (select distinct parent_id from administrative_unit) b where s.unit_id = b.parent_id and s.at = told;
	delete from funding_sum s using (select distinct parent_id from administrative_unit) b where s.unit_id = b.parent_id and s.at = told;
end $$;

-- The sums of a closed moment begin from the last that stay; those of the running day (for_now) go when the next ones come.
alter function fold_ledger(timestamptz) rename to keep_ledger_sums;
create function fold_ledger(moment timestamptz, for_now boolean default false) returns void language plpgsql as $$
begin
	perform pg_advisory_xact_lock(hashtext('ledger_fold'));
	if moment > (select closed_until from ledger_closing)
		or moment <= (select max(at) from ledger_fold where for_now or not passing) then
		return;
	end if;
	perform forget_passing_sums();
	perform keep_ledger_sums(moment);
	update ledger_fold set passing = true where at = moment and for_now;
end $$;

-- Closes the ledger if nobody is writing at this instant; whoever comes meanwhile waits no longer than for a commit.
create function try_close_ledger(moment timestamptz) returns boolean language plpgsql as $$
begin
	if not pg_try_advisory_xact_lock(hashtext('ledger_closing')) then
		return false;
	end if;
	update ledger_closing set closed_until = moment where closed_until < moment;
	return true;
end $$;

-- The sums of the watch are the same until lines are gathered or a deadline is another: by this number who has read them knows.
create table watch_version (
	one boolean primary key default true check (one),
	version bigint not null
);
insert into watch_version (version) values (1);
create function next_watch_version() returns trigger language plpgsql as $$
begin
	update watch_version set version = version + 1;
	return null;
end $$;
create trigger watch_sum_changed after insert or update or delete on watch_sum for each statement execute function next_watch_version();
create trigger deadline_decided after insert or update or delete on deadline_decision for each statement execute function next_watch_version();
