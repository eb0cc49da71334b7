-- How often a person has asked what could be guessed by asking often.
create table guess (
	account_id uuid not null references user_account,
	kind text not null,
	at timestamptz not null
);
create index guess_account on guess (account_id, kind, at);

-- A citizen id that was to be written where another locality's household has it already. Who asked learns the case's number; whoever keeps
-- both localities sees both households and answers.
create table identity_case (
	id bigint generated always as identity primary key,
	household_id uuid not null references household,
	unit_id bigint not null references administrative_unit,
	full_name text not null,
	asked_at timestamptz not null,
	asked_by uuid not null references user_account,
	import_id uuid,
	answer text,
	answered_at timestamptz,
	answered_by uuid references user_account
);
create unique index identity_case_open on identity_case (household_id, unit_id) where answered_at is null;
create index identity_case_unit on identity_case (unit_id, asked_at desc);
create index identity_case_asked on identity_case (asked_by, asked_at) where import_id is null;

-- How many lines of a list somebody without the right to export it has read on a day.
create table list_walk (
	account_id uuid not null references user_account,
	list text not null,
	day date not null,
	rows bigint not null,
	primary key (account_id, list, day)
);

alter table audit_alert drop constraint audit_alert_rule_check;
alter table audit_alert add constraint audit_alert_rule_check
	check (rule in ('MANY_FAILURES', 'NIGHT_EXPORT', 'MANY_VIEWS', 'NEW_DEVICE', 'MANY_ROWS', 'MANY_REFUSALS'));
