-- What the next version might bring: a column beside the old ones, filled from them, and an index.
alter table household add column builder_key text;
update household set builder_key = search_key(builder) where builder is not null;
create index household_builder on household (builder_key);
