-- Services by day
-- What did a service cost on each day of a month?
-- :service = every service
-- :system = every system
-- :month = newest month
WITH chosen (month) AS (SELECT coalesce(:month, (SELECT max(month) FROM month_status)))
SELECT f.ChargePeriodStart AS day, f.ServiceName AS service, f.x_Source AS source, f.BillingCurrency AS currency,
    sum(f.x_BilledCostMicros) / 1e6 + sum(f.x_BilledCostFemtos) / 1e15 AS billed,
    sum(f.x_EffectiveCostMicros) / 1e6 + sum(f.x_EffectiveCostFemtos) / 1e15 AS effective
FROM chosen c JOIN focus f
    ON f.BillingPeriodStart >= c.month || '-01' AND f.BillingPeriodStart < date(c.month || '-01', '+1 month')
WHERE (:service IS NULL OR f.ServiceName = :service) AND (:system IS NULL OR f.x_System = :system)
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
