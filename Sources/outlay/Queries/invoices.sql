-- Invoices against bills
-- Does each invoice ask for what was billed under its number? Those that do not come first.
-- :month = every month
SELECT month, invoice, currency, invoiced, billed, difference, lines, state
FROM invoice_month
WHERE :month IS NULL OR month = :month
ORDER BY state = 'agrees', abs(difference) DESC, month, invoice, currency
