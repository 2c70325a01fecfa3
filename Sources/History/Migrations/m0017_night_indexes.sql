-- What a night asks of all that there ever was, without a look at all of it: the last change of Inputs, a source's months, what came after a
-- change, what has brought the newest days, which budgets a month was judged by, and reports that are not in their place.
CREATE INDEX change_kind ON change (kind);
CREATE INDEX scope_source ON scope (source, kind, period_start);
CREATE INDEX scope_delivery_sequence ON scope_delivery (sequence);
CREATE INDEX scope_delivery_last_day ON scope_delivery (last_day);
CREATE INDEX scope_sighting_sequence ON scope_sighting (sequence);
CREATE INDEX scope_sighting_last_day ON scope_sighting (last_day);
CREATE INDEX budget_judged_month ON budget_judged (month);
CREATE INDEX publication_due ON publication (publication) WHERE is_placed = 0;
