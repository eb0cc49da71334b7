-- What has been read of a list on a day, so that looking again at the same lines costs
-- nothing; "rows" is what was counted before this column.
alter table list_walk add column seen text[] not null default '{}';
alter table list_walk alter column rows set default 0;

-- What comes with a right that is offered: the post in words that are known by its key.
alter table invitation add column post text check (length(post) <= 100);
alter table invitation add column office text check (length(office) <= 200);
update invitation i set post = 'committee.position.' || o.position, office = o.office
	from membership_offer o where o.invitation_id = i.id;
create index invitation_open_name on invitation (username, unit_id) where answer is null or answer = 'DECLINED';

create index account_grant_deputy on account_grant (deputy_of) where deputy_of is not null;

-- Who has entered the e-mail address, if it was not its owner: a letter to it opens no
-- more than that person could open. No reference: a handed over account comes alone.
alter table user_account add column email_by uuid;
