-- Largest variances
-- Where did cost depart most from its plan, and what does the owner say?
-- :system = every system
-- :month = newest month
-- :top = 20
SELECT month, system, component, currency, plan_to_date, actual, variance, variance_percent, effect, flagged, note
FROM component_month
WHERE variance IS NOT NULL AND month = coalesce(:month, (SELECT max(month) FROM month_status))
    AND (:system IS NULL OR system = :system)
ORDER BY abs(variance) DESC, system, component
LIMIT coalesce(:top, 20)
