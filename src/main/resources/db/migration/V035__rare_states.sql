-- Houses in a stage under way, and those whose evidence is lacking or doubtful, are few: a list of them in the order of names
-- is read from them alone, not past all the others.
create index household_under_way on household (stage, name_sort, id) where stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER');
create index household_weak_evidence on household (evidence, name_sort, id) where evidence in ('LACKING', 'DOUBTFUL');
