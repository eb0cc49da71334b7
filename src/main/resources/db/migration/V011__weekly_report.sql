-- When the week is cut off, when reports are due, who has to sign. Read when a week is opened; a week keeps what it was opened with.
create table reporting_settings (
	one boolean primary key default true check (one),
	cut_off_day integer not null check (cut_off_day between 1 and 7),
	cut_off_time time not null,
	lower_due_time time not null check (lower_due_time <= cut_off_time),
	top_due_time time not null check (top_due_time >= cut_off_time),
	sign_off boolean not null,
	lowest_level text not null check (lowest_level in ('PROVINCE', 'DISTRICT', 'COMMUNE'))
);
insert into reporting_settings values (true, 5, '16:00', '15:00', '17:30', true, 'DISTRICT');

-- [opens_at, cut_off_at): the next week opens where this one was cut off, so nothing falls between two weeks.
create table reporting_week (
	label text primary key check (label ~ '^[0-9]{4}-W[0-9]{2}$'),
	opens_at timestamptz not null unique,
	cut_off_at timestamptz not null unique check (cut_off_at > opens_at),
	lower_due_at timestamptz not null,
	top_due_at timestamptz not null,
	sign_off boolean not null,
	lowest_level text not null,
	reminded_at timestamptz,
	closed_at timestamptz
);

create table weekly_report (
	id uuid primary key,
	version integer not null,
	unit_id bigint not null references administrative_unit,
	week text not null references reporting_week,
	number integer not null check (number >= 1),
	state text not null check (state in ('DRAFT', 'SUBMITTED', 'RETURNED', 'ACCEPTED')),
	result text,
	difficulties text,
	proposals text,
	plans text,
	correction_reason text check (number = 1 or correction_reason is not null),
	first_submitted_at timestamptz,
	submitted_at timestamptz,
	submitted_by uuid references user_account,
	signed_at timestamptz,
	signed_by uuid references user_account,
	decided_at timestamptz,
	decided_by uuid references user_account,
	return_reason text,
	reopened_until timestamptz,
	kept jsonb check ((kept is not null) = (state = 'ACCEPTED')),
	unique (unit_id, week, number)
);
create index weekly_report_week on weekly_report (week, unit_id);

create function refuse_change_of_accepted() returns trigger language plpgsql as $$
begin
	if old.state = 'ACCEPTED' then
		raise exception 'an accepted report never changes' using errcode = 'restrict_violation';
	end if;
	return new;
end $$;
create trigger weekly_report_accepted before update on weekly_report for each row execute function refuse_change_of_accepted();
create trigger weekly_report_is_kept before delete on weekly_report for each row execute function refuse_rewrite();

create table report_step (
	id bigint generated always as identity primary key,
	report_id uuid not null references weekly_report,
	at timestamptz not null,
	by_id uuid not null references user_account,
	act text not null,
	note text,
	narrative jsonb
);
create index report_step_report on report_step (report_id, at);
create trigger report_step_is_history before update or delete on report_step for each row execute function refuse_rewrite();
