-- Deliveries of a month
-- Which deliveries changed a month's bills, when, from which file, and by how much?
-- :month = newest month
SELECT billing_period, sequence, received_at, source, scope, file, rows, refused, billed_total,
    CAST(billed_total AS REAL) - lag(CAST(billed_total AS REAL), 1, 0) OVER (PARTITION BY source, scope ORDER BY sequence) AS change,
    state
FROM delivery
WHERE kind = 'bill' AND billing_period = coalesce(:month, (SELECT max(month) FROM month_status))
ORDER BY sequence, source, scope
