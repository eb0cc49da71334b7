-- Reports that their units still have in hand: few, and asked for by the minute.
create index weekly_report_in_hand on weekly_report (week) where state in ('DRAFT', 'RETURNED');
