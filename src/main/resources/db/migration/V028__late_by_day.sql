-- Late houses are asked for by their planned day over all phases: the day leads, and the planner has to know of what was just filled.
drop index household_late;
create index household_late on household (coalesce(planned_finish, 'infinity'::date), phase_id)
	where eligibility = 'ELIGIBLE' and halt is null and stage not in ('COMPLETED', 'HANDED_OVER');
analyze household;
analyze watch_sum;
