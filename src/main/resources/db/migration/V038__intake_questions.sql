-- Lists are asked about before they are written: rows that wait for an answer, what reading has found, a person who stands in the same list
-- already, and answers that are kept for the next list of the same form.
alter table import_job add column findings jsonb not null default '{}';
-- What was looked at before is looked at again: nobody was asked then.
update import_job set state = 'RECOGNISED' where state in ('CHECKING', 'CHECKED');
alter table import_row add column duplicate_row integer;
alter table import_row drop constraint import_row_outcome_check;
alter table import_row add constraint import_row_outcome_check
	check (outcome in ('NEW', 'CHANGED', 'UNCHANGED', 'REFUSED', 'ASKED', 'DUPLICATE'));

create table import_memory (
	unit_id bigint not null references administrative_unit,
	layout text not null,
	question text not null,
	answer text not null,
	decided_by uuid not null references user_account,
	decided_at timestamptz not null,
	primary key (unit_id, layout, question)
);

-- A person's name as lists spell it: without titles before and brackets behind.
create function name_alone(name text) returns text language sql immutable strict parallel safe
	return regexp_replace(regexp_replace(regexp_replace(lower(normalize(name, NFC)), '\s+', ' ', 'g'),
		'^((ông bà|ông/bà|ông|bà|anh|chị|cụ|đồng chí|đ/c)[.:]?\s+)+', ''), '\s*[(\[].*$', '');

-- Equal for all spellings of a name, for some other names too: marks and i or y left out. Good for finding, never for telling.
create function name_key(name text) returns text language sql immutable strict parallel safe
	return replace(public.search_key(public.name_alone(name)), 'y', 'i');

-- Equal for spellings of one name: the tone here or there, i or y, Đ or a letter that looks like it.
create function name_sound(name text) returns text language sql immutable strict parallel safe
	return replace(regexp_replace(normalize(replace(public.name_alone(name), U&'\00F0', 'đ'), NFD),
		U&'([^\\s\0300\0301\0303\0309\0323]*)([\0300\0301\0303\0309\0323])([^\\s]*)', '\1\3\2', 'g'), 'y', 'i');

-- Whether two names may be one person's: they sound alike, or one was typed without marks.
create function is_same_name(one text, other text) returns boolean language sql immutable strict parallel safe
	return public.name_key(one) = public.name_key(other)
		and (public.name_sound(one) = public.name_sound(other) or one ~ '^[ -~]+$' or other ~ '^[ -~]+$');

create index household_same_name on household (unit_id, name_key(full_name));
analyze household;
