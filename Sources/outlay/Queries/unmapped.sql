-- Unmapped cost
-- What does no mapping rule place, by source and service?
-- :month = every month
SELECT x_Source, ServiceName, BillingCurrency,
    sum(x_EffectiveCostMicros) / 1e6 + sum(x_EffectiveCostFemtos) / 1e15 AS cost
FROM focus
WHERE x_System IS NULL AND (:month IS NULL OR substr(BillingPeriodStart, 1, 7) = :month)
GROUP BY x_Source, ServiceName, BillingCurrency
ORDER BY cost DESC, x_Source, ServiceName
