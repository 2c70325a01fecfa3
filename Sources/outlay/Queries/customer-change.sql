-- A customer against the month before
-- Why did a customer cost more than last month: which component, its own cost or its share of what all use?
-- :customer = every customer
-- :system = every system
-- :month = newest month that is final or closed, else the newest
WITH chosen (month) AS (
    SELECT coalesce(
        :month, (SELECT max(month) FROM month_status WHERE state <> 'open'), (SELECT max(month) FROM month_status)))
SELECT c.month, a.customer, a.system, a.component, a.kind, a.currency,
    coalesce(sum(a.amount_micros) FILTER (WHERE a.month < c.month), 0) / 1e6
        + coalesce(sum(a.amount_femtos) FILTER (WHERE a.month < c.month), 0) / 1e15 AS cost_before,
    coalesce(sum(a.amount_micros) FILTER (WHERE a.month = c.month), 0) / 1e6
        + coalesce(sum(a.amount_femtos) FILTER (WHERE a.month = c.month), 0) / 1e15 AS cost,
    sum(iif(a.month = c.month, a.amount_micros, -a.amount_micros)) / 1e6
        + sum(iif(a.month = c.month, a.amount_femtos, -a.amount_femtos)) / 1e15 AS change
FROM chosen c JOIN allocation_month a ON a.month IN (c.month, strftime('%Y-%m', c.month || '-01', '-1 month'))
WHERE (:customer IS NULL OR a.customer = :customer) AND (:system IS NULL OR a.system = :system)
GROUP BY c.month, a.customer, a.system, a.component, a.kind, a.currency
ORDER BY a.customer, abs(change) DESC, a.system, a.component, a.kind
