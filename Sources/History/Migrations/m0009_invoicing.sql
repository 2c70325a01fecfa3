-- A delivery that only fills in the numbers of invoices is part of the one whose charges it leaves as they are.

ALTER TABLE scope_delivery ADD COLUMN is_invoicing INTEGER NOT NULL DEFAULT 0;

DROP VIEW delivery;

-- One row per delivery and scope; a skipped file adds none, and neither does the bill that comes again with its invoice.
CREATE VIEW delivery AS
SELECT d.sequence, s.source,
    CASE s.kind WHEN 'bill' THEN s.subject ELSE s.subject || ' ' || date(s.period_start * 86400, 'unixepoch') END AS scope,
    strftime('%Y-%m', s.period_start * 86400, 'unixepoch') AS billing_period,
    d.mode, d.received_at, d.rows, d.refused, d.billed_total, d.effective_total, d.content_hash,
    CASE WHEN d.sequence = (SELECT max(n.sequence) FROM scope_delivery n WHERE n.scope = d.scope AND n.is_invoicing = 0)
        THEN 'in force' ELSE 'superseded' END AS state,
    s.kind, d.file
FROM scope_delivery d JOIN scope s ON s.scope = d.scope
WHERE d.is_invoicing = 0;
