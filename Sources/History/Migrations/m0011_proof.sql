-- The proof of a split to its last unit, and what quarters are expected to come to.

ALTER TABLE allocation_month ADD COLUMN residue REAL;

-- One row per system and quarter, in the newest month of the quarter that has a report.
CREATE TABLE landing_quarter (
    month TEXT NOT NULL, quarter TEXT NOT NULL, system TEXT NOT NULL, currency TEXT NOT NULL, months INTEGER NOT NULL,
    actual REAL NOT NULL, actual_micros INTEGER, actual_femtos INTEGER,
    landing REAL NOT NULL, landing_low REAL NOT NULL, landing_high REAL NOT NULL,
    plan REAL, plan_low REAL, plan_high REAL, variance REAL, rest TEXT NOT NULL,
    PRIMARY KEY (month, system, currency)
) STRICT;

DROP VIEW landing_error;

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
    ('allocation_month', 'residue', 'currency', 'within amount: what largest remainder handed the row beyond its exact share, within 1e-15; the residues of a component add up to 0, within the rounding of binary sums; NULL in a month that was closed before it was told'),
    ('landing_quarter', 'month', 'month', 'newest month of the quarter that has a report, YYYY-MM'),
    ('landing_quarter', 'quarter', NULL, 'quarter of the fiscal year, YYYY-Qn'),
    ('landing_quarter', 'system', NULL, 'what one planning document is about'),
    ('landing_quarter', 'currency', NULL, 'currency of the row''s amounts'),
    ('landing_quarter', 'months', 'months', 'months of the quarter that the row counts: those over in which the system has charges, this one and those to come'),
    ('landing_quarter', 'actual', 'currency', 'cost over complete days of the months so far, without tax, promotional credits and what the plan keeps apart'),
    ('landing_quarter', 'actual_micros', 'currency', 'actual exactly: floor at 1e-6'),
    ('landing_quarter', 'actual_femtos', 'currency', 'actual exactly: remainder in 1e-15'),
    ('landing_quarter', 'landing', 'currency', 'what the counted months are expected to come to'),
    ('landing_quarter', 'landing_low', 'currency', 'low end of the landing''s 80 % range'),
    ('landing_quarter', 'landing_high', 'currency', 'high end of the landing''s 80 % range'),
    ('landing_quarter', 'plan', 'currency', 'plan of the counted months; NULL where one has none or where it is a range'),
    ('landing_quarter', 'plan_low', 'currency', 'lower bound of a ranged plan'),
    ('landing_quarter', 'plan_high', 'currency', 'upper bound of a ranged plan'),
    ('landing_quarter', 'variance', 'currency', 'landing less plan; of a range the distance to the nearer bound'),
    ('landing_quarter', 'rest', NULL, 'what the months to come are taken from: plan, run rate, or none where there are none');
