-- Sources that are late are alerts as well; budgets by the day are known before they count anything; what closes accrued is taken back
-- among the adjustments.

-- The source that is late, or no longer is; NULL for a budget.
ALTER TABLE alert ADD COLUMN source TEXT;
-- What had been counted, which of a forecast is not its level; NULL where it was raised before this was kept.
ALTER TABLE alert ADD COLUMN counted_micros INTEGER;
ALTER TABLE alert ADD COLUMN counted_femtos INTEGER;
CREATE INDEX alert_source ON alert (source) WHERE source IS NOT NULL;

-- One row per budget by the day and month (YYYY-MM) whose report was made with it in force, also while it counted nothing.
CREATE TABLE budget_judged (
    budget TEXT NOT NULL,
    month TEXT NOT NULL,
    PRIMARY KEY (budget, month)
) STRICT, WITHOUT ROWID;

-- One row per run that has placed the feed, with the newest change that it showed.
CREATE TABLE feed_placed (
    run INTEGER PRIMARY KEY REFERENCES run,
    sequence INTEGER NOT NULL
) STRICT;
INSERT INTO feed_placed SELECT run, sequence FROM run WHERE exit_status IN (0, 1, 3, 69, 78) AND sequence IS NOT NULL;

DROP VIEW adjustment;

-- One row per change to a closed month that stands, and per accrual of a close that the month after takes back: where and when it is
-- booked. Those of a month, without tax, are its line (adjustment): of one that is closed, as of its close.
CREATE VIEW adjustment AS
WITH reversal AS (
    SELECT a.*, a.month + 1 AS booked_month, c.sequence AS closed
    FROM accrual a LEFT JOIN month_close c ON c.month = a.month + 1 AND c.reopened IS NULL
    WHERE printf('%04d-%02d', (a.month + 1) / 12, (a.month + 1) % 12 + 1) IN (SELECT month FROM month_status)
)
SELECT printf('%04d-%02d', closed_month / 12, closed_month % 12 + 1) AS closed_month,
    printf('%04d-%02d', booked_month / 12, booked_month % 12 + 1) AS booked_month, system, component, customer, currency,
    amount_micros / 1e6 + amount_femtos / 1e15 AS amount, amount_micros, amount_femtos, cause, sequence
FROM booking WHERE known_to IS NULL
UNION ALL
SELECT printf('%04d-%02d', month / 12, month % 12 + 1), printf('%04d-%02d', booked_month / 12, booked_month % 12 + 1),
    system, component, customer, currency, -(amount_micros / 1e6 + amount_femtos / 1e15),
    -- The floor of what is negated, and what that leaves.
    -amount_micros - (amount_femtos > 0), CASE WHEN amount_femtos > 0 THEN 1000000000 - amount_femtos ELSE 0 END,
    'accrual of the close, taken back', known_from
FROM reversal
WHERE closed IS NULL AND known_to IS NULL OR known_from <= closed AND (known_to IS NULL OR known_to > closed);

INSERT INTO column_doc (table_name, column_name, unit, meaning) VALUES
    ('alert', 'source', NULL, 'source that is late, or no longer is; NULL for a budget'),
    ('alert', 'counted_micros', 'currency', 'what had been counted when it was raised, also of a forecast, exactly: floor at 1e-6; NULL where not kept'),
    ('alert', 'counted_femtos', 'currency', 'what had been counted when it was raised, exactly: remainder in 1e-15');
UPDATE column_doc SET meaning = 'budget that it is about; (source NAME) where a source is late'
    WHERE table_name = 'alert' AND column_name = 'budget';
UPDATE column_doc SET
    meaning = 'period of the budget: YYYY-MM, YYYY-MM-DD, YYYY-Qn or YYYY; of a late source the last day that it had brought'
    WHERE table_name = 'alert' AND column_name = 'period';
UPDATE column_doc SET
    meaning = 'threshold in percent of the amount; of a late source 80, since channels tell of it where they tell of 80 %'
    WHERE table_name = 'alert' AND column_name = 'threshold_percent';
UPDATE column_doc SET
    meaning = 'what had been counted, or forecast, when it was raised; of a late source the days since the last that it has brought'
    WHERE table_name = 'alert' AND column_name = 'actual';
UPDATE column_doc SET
    meaning = 'limit of the budget when it was raised; of a late source within how many days a new one was expected'
    WHERE table_name = 'alert' AND column_name = 'amount';
UPDATE column_doc SET
    meaning = 'raised; passed where a higher threshold was sent instead; corrected where it fell below again, or the source delivered'
    WHERE table_name = 'alert' AND column_name = 'state';
UPDATE column_doc SET meaning = 'closed month that changed after its close, or whose accrual is taken back, YYYY-MM'
    WHERE table_name = 'adjustment' AND column_name = 'closed_month';
UPDATE column_doc SET meaning = 'what changed it, as in a restated bill, or that an accrual of its close is taken back'
    WHERE table_name = 'adjustment' AND column_name = 'cause';
