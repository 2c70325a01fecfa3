-- Past landings against what the months came to
-- How far off was the forecast, after so many complete days?
-- :system = every system
SELECT month, system, complete_days, landing, actual, error, error_percent, currency
FROM landing_error
WHERE (:system IS NULL OR system = :system)
ORDER BY month DESC, system, complete_days
