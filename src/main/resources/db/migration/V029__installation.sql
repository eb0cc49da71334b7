-- Which secret the sealed ids of this database open with: a fingerprint of it, so that a start with another one is refused before
-- anything is sealed twice over.
create table installation (
	one boolean primary key default true check (one),
	secret_check bytea not null
);
