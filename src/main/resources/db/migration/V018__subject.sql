-- Things of any module are named by kind and id. Who has looked at one, for the first and for the last time.
create table subject_reading (
	subject_kind text not null,
	subject_id text not null,
	account_id uuid not null references user_account,
	first_at timestamptz not null,
	last_at timestamptz not null,
	primary key (subject_kind, subject_id, account_id)
);
create index subject_reading_account on subject_reading (account_id, subject_kind);

-- Whether words, typed with or without marks, all occur in a text that was indexed with word_index(); the last may be half typed.
create function word_index(text) returns tsvector language sql immutable parallel safe
	return to_tsvector('simple', search_key(coalesce($1, '')));
create function word_query(text) returns tsquery language sql immutable parallel safe
	return case when numnode(plainto_tsquery('simple', search_key(coalesce($1, '')))) = 0 then ''::tsquery
		else (plainto_tsquery('simple', search_key($1))::text || ':*')::tsquery end;

-- The day of the field, which after five in the afternoon of a server on UTC is already the next.
create function field_day() returns date language sql stable parallel safe return (now() at time zone 'Asia/Ho_Chi_Minh')::date;

-- Who sees what belongs to a unit: everybody with a live right on it or on a unit above.
create view unit_viewer as
select distinct c.descendant_id as unit_id, g.account_id
from account_grant g join unit_closure c on c.ancestor_id = g.unit_id join user_account a on a.id = g.account_id
where g.ended_at is null and g.valid_from <= field_day() and (g.valid_to is null or g.valid_to >= field_day()) and a.locked_at is null;

-- The people of a unit itself: everybody with a live right on exactly it, or in its committees.
create view unit_person as
select g.unit_id, g.account_id
from account_grant g join user_account a on a.id = g.account_id
where g.ended_at is null and g.valid_from <= field_day() and (g.valid_to is null or g.valid_to >= field_day()) and a.locked_at is null
	and g.role in ('OFFICER', 'LEADER', 'MEMBER')
union
select w.unit_id, w.account_id from working_group_member w join user_account a on a.id = w.account_id where a.locked_at is null;
