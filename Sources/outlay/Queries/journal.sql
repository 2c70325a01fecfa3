-- Journal
-- What was booked by hand, and which accruals were taken back the month after?
-- :month = every month
-- :system = every system
SELECT month, system, component, customer, environment, kind, currency, amount, note
FROM journal_month
WHERE (:month IS NULL OR month = :month) AND (:system IS NULL OR system = :system)
ORDER BY month, system, component, customer, environment, kind, amount
