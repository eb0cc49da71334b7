-- Bytes that are kept, each content once, whoever brought it. state: NEW waits to be read for its text.
create table stored_file (
	id uuid primary key,
	sha256 bytea not null unique check (length(sha256) = 32),
	size bigint not null check (size > 0),
	media_type text not null,
	state text not null check (state in ('NEW', 'READ', 'UNREADABLE')),
	pages integer not null default 0,
	words tsvector,
	stored_at timestamptz not null,
	attempts integer not null default 0,
	taken_at timestamptz
);
create index stored_file_new on stored_file (stored_at) where state = 'NEW';
create index stored_file_words on stored_file using gin (words);

-- A file under a name on a thing: a post, a task, a directive, a document (there the newest is the version that holds).
create table attachment (
	id uuid primary key,
	subject_kind text not null,
	subject_id text not null,
	unit_id bigint not null references administrative_unit,
	file_id uuid not null references stored_file,
	name text not null check (length(name) between 1 and 200),
	added_at timestamptz not null,
	added_by uuid not null references user_account
);
create index attachment_subject on attachment (subject_kind, subject_id, added_at);
create index attachment_unit on attachment (unit_id);
create index attachment_file on attachment (file_id);

-- A document of a unit's library, with the fields of an official document. reach BELOW: for everybody in the units below, too.
create table document (
	id uuid primary key,
	version integer not null,
	unit_id bigint not null references administrative_unit,
	reach text not null check (reach in ('GROUP', 'BELOW')),
	kind text not null check (kind in ('DECISION', 'PLAN', 'OFFICIAL_LETTER', 'REPORT', 'NOTICE', 'GUIDANCE', 'MINUTES', 'FORM', 'PICTURE', 'OTHER')),
	number text check (length(number) <= 60),
	issued_on date,
	issuer text check (length(issuer) <= 200),
	signer text check (length(signer) <= 120),
	summary text not null check (length(summary) between 1 and 500),
	tags text not null default '',
	year integer not null,
	recorded_at timestamptz not null,
	recorded_by uuid not null references user_account,
	changed_at timestamptz not null,
	removed_at timestamptz,
	removed_by uuid references user_account,
	removal_reason text,
	words tsvector generated always as (to_tsvector('simple', search_key(summary || ' ' || coalesce(number, '') || ' ' || coalesce(issuer, '') || ' ' || coalesce(signer, '') || ' ' || tags))) stored,
	check ((removed_at is null) = (removal_reason is null))
);
create index document_unit on document (unit_id, recorded_at desc) where removed_at is null;
create index document_recorded on document (recorded_at desc, id) where removed_at is null;
create index document_words on document using gin (words);
