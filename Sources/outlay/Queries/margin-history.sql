-- Margin by customer over 13 months
-- How did each customer's hosting gross margin develop, over all systems with revenue?
-- :customer = every customer
-- :month = newest month, the last of the thirteen
WITH chosen (month) AS (SELECT coalesce(:month, (SELECT max(month) FROM month_status))),
part AS (
    SELECT m.month, m.customer, m.currency,
        sum(m.revenue_micros) / 1e6 + sum(m.revenue_femtos) / 1e15 AS revenue,
        sum(m.cost_micros) / 1e6 + sum(m.cost_femtos) / 1e15 AS cost,
        sum(m.revenue_micros - m.cost_micros) / 1e6 + sum(m.revenue_femtos - m.cost_femtos) / 1e15 AS gross_profit
    FROM customer_month m JOIN chosen c ON m.month <= c.month AND m.month > strftime('%Y-%m', c.month || '-01', '-13 months')
    WHERE m.revenue IS NOT NULL AND (:customer IS NULL OR m.customer = :customer)
    GROUP BY m.month, m.customer, m.currency)
SELECT customer, month, currency, revenue, cost, gross_profit,
    CASE WHEN revenue > 0 THEN 100 * gross_profit / revenue END AS gross_margin_percent
FROM part
ORDER BY customer, month, currency
