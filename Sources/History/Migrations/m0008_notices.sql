-- What an alert says beside its level, as people were told, and who is to be told of it.

ALTER TABLE alert ADD COLUMN landing_micros INTEGER;
ALTER TABLE alert ADD COLUMN landing_femtos INTEGER;
ALTER TABLE alert ADD COLUMN owner TEXT;
-- Whether the amounts are money: else `currency` is the unit of usage.
ALTER TABLE alert ADD COLUMN is_money INTEGER NOT NULL DEFAULT 1;
-- The run in which the level was below the threshold again, so that it may be said from then on; NULL while it is not.
ALTER TABLE alert_silence ADD COLUMN lifted_in_run INTEGER REFERENCES run;
CREATE INDEX alert_delivery_pending ON alert_delivery (state) WHERE state = 'pending';

-- One row per day on which a component cost far from what it usually does on its weekday; at most ten a month.
CREATE TABLE unusual_day (
    month TEXT NOT NULL, system TEXT NOT NULL, component TEXT NOT NULL, day TEXT NOT NULL, currency TEXT NOT NULL,
    actual REAL NOT NULL, expected REAL NOT NULL, excess REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
    service TEXT, subaccount TEXT, explained REAL NOT NULL,
    PRIMARY KEY (month, system, component, day)
) STRICT;

-- One row per system and number of complete days of a month: what the month was then expected to come to.
CREATE TABLE landing_history (
    month TEXT NOT NULL, system TEXT NOT NULL, complete_days INTEGER NOT NULL, currency TEXT NOT NULL, landing REAL NOT NULL,
    PRIMARY KEY (month, system, complete_days)
) STRICT;

-- One row per landing of a month whose days are all complete now: how far off it was.
CREATE VIEW landing_error AS
SELECT h.month, h.system, h.complete_days, h.currency, h.landing, a.actual, h.landing - a.actual AS error,
    100 * (h.landing - a.actual) / nullif(a.actual, 0) AS error_percent
FROM landing_history h
JOIN (SELECT month, system, currency, sum(actual) AS actual FROM component_month WHERE component NOT IN ('(tax)', '(adjustment)')
    GROUP BY month, system, currency) a ON a.month = h.month AND a.system = h.system AND a.currency = h.currency
JOIN month_status s ON s.month = h.month AND s.state <> 'open';

-- One row per provider and currency of a month: from billed to effective cost.
CREATE TABLE bridge_month (
    month TEXT NOT NULL, provider TEXT, currency TEXT NOT NULL,
    billed REAL NOT NULL, billed_micros INTEGER NOT NULL, billed_femtos INTEGER NOT NULL,
    purchases REAL NOT NULL, amortised REAL NOT NULL, unused REAL NOT NULL, other REAL NOT NULL,
    effective REAL NOT NULL, effective_micros INTEGER NOT NULL, effective_femtos INTEGER NOT NULL
) STRICT;
CREATE INDEX bridge_month_key ON bridge_month (month);

INSERT INTO column_doc (table_name, column_name, unit, meaning) VALUES
    ('alert', 'landing_micros', 'currency', 'what the period was expected to come to, exactly: floor at 1e-6; NULL where nothing said'),
    ('alert', 'landing_femtos', 'currency', 'what the period was expected to come to, exactly: remainder in 1e-15'),
    ('alert', 'owner', NULL, 'who answers for the budget'),
    ('alert', 'is_money', NULL, '1 where the amounts are money, 0 where currency is a unit of usage'),
    ('landing_history', 'month', 'month', 'calendar month, YYYY-MM'),
    ('landing_history', 'system', NULL, 'what one planning document is about'),
    ('landing_history', 'complete_days', 'days', 'days that were complete then'),
    ('landing_history', 'currency', NULL, 'currency of the landing'),
    ('landing_history', 'landing', 'currency', 'what the month was then expected to come to'),
    ('landing_error', 'month', 'month', 'calendar month whose days are all complete now, YYYY-MM'),
    ('landing_error', 'system', NULL, 'what one planning document is about'),
    ('landing_error', 'complete_days', 'days', 'days that were complete when the landing was computed'),
    ('landing_error', 'currency', NULL, 'currency of the row''s amounts'),
    ('landing_error', 'landing', 'currency', 'what the month was then expected to come to'),
    ('landing_error', 'actual', 'currency', 'what it came to'),
    ('landing_error', 'error', 'currency', 'landing less actual'),
    ('landing_error', 'error_percent', '%', 'landing less actual in percent of the actual'),
    ('bridge_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('bridge_month', 'provider', NULL, 'ProviderName; NULL where the bills name none'),
    ('bridge_month', 'currency', NULL, 'currency of the row''s amounts'),
    ('bridge_month', 'billed', 'currency', 'sum of BilledCost'),
    ('bridge_month', 'billed_micros', 'currency', 'billed exactly: floor at 1e-6'),
    ('bridge_month', 'billed_femtos', 'currency', 'billed exactly: remainder in 1e-15'),
    ('bridge_month', 'purchases', 'currency', 'paid ahead for commitments, no cost of the month: negative'),
    ('bridge_month', 'amortised', 'currency', 'commitments that the month''s usage was covered by'),
    ('bridge_month', 'unused', 'currency', 'commitments that nothing used'),
    ('bridge_month', 'other', 'currency', 'any other difference of the two costs'),
    ('bridge_month', 'effective', 'currency', 'sum of EffectiveCost: billed and the four steps'),
    ('bridge_month', 'effective_micros', 'currency', 'effective exactly: floor at 1e-6'),
    ('bridge_month', 'effective_femtos', 'currency', 'effective exactly: remainder in 1e-15'),
    ('unusual_day', 'month', 'month', 'calendar month, YYYY-MM'),
    ('unusual_day', 'system', NULL, 'what one planning document is about'),
    ('unusual_day', 'component', NULL, 'line of the system''s cost plan'),
    ('unusual_day', 'day', 'date', 'day of the month, YYYY-MM-DD'),
    ('unusual_day', 'currency', NULL, 'currency of the row''s amounts'),
    ('unusual_day', 'actual', 'currency', 'what the day cost'),
    ('unusual_day', 'expected', 'currency', 'what its weekday lets expect, with the fees of that day of the month'),
    ('unusual_day', 'excess', 'currency', 'actual less expected'),
    ('unusual_day', 'low', 'currency', 'where a usual day ends below: expected less 3.5 robust standard deviations'),
    ('unusual_day', 'high', 'currency', 'where a usual day ends above'),
    ('unusual_day', 'service', NULL, 'service that differs most; NULL where the bill names none'),
    ('unusual_day', 'subaccount', NULL, 'account that differs most; NULL where the bill names none'),
    ('unusual_day', 'explained', 'currency', 'what these two cost more than they usually do');
