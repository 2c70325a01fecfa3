-- Renewals with a thin margin
-- Which contracts end soon at a hosting gross margin that is thin or not known?
-- :days = 90
-- :margin = 50 (per cent; a margin below it is thin)
-- :today = today of the newest run
WITH chosen (today, month) AS (
    SELECT coalesce(:today, (SELECT max(today) FROM run)),
        coalesce((SELECT max(month) FROM month_status WHERE state <> 'open'), (SELECT max(month) FROM month_status)))
SELECT c.customer, c.name, c.system, c."end" AS ends, CAST(julianday(c."end") - julianday(d.today) AS INTEGER) AS days_left,
    c.annual_contract_value, c.currency, d.month, m.revenue, m.cost, m.gross_margin_percent
FROM chosen d JOIN contract c ON c."end" BETWEEN d.today AND date(d.today, '+' || coalesce(:days, 90) || ' days')
LEFT JOIN customer_month m ON m.customer = c.customer AND m.system = c.system AND m.month = d.month
WHERE m.gross_margin_percent IS NULL OR m.gross_margin_percent < coalesce(:margin, 50)
ORDER BY c."end", c.customer, c.system
