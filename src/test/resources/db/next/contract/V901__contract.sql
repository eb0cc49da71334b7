-- What the version after it might take away, which no running one reads any more.
drop index household_builder;
alter table household drop column builder_key;
