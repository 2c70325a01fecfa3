-- Budgets
-- How much of each budget is used, and where will it land?
-- :budget = every budget
-- :month = newest month
SELECT month, budget, period, unit, amount, actual, actual_percent, forecast, forecast_percent, state, owner
FROM budget_month
WHERE month = coalesce(:month, (SELECT max(month) FROM month_status)) AND (:budget IS NULL OR budget = :budget)
ORDER BY actual_percent DESC, budget, period
