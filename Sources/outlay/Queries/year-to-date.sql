-- Plan against actual, year to date
-- What was planned and spent by each system so far? Beside it stands what no plan compares, and what changed after a close.
-- :from = January of the year
-- :month = newest month
WITH chosen (month) AS (SELECT coalesce(:month, (SELECT max(month) FROM month_status)))
SELECT m.system, m.currency, min(m.month) AS from_month, max(m.month) AS to_month, sum(m.plan_to_date) AS plan_to_date,
    sum(m.actual_micros) FILTER (WHERE m.variance IS NOT NULL) / 1e6
        + sum(m.actual_femtos) FILTER (WHERE m.variance IS NOT NULL) / 1e15 AS actual, sum(m.variance) AS variance,
    sum(m.actual_micros) FILTER (WHERE m.variance IS NULL AND m.component <> '(adjustment)') / 1e6
        + sum(m.actual_femtos) FILTER (WHERE m.variance IS NULL AND m.component <> '(adjustment)') / 1e15 AS beside_plan,
    sum(m.actual_micros) FILTER (WHERE m.component = '(adjustment)') / 1e6
        + sum(m.actual_femtos) FILTER (WHERE m.component = '(adjustment)') / 1e15 AS adjustments
FROM chosen c JOIN component_month m
    ON m.month BETWEEN coalesce(:from, substr(c.month, 1, 4) || '-01') AND c.month AND m.component NOT IN ('(tax)', '(promotional credits)')
GROUP BY m.system, m.currency
ORDER BY m.system, m.currency
