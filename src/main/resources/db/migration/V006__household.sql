create sequence household_code_seq;

create table household (
	id uuid primary key,
	version integer not null,
	code text not null unique,
	phase_id integer not null references phase,
	part text not null,
	category text not null,
	kind text not null check (kind in ('NEW_BUILD', 'REPAIR')),

	full_name text not null,
	name_sort text collate vi not null,
	gender text,
	birth_year integer check (birth_year between 1900 and 2100),
	birth_date date,
	ethnicity text,
	phone text,
	members integer check (members between 1 and 30),
	citizen_id_cipher bytea,
	citizen_id_fingerprint bytea,
	citizen_id_masked text,

	unit_id bigint not null references administrative_unit,
	hamlet text,
	latitude double precision check (latitude between -90 and 90),
	longitude double precision check (longitude between -180 and 180),

	hard_floor boolean,
	hard_frame boolean,
	hard_roof boolean,
	house_area integer,
	house_condition text,
	land_status text,
	land_certificate text,

	planned_area integer,
	estimate bigint,
	builder text,
	planned_start date,
	planned_finish date,
	previous_support text,
	responsible text,
	note text,

	eligibility text not null,
	ineligible_reason text,
	solution text,
	agency text,
	resolve_by date,

	stage text not null,
	halt text,
	reached_on date,
	started_on date,
	completed_on date,
	progress_at timestamptz,

	created_at timestamptz not null,
	recorded_at timestamptz not null,
	recorded_by uuid not null references user_account,
	search_text text generated always as (
		search_key(full_name || ' ' || code || ' ' || coalesce(hamlet, '') || ' ' || coalesce(phone, ''))) stored
);
create unique index household_citizen on household (citizen_id_fingerprint);
create index household_unit on household (unit_id, stage);
create index household_name on household (name_sort, id);
create index household_search on household using gin (search_text gin_trgm_ops);
create index household_same_person on household (unit_id, birth_year, name_sort);
create index household_updated on household (recorded_at desc);
create index household_waiting on household (progress_at) where stage not in ('COMPLETED', 'HANDED_OVER') and halt is null;

create table eligibility_decision (
	id uuid primary key,
	household_id uuid not null references household,
	eligibility text not null,
	ineligible_reason text,
	solution text,
	agency text,
	resolve_by date,
	document_no text not null,
	document_date date not null,
	note text,
	recorded_at timestamptz not null,
	recorded_by uuid not null references user_account
);
create index eligibility_decision_household on eligibility_decision (household_id, recorded_at);
create trigger eligibility_decision_is_history before update or delete on eligibility_decision
	for each row execute function refuse_rewrite();

create table progress_entry (
	id uuid primary key,
	household_id uuid not null references household,
	position integer not null,
	stage text not null,
	halt text,
	reached_on date not null,
	note text,
	obstacle text,
	reason text,
	document_no text,
	corrects_id uuid unique references progress_entry,
	latitude double precision,
	longitude double precision,
	accuracy_metres integer,
	recorded_at timestamptz not null,
	recorded_by uuid not null references user_account
);
create index progress_entry_household on progress_entry (household_id, position, recorded_at);
create trigger progress_entry_is_history before update or delete on progress_entry
	for each row execute function refuse_rewrite();

create table photo (
	id uuid primary key,
	household_id uuid not null references household,
	entry_id uuid not null references progress_entry,
	storage_key text not null unique,
	sha256 bytea not null,
	bytes integer not null,
	width integer not null,
	height integer not null,
	taken_at timestamp,
	latitude double precision,
	longitude double precision,
	uploaded_at timestamptz not null
);
create index photo_household on photo (household_id, uploaded_at);
create index photo_entry on photo (entry_id);
create index photo_same on photo (sha256);

-- Amounts in whole đồng; for LABOUR_DAYS in days.
create table funding_line (
	household_id uuid not null references household,
	source text not null,
	form text not null,
	pledged bigint not null check (pledged >= 0),
	allocated bigint not null check (allocated >= 0),
	disbursed bigint not null check (disbursed >= 0),
	recorded_at timestamptz not null,
	primary key (household_id, source, form)
);
