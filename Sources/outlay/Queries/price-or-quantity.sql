-- Price or quantity
-- Did a component cost more because more was used, because something else was used, or because it became dearer?
-- :system = every system
-- :component = every component
-- :month = newest month
SELECT month, system, component, currency, plan_to_date, actual, variance,
    volume_variance AS quantity, mix_variance AS mix, rate_variance AS price, unplanned, spending_variance AS other,
    CASE max(
        abs(coalesce(volume_variance, 0)), abs(coalesce(mix_variance, 0)), abs(coalesce(rate_variance, 0)),
        abs(coalesce(unplanned, 0)), abs(coalesce(spending_variance, 0)))
        WHEN 0 THEN NULL
        WHEN abs(rate_variance) THEN 'price'
        WHEN abs(volume_variance) THEN 'quantity'
        WHEN abs(mix_variance) THEN 'mix'
        WHEN abs(unplanned) THEN 'unplanned'
        ELSE 'other'
    END AS mainly
FROM component_month
WHERE variance IS NOT NULL AND month = coalesce(:month, (SELECT max(month) FROM month_status))
    AND (:system IS NULL OR system = :system) AND (:component IS NULL OR component = :component)
ORDER BY abs(variance) DESC, system, component
