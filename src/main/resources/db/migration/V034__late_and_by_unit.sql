-- Late and silent houses are counted by stage without touching their rows; a list in the order of the units begins with the first unit.
drop index household_late;
create index household_late on household (planned_finish) include (phase_id, stage, eligibility, halt)
	where eligibility = 'ELIGIBLE' and halt is null and stage not in ('COMPLETED', 'HANDED_OVER');
drop index household_silent;
create index household_silent on household (progress_at) include (stage, eligibility, halt)
	where stage not in ('NOT_STARTED', 'COMPLETED', 'HANDED_OVER');
create index administrative_unit_code on administrative_unit (code);
