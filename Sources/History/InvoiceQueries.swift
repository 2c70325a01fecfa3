package import Billing

extension HistoryView {
    private static let known = "c.known_from <= ?1 AND (c.known_to IS NULL OR c.known_to > ?1)"

    /// What bills have under the numbers of invoices whose newest billing period is the month: over all periods, by number and
    /// currency.
    package func invoices(of month: Month) throws(HistoryError) -> [BilledInvoice] {
        try connection.rows(
            """
            WITH number AS MATERIALIZED (
                SELECT invoice FROM scope_invoicing i JOIN scope s ON s.scope = i.scope
                WHERE s.period_start >= ?2 AND s.period_start < ?3 AND i.invoice <> '' AND i.invoice_from <= ?1
            )
            SELECT i.invoice, l.BillingCurrency, sum(c.billed_micros), sum(c.billed_femtos), sum(c.records), max(s.period_start)
            FROM scope s JOIN charge c ON c.scope = s.scope AND \(HistoryView.known)
            JOIN \(Invoicing.number("i", of: "c")) AND i.invoice_from <= ?1 AND i.invoice IN number
            JOIN line l ON l.line = c.line
            WHERE s.scope IN (SELECT scope FROM scope_invoicing WHERE invoice IN number)
            GROUP BY 1, 2 HAVING max(s.period_start) >= ?2 AND max(s.period_start) < ?3 ORDER BY 1, 2
            """, [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
        ) { row throws(HistoryError) in
            BilledInvoice(
                invoice: row.text(0),
                billed: Money(Amount(micros: row.integer(2), remainder: row.integer(3)), try row.lineCurrency(1)),
                lines: Int(row.integer(4)))
        }
    }

    /// The numbers of all invoices that some bill has.
    package func invoiceNumbers() throws(HistoryError) -> Set<String> {
        Set(
            try connection.rows(
                """
                SELECT DISTINCT i.invoice FROM scope_invoicing i WHERE i.invoice <> '' AND i.invoice_from <= ?1
                    AND EXISTS (SELECT 1 FROM charge c WHERE c.scope = i.scope AND c.invoicing = i.invoicing AND \(HistoryView.known))
                """, [.integer(at)]
            ) { $0.text(0) })
    }

    /// Sources and billing accounts that the month before has charges of and the month has none of, for people.
    package func missingBills(of month: Month) throws(HistoryError) -> [String] {
        func accounts(_ month: Month) throws(HistoryError) -> Set<String> {
            let scopes = "c.scope IN (SELECT scope FROM scope WHERE kind = 'bill' AND period_start >= ?2 AND period_start < ?3)"
            return Set(
                try connection.rows(
                    """
                    SELECT DISTINCT l.x_Source, l.BillingAccountId FROM (\(known("charge", "c.line", scopes))) c
                    JOIN line l ON l.line = c.line
                    """, [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
                ) { row in row.text(0) + (row.text(1).isEmpty ? "" : ", account \(row.text(1))") })
        }
        return try accounts(month.advanced(by: -1)).subtracting(accounts(month)).sorted()
    }
}
