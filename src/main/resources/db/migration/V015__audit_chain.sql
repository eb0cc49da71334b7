-- The trail becomes a chain that cannot be bent unseen: partitioned by month, written once, each entry sealed with the one
-- before it. There is not one chain but many lanes: a writer takes a lane that nobody is writing to, so writers never queue.
alter table audit_entry rename to audit_entry_before;
alter index audit_entry_pkey rename to audit_entry_before_pkey;
drop index audit_entry_at, audit_entry_unit, audit_entry_subject, audit_entry_actor;

create sequence audit_entry_number;

create table audit_entry (
	id bigint not null default nextval('audit_entry_number'),
	at timestamptz not null,
	actor_id uuid,
	actor_name text not null,
	address text,
	agent text,
	action text not null,
	subject_kind text not null,
	subject_id text not null,
	subject_label text not null,
	unit_id bigint references administrative_unit,
	changes jsonb not null,
	note text,
	lane smallint not null,
	position bigint not null,
	hash bytea not null,
	primary key (at, id)
) partition by range (at);
create index audit_entry_unit on audit_entry (unit_id, at desc);
create index audit_entry_subject on audit_entry (subject_kind, subject_id, at desc);
create index audit_entry_actor on audit_entry (actor_id, at desc);
create index audit_entry_action on audit_entry (action, at desc);
create index audit_entry_lane on audit_entry (lane, position);

-- The heads of the lanes: how many entries, and the hash of the last.
create table audit_lane (
	lane smallint primary key,
	position bigint not null default 0,
	hash bytea not null default ''
) with (fillfactor = 20);
insert into audit_lane (lane) select generate_series(1, 64);

-- What an entry says, as bytes: each field with its length before it, so that no two entries read alike. Java computes the
-- same (AuditChain); the trail is verified there, not by this function.
create function audit_content(entry audit_entry) returns bytea language sql stable as $$
	select string_agg(case when field is null then '\x2d'::bytea
		else convert_to(octet_length(field) || ':' || field, 'UTF8') end, ''::bytea order by place)
	from unnest(array[entry.id::text, (extract(epoch from entry.at) * 1000000)::bigint::text, entry.actor_id::text, entry.actor_name,
		entry.address, entry.agent, entry.action, entry.subject_kind, entry.subject_id, entry.subject_label, entry.unit_id::text,
		entry.changes::text, entry.note, entry.lane::text, entry.position::text]) with ordinality fields (field, place)
$$;

create function audit_chain() returns trigger language plpgsql as $$
declare
	mine smallint := nullif(current_setting('maiam.audit_lane', true), '')::smallint;
	head audit_lane;
	pick smallint := 1 + floor(random() * 64);
begin
	if mine is null then
		-- any lane that nobody is writing to; when all are taken, wait for one
		select * into head from audit_lane where lane >= pick order by lane limit 1 for update skip locked;
		if not found then
			select * into head from audit_lane limit 1 for update skip locked;
		end if;
		if not found then
			select * into head from audit_lane where lane = pick for update;
		end if;
		perform set_config('maiam.audit_lane', head.lane::text, true);
	else
		select * into head from audit_lane where lane = mine for update;
	end if;
	new.lane := head.lane;
	new.position := head.position + 1;
	new.hash := sha256(head.hash || audit_content(new));
	update audit_lane set position = new.position, hash = new.hash where lane = head.lane;
	return new;
end $$;
create trigger audit_entry_chain before insert on audit_entry for each row execute function audit_chain();
create trigger audit_entry_is_history before update or delete on audit_entry
	for each row execute function refuse_rewrite();

-- Months as partitions, made ahead; what has no month of its own is kept in the default one.
create function audit_month(month date) returns void language plpgsql as $$
declare
	first date := date_trunc('month', month);
	since timestamptz := first::timestamp at time zone 'Asia/Ho_Chi_Minh';
	until timestamptz := (first + interval '1 month')::timestamp at time zone 'Asia/Ho_Chi_Minh';
	name text := 'audit_entry_' || to_char(first, 'YYYY_MM');
begin
	if to_regclass(name) is not null then
		return;
	end if;
	-- a new month wants the table for itself for a moment: better later than everybody waiting
	set local lock_timeout = '2s';
	execute format('create table %I (like audit_entry including defaults including constraints)', name);
	-- what came before its month was made stands among the others; it moves as it is, hash and all
	if to_regclass('audit_entry_other') is not null then
		alter table audit_entry_other disable trigger user;
		execute format('with moved as (delete from audit_entry_other where at >= %L and at < %L returning *) insert into %I select * from moved',
			since, until, name);
		alter table audit_entry_other enable trigger user;
	end if;
	execute format('alter table audit_entry attach partition %I for values from (%L) to (%L)', name, since, until);
	execute format('create trigger %I before truncate on %I for each statement execute function refuse_rewrite()',
		name || '_is_not_emptied', name);
end $$;
create table audit_entry_other partition of audit_entry default;
create trigger audit_entry_other_is_not_emptied before truncate on audit_entry_other
	for each statement execute function refuse_rewrite();
create trigger audit_entry_is_not_emptied before truncate on audit_entry
	for each statement execute function refuse_rewrite();
select audit_month((date_trunc('month', coalesce((select min(at) from audit_entry_before), now())) + n * interval '1 month')::date)
	from generate_series(-4, 3 + (extract(year from age(now(), coalesce((select min(at) from audit_entry_before), now()))) * 12
		+ extract(month from age(now(), coalesce((select min(at) from audit_entry_before), now()))))::int) n;

insert into audit_entry (at, actor_id, actor_name, address, agent, action, subject_kind, subject_id, subject_label, unit_id, changes, note)
	select at, actor_id, actor_name, address, agent, action, subject_kind, subject_id, subject_label, unit_id, changes, note
	from audit_entry_before order by at, id;
drop trigger audit_entry_is_history on audit_entry_before;
drop trigger audit_entry_is_not_emptied on audit_entry_before;
drop table audit_entry_before;

-- Heads of all lanes at a moment, sealed with the installation's secret: who bends the database alone cannot bend these.
create table audit_anchor (
	id bigint generated by default as identity primary key,
	at timestamptz not null,
	heads jsonb not null,
	seal bytea not null
);
create trigger audit_anchor_is_history before update or delete on audit_anchor
	for each row execute function refuse_rewrite();

-- Months that were thrown away when their time was over: which stretch of each lane, and the hash that follows it.
create table audit_cut (
	lane smallint not null,
	from_position bigint not null,
	to_position bigint not null,
	before_hash bytea not null,
	after_hash bytea not null,
	at timestamptz not null,
	seal bytea not null,
	primary key (lane, from_position)
);
create trigger audit_cut_is_history before update or delete on audit_cut
	for each row execute function refuse_rewrite();

create table audit_setting (
	one boolean primary key default true check (one),
	keep_years integer not null default 10 check (keep_years between 1 and 50)
);
insert into audit_setting default values;

create trigger audit_anchor_is_not_emptied before truncate on audit_anchor for each statement execute function refuse_rewrite();
create trigger audit_cut_is_not_emptied before truncate on audit_cut for each statement execute function refuse_rewrite();
create trigger audit_lane_is_kept before delete on audit_lane for each row execute function refuse_rewrite();
create trigger audit_lane_is_not_emptied before truncate on audit_lane for each statement execute function refuse_rewrite();
