-- Changes after the close
-- What moved in closed months, by how much, why, and in which month is it booked?
-- :month = every closed month
SELECT closed_month, booked_month, system, component, customer, currency, amount, cause, sequence
FROM adjustment
WHERE :month IS NULL OR closed_month = :month
ORDER BY closed_month, sequence, system, component, customer
