-- Many entries in one statement read and write the head of their lane once: whoever held it row by row went through all its versions of
-- the same transaction again for each entry, which made a list of 50,000 households quadratic. The chain itself is the same.
create or replace function audit_chain() returns trigger language plpgsql as $$
declare
	known text := nullif(current_setting('maiam.audit_head', true), '');
	head audit_lane;
	pick smallint := 1 + floor(random() * 64);
begin
	if known is null then
		-- any lane that nobody is writing to; when all are taken, wait for one
		select * into head from audit_lane where lane >= pick order by lane limit 1 for update skip locked;
		if not found then
			select * into head from audit_lane limit 1 for update skip locked;
		end if;
		if not found then
			select * into head from audit_lane where lane = pick for update;
		end if;
	else
		-- the lane's row is locked by this transaction since its first entry
		head.lane := split_part(known, ':', 1);
		head.position := split_part(known, ':', 2);
		head.hash := decode(split_part(known, ':', 3), 'hex');
	end if;
	new.lane := head.lane;
	new.position := head.position + 1;
	new.hash := sha256(head.hash || audit_content(new));
	perform set_config('maiam.audit_head', new.lane || ':' || new.position || ':' || encode(new.hash, 'hex'), true);
	return new;
end $$;

create function audit_chain_head() returns trigger language plpgsql as $$
declare
	known text := nullif(current_setting('maiam.audit_head', true), '');
begin
	update audit_lane set position = split_part(known, ':', 2)::bigint, hash = decode(split_part(known, ':', 3), 'hex')
	where known is not null and lane = split_part(known, ':', 1)::smallint;
	return null;
end $$;
create trigger audit_entry_chain_head after insert on audit_entry for each statement execute function audit_chain_head();
