-- Vietnamese order and accent-free search, used by every table below.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create collation vi (provider = icu, locale = 'vi');

-- unaccent() itself is only STABLE; naming the dictionary makes the result safe to index.
create function search_key(text) returns text
	language sql immutable parallel safe strict
	return lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFC)));

-- Tables whose rows are history: a row is written once.
create function refuse_rewrite() returns trigger language plpgsql as $$
begin
	raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end $$;
