-- Bills that are only ever added to are replaced by the day on which the provider wrote their records; what logs say of a day is
-- replaced by the file that says it.

-- The day of the records that a scope of such a bill holds, a number since 1970-01-01; NULL for a bill that is delivered whole.
ALTER TABLE scope ADD COLUMN export_day INTEGER;
-- Of usage from a log the metric, since the subject names the file too; NULL for any other scope.
ALTER TABLE scope ADD COLUMN metric TEXT;
-- Of a log the fingerprint of its bytes, by which a copy under another name is known; NULL for any other file.
ALTER TABLE file ADD COLUMN content TEXT;

DROP VIEW usage_day;

-- One row per day, source, metric and whatever tells usage apart; several logs of a day have a row each.
CREATE VIEW usage_day AS
SELECT date(s.period_start * 86400, 'unixepoch') AS day, s.source, nullif(u.system, '') AS system,
    coalesce(s.metric, s.subject) AS metric, u.kind,
    nullif(u.feature, '') AS feature, nullif(u.customer, '') AS customer, nullif(u.component, '') AS component,
    nullif(u.model, '') AS model, nullif(u.environment, '') AS environment,
    u.quantity_units + u.quantity_nanos / 1e9 AS quantity, nullif(u.unit, '') AS unit,
    (u.quantity_units + u.quantity_nanos / 1e9) * p.unit_price AS priced_cost,
    u.quantity_units, u.quantity_nanos
FROM usage u JOIN scope s ON s.scope = u.scope
LEFT JOIN usage_price p ON u.kind = 'flow' AND p.month = strftime('%Y-%m', s.period_start * 86400, 'unixepoch')
    AND p.model = u.model AND p.metric = coalesce(s.metric, s.subject)
    AND date(s.period_start * 86400, 'unixepoch') BETWEEN p.starts AND p.ends
WHERE u.known_to IS NULL;
