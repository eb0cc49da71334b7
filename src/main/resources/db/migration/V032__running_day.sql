-- What a day had brought was added line by line until midnight, on every page of a country. Now the ledger is also closed while the day
-- runs, and its sums up to then are kept until there are later ones: each takes the place of the one before it, so nothing piles up.
-- Who goes back to the version before this one calls forget_passing_sums() first; figures are right without it too.
alter table ledger_fold add column passing boolean not null default false;
create index household_sum_moment on household_sum (at);
create index reason_sum_moment on reason_sum (at);
create index funding_sum_moment on funding_sum (at);

create function forget_passing_sums() returns void language plpgsql as $$
declare
	told timestamptz;
begin
	delete from ledger_fold where passing returning at into told;
	delete from household_sum where at = told;
	delete from reason_sum where at = told;
	delete from funding_sum where at = told;
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
