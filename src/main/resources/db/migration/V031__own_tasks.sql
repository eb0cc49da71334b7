-- Whose task it is and whose nobody's it is are asked for on every start page, closed ones in their list.
create index task_of on task (owner_id);
create index task_of_nobody on task (unit_id) where owner_id is null;
