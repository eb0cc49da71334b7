-- Whoever sees every unit reads the tasks of all of them in their order.
create index task_open on task (due_on, (priority = 'NORMAL'), id) where closed_at is null;
create index task_done on task (closed_at desc, id) where closed_at is not null;
