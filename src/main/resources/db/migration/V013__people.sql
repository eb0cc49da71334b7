-- Who people are, how they come in for the first time, by which decision and for how long they hold a right.
alter table user_account
	add column phone text,
	add column email text,
	add column name_sort text not null default '',
	add column activated_at timestamptz,
	add column notice_read_at timestamptz,
	add column locked_at timestamptz,
	add column lock_reason text,
	add column active_on date,
	add column totp_secret bytea,
	add column totp_since timestamptz,
	add column totp_last_step bigint not null default 0;
update user_account set activated_at = created_at where not must_change_password;
update user_account set locked_at = created_at, lock_reason = 'enabled = false' where not enabled;
update user_account set name_sort = regexp_replace(full_name, '^(.*) (\S+)$', '\2 \1');
update user_account a set active_on = (select max(at)::date from login_attempt l where l.username = a.username and l.succeeded);
alter table user_account drop column enabled, drop column must_change_password;
create index user_account_name on user_account (name_sort collate vi, id);

-- A right is never deleted: it runs out or is ended, with a reason. valid_to is its last day.
alter table account_grant
	add column valid_from date not null default '2024-01-01',
	add column valid_to date check (valid_to >= valid_from),
	add column decision_no text,
	add column decision_date date,
	add column granted_by uuid references user_account,
	add column deputy_of uuid references user_account,
	add column ended_at timestamptz,
	add column ended_by uuid references user_account,
	add column end_reason text,
	add check ((ended_at is null) = (end_reason is null)),
	drop constraint account_grant_account_id_role_unit_id_key,
	add constraint account_grant_once exclude using gist (account_id with =, role with =, unit_id with =,
		daterange(valid_from, valid_to, '[]') with &&) where (ended_at is null);
alter table account_grant alter column valid_from drop default;
create index account_grant_account on account_grant (account_id);

-- One-time codes: to come in for the first time or after a forgotten password. Only their hash is kept.
create table access_code (
	code_hash bytea primary key,
	account_id uuid not null references user_account,
	created_at timestamptz not null,
	created_by uuid references user_account,
	valid_until timestamptz not null,
	used_at timestamptz
);
create index access_code_account on access_code (account_id, created_at desc);

create table recovery_code (
	account_id uuid not null references user_account,
	code_hash bytea not null,
	used_at timestamptz,
	primary key (account_id, code_hash)
);

-- Devices on which the second factor is not asked again until a day.
create table trusted_device (
	id uuid primary key,
	account_id uuid not null references user_account,
	token_hash bytea not null unique,
	agent text not null,
	created_at timestamptz not null,
	valid_until timestamptz not null
);
create index trusted_device_account on trusted_device (account_id);

-- How strictly each role signs in.
create table sign_in_policy (
	role text primary key,
	second_factor boolean not null,
	idle_minutes integer not null check (idle_minutes between 5 and 1440),
	session_hours integer not null check (session_hours between 1 and 720),
	trusted_days integer not null check (trusted_days between 0 and 90)
);
insert into sign_in_policy (role, second_factor, idle_minutes, session_hours, trusted_days) values
	('OFFICER', false, 720, 336, 30), ('LEADER', false, 720, 336, 30), ('MEMBER', false, 720, 336, 30),
	('ADMIN', true, 60, 12, 7), ('LOCAL_ADMIN', true, 60, 12, 7), ('AUDITOR', true, 60, 12, 7);

-- Passkeys, in the form that Spring Security reads (its user-entities and user-credentials schema).
create table user_entities (
	id varchar(1000) primary key,
	name varchar(100) not null unique,
	display_name varchar(200)
);
create table user_credentials (
	credential_id varchar(1000) primary key,
	user_entity_user_id varchar(1000) not null references user_entities,
	public_key bytea not null,
	signature_count bigint,
	uv_initialized boolean,
	backup_eligible boolean not null,
	authenticator_transports varchar(1000),
	public_key_credential_type varchar(100),
	backup_state boolean not null,
	attestation_object bytea,
	attestation_client_data_json bytea,
	created timestamp,
	last_used timestamp,
	label varchar(1000) not null
);
create index user_credentials_user on user_credentials (user_entity_user_id);
