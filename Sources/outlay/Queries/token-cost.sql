-- Cost of a million tokens by model
-- What did a million tokens of each model cost, at list prices and as billed (under a SkuId that is the model or MODEL/…)?
-- :system = every system
-- :month = newest month
WITH chosen (month) AS (SELECT coalesce(:month, (SELECT max(month) FROM month_status))),
used AS (
    SELECT t.month, t.system, t.model, t.currency, sum(t.quantity) AS tokens, sum(t.priced_cost) AS list_cost,
        sum(t.quantity) FILTER (WHERE t.priced_cost IS NOT NULL) AS priced_tokens
    FROM token_month t JOIN chosen c ON c.month = t.month
    WHERE t.metric LIKE '%tokens' AND (:system IS NULL OR t.system = :system)
    GROUP BY t.month, t.system, t.model, t.currency),
billed AS (
    SELECT f.x_System, f.SkuId, f.BillingCurrency, sum(f.ConsumedQuantity) AS tokens,
        sum(f.x_EffectiveCostMicros) / 1e6 + sum(f.x_EffectiveCostFemtos) / 1e15 AS cost
    FROM focus f JOIN chosen c
        ON f.BillingPeriodStart >= c.month || '-01' AND f.BillingPeriodStart < date(c.month || '-01', '+1 month')
    WHERE lower(f.ConsumedUnit) = 'tokens'
    GROUP BY f.x_System, f.SkuId, f.BillingCurrency)
SELECT u.month, u.system, u.model, u.tokens, u.currency, u.list_cost, u.list_cost / u.priced_tokens * 1e6 AS list_per_million,
    b.BillingCurrency AS billed_currency, sum(b.cost) AS billed, sum(b.cost) / sum(b.tokens) * 1e6 AS billed_per_million
FROM used u LEFT JOIN billed b ON b.x_System = u.system AND (b.SkuId = u.model OR b.SkuId GLOB u.model || '/*')
GROUP BY u.month, u.system, u.model, u.currency, b.BillingCurrency
ORDER BY u.month, u.system, u.tokens DESC, u.model
