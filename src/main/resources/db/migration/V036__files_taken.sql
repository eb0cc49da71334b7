-- Whoever had files read lately waits behind those who had none.
create index stored_file_taken on stored_file (taken_at) where taken_at is not null;
