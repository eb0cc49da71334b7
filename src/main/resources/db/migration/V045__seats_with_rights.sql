-- The people of a unit itself: everybody with a live right on exactly it, or in its committees with a live right on it or above. A seat
-- that outlived its right showed titles of orders and tasks.
create or replace view unit_person as
select g.unit_id, g.account_id
from account_grant g join user_account a on a.id = g.account_id
where g.ended_at is null and g.valid_from <= field_day() and (g.valid_to is null or g.valid_to >= field_day()) and a.locked_at is null
	and g.role in ('OFFICER', 'LEADER', 'MEMBER')
union
select w.unit_id, w.account_id from working_group_member w join user_account a on a.id = w.account_id
where a.locked_at is null and exists (select 1 from account_grant g join unit_closure c on c.ancestor_id = g.unit_id
	where g.account_id = w.account_id and c.descendant_id = w.unit_id and g.ended_at is null and g.valid_from <= field_day()
		and (g.valid_to is null or g.valid_to >= field_day()));
