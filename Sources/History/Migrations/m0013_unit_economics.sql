-- Customers below a margin floor, the year to date, and landings as they were told at a sequence.

ALTER TABLE component_month ADD COLUMN beside INTEGER;
ALTER TABLE customer_month ADD COLUMN margin_floor_percent REAL;
ALTER TABLE customer_month ADD COLUMN below_margin_floor INTEGER;

-- One row per system and component of the fiscal year up to a month, and one per system, whose component is NULL.
CREATE TABLE year_to_date (
    month TEXT NOT NULL, system TEXT NOT NULL, component TEXT, currency TEXT NOT NULL, fiscal_year TEXT NOT NULL,
    first_month TEXT NOT NULL, months INTEGER NOT NULL, months_of_year INTEGER NOT NULL,
    actual REAL, actual_micros INTEGER, actual_femtos INTEGER,
    plan REAL, plan_low REAL, plan_high REAL, variance REAL, variance_percent REAL, effect TEXT,
    original_plan REAL, original_plan_low REAL, original_plan_high REAL, original_variance REAL, original_variance_percent REAL,
    original_effect TEXT
) STRICT;
CREATE INDEX year_to_date_key ON year_to_date (month, system);

DROP VIEW landing_error;

-- One row per system, number of complete days of a month and sequence: what the month was then expected to come to.
CREATE TABLE landing_told (
    month TEXT NOT NULL, system TEXT NOT NULL, complete_days INTEGER NOT NULL, sequence INTEGER NOT NULL, currency TEXT NOT NULL,
    landing REAL NOT NULL, landing_micros INTEGER NOT NULL, landing_femtos INTEGER NOT NULL,
    PRIMARY KEY (month, system, complete_days, sequence)
) STRICT;
INSERT INTO landing_told
SELECT month, system, complete_days, 0, currency, landing, CAST(round(landing * 1e6) AS INTEGER), 0 FROM landing_history;
DROP TABLE landing_history;

-- One row per system and number of complete days of a month: what the month was last expected to come to from these.
CREATE VIEW landing_history AS
SELECT month, system, complete_days, currency, landing, landing_micros, landing_femtos, sequence FROM landing_told t
WHERE sequence = (SELECT max(n.sequence) FROM landing_told n
    WHERE n.month = t.month AND n.system = t.system AND n.complete_days = t.complete_days);

-- One row per landing of a month whose days are all complete now: how far off it was.
CREATE VIEW landing_error AS
SELECT h.month, h.system, h.complete_days, h.currency, h.landing, a.actual, h.landing - a.actual AS error,
    100 * (h.landing - a.actual) / nullif(a.actual, 0) AS error_percent
FROM landing_history h
JOIN (SELECT month, system, currency, sum(actual) AS actual FROM component_month
    WHERE component NOT IN ('(tax)', '(promotional credits)', '(adjustment)')
    GROUP BY month, system, currency) a ON a.month = h.month AND a.system = h.system AND a.currency = h.currency
JOIN month_status s ON s.month = h.month AND s.state <> 'open';

INSERT INTO column_doc (table_name, column_name, unit, meaning) VALUES
    ('component_month', 'beside', NULL, '1 where it is an environment with a budget of its own, in no total of the system'),
    ('customer_month', 'margin_floor_percent', '%', 'gross margin that the settings ask for; NULL where they ask for none'),
    ('customer_month', 'below_margin_floor', NULL, '1 where the gross margin is below the floor, else 0; NULL without either'),
    ('landing_history', 'landing_micros', 'currency', 'landing exactly: floor at 1e-6'),
    ('landing_history', 'landing_femtos', 'currency', 'landing exactly: remainder in 1e-15'),
    ('landing_history', 'sequence', NULL, 'sequence of the report that told it; 0 where it was not kept'),
    ('year_to_date', 'month', 'month', 'calendar month up to which the year counts, YYYY-MM'),
    ('year_to_date', 'system', NULL, 'what one planning document is about'),
    ('year_to_date', 'component', NULL, 'line of the system''s cost plan; NULL for the whole system, which its components add up to'),
    ('year_to_date', 'currency', NULL, 'currency of the row''s amounts'),
    ('year_to_date', 'fiscal_year', NULL, 'named by the calendar year that it ends in'),
    ('year_to_date', 'first_month', 'month', 'first month of the year in which the system''s cost is known, YYYY-MM'),
    ('year_to_date', 'months', 'months', 'months of the year in which the system''s cost is known; only these count'),
    ('year_to_date', 'months_of_year', 'months', 'months of the year that have begun'),
    ('year_to_date', 'actual', 'currency', 'cost over complete days, changes of closed months included'),
    ('year_to_date', 'actual_micros', 'currency', 'actual exactly: floor at 1e-6'),
    ('year_to_date', 'actual_femtos', 'currency', 'actual exactly: remainder in 1e-15'),
    ('year_to_date', 'plan', 'currency', 'plan to date that each month is compared with; NULL without one or where it is a range'),
    ('year_to_date', 'plan_low', 'currency', 'lower bound of a ranged plan to date'),
    ('year_to_date', 'plan_high', 'currency', 'upper bound of a ranged plan to date'),
    ('year_to_date', 'variance', 'currency', 'actual less plan; of a range the distance to the nearer bound'),
    ('year_to_date', 'variance_percent', '%', 'variance in percent of the plan'),
    ('year_to_date', 'effect', NULL, 'of the variance on the result: favourable, adverse or on plan'),
    ('year_to_date', 'original_plan', 'currency', 'plan to date by the first version known for each month'),
    ('year_to_date', 'original_plan_low', 'currency', 'lower bound of the original plan to date'),
    ('year_to_date', 'original_plan_high', 'currency', 'upper bound of the original plan to date'),
    ('year_to_date', 'original_variance', 'currency', 'actual less original plan; of a range the distance to the nearer bound'),
    ('year_to_date', 'original_variance_percent', '%', 'original variance in percent of the original plan'),
    ('year_to_date', 'original_effect', NULL, 'of the original variance on the result: favourable, adverse or on plan');
