-- Data and administration handed to a locality: to whom, by which decision, and each pack that was taken.
create table handover (
	id uuid primary key,
	unit_id bigint not null references administrative_unit,
	decision_no text not null,
	decision_date date not null,
	receivers text[] not null,
	note text,
	made_at timestamptz not null,
	made_by uuid not null references user_account
);
create index handover_unit on handover (unit_id, made_at desc);
create trigger handover_is_history before update or delete on handover for each row execute function refuse_rewrite();
