-- Cost of customers
-- What did each customer cost and bring in, by system?
-- :month = every month
SELECT month, system, customer, cost, revenue, gross_margin_percent
FROM customer_month
WHERE :month IS NULL OR month = :month
ORDER BY month, system, customer
