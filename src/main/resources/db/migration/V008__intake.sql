-- Lists on their way from a workbook into the register. The file is sealed, since it holds citizen ids, and swept after a month.
create table import_job (
	id uuid primary key,
	created_by uuid not null references user_account,
	created_at timestamptz not null,
	file_name text not null,
	file bytea,
	state text not null check (state in ('RECOGNISED', 'CHECKING', 'CHECKED', 'CONFIRMING', 'DONE', 'FAILED')),
	layout jsonb not null,
	settings jsonb not null,
	rows_total integer not null default 0,
	rows_done integer not null default 0,
	heartbeat_at timestamptz not null,
	finished_at timestamptz,
	failure text
);
create index import_job_mine on import_job (created_by, created_at desc);

-- seen_version: the household's version at the dry run; what has moved since is not overwritten unseen.
create table import_row (
	import_id uuid not null references import_job on delete cascade,
	number integer not null,
	sheet text not null,
	row_number integer not null,
	data jsonb not null,
	citizen_id_cipher bytea,
	citizen_id_fingerprint bytea,
	citizen_id_masked text,
	outcome text not null check (outcome in ('NEW', 'CHANGED', 'UNCHANGED', 'REFUSED', 'DUPLICATE')),
	household_id uuid,
	duplicate_of uuid,
	seen_version integer,
	choice text check (choice in ('SAME', 'OTHER')),
	problems jsonb not null,
	remarks jsonb not null,
	changes jsonb not null default '{}',
	primary key (import_id, number)
);
create index import_row_outcome on import_row (import_id, outcome, number);
create index import_row_citizen on import_row (import_id, citizen_id_fingerprint);
