-- Plan against actual, year to date
-- What was planned and spent by each system in the fiscal year so far, against the plan in force and against the first one known?
-- :month = newest month
SELECT y.system, y.currency, y.fiscal_year, y.first_month, y.months, y.plan, y.plan_low, y.plan_high, y.actual, y.variance,
    y.variance_percent, y.effect, y.original_plan, y.original_variance
FROM year_to_date y
WHERE y.component IS NULL AND y.month = coalesce(:month, (SELECT max(month) FROM month_status))
ORDER BY y.system, y.currency
