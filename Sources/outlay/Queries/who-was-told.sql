-- Who was told
-- Who was told of which alert, on which channel and when, and what is still to be sent?
-- :budget = every budget
-- :period = every period; 2026 has the months, quarters and days of the year
SELECT a.id, a.raised_at, a.budget, a.period, a.basis, a.threshold_percent, a.state, a.actual, a.amount, a.currency,
    d.channel, d.recipient, d.state AS delivery, d.attempts, d.delivered_at
FROM alert a LEFT JOIN alert_delivery d ON d.alert = a.id
WHERE (:budget IS NULL OR a.budget = :budget) AND (:period IS NULL OR a.period LIKE :period || '%')
ORDER BY a.id DESC, d.channel, d.recipient
