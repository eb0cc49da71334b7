-- The sums of the watch are the same until lines are gathered or a deadline is another: by this number who has read them knows. It is
-- taken from the clock, so it never comes back, not even where the database itself is put back to what it was.
create table watch_version (
	one boolean primary key default true check (one),
	version bigint not null
);
insert into watch_version (version) values (1);

create function next_watch_version() returns trigger language plpgsql as $$
begin
	update watch_version set version = greatest(version + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint);
	return null;
end $$;
create trigger watch_sum_changed after insert or update or delete on watch_sum for each statement execute function next_watch_version();
create trigger deadline_decided after insert or update or delete on deadline_decision for each statement execute function next_watch_version();
