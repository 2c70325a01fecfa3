package import Billing

extension DeliveryWriter {
    /// What is staged of the delivery's bills, by currency: records and their BilledCost at 1e-15. It is asked for where the delivery is
    /// not taken, before it is abandoned.
    package func stagedCosts() throws(HistoryError) -> [Currency: ControlTotal] {
        // Micros are added up in halves: all of them together may be beyond 64 bits, where SQLite gives up.
        let rows = try connection.rows(
            """
            SELECT l.BillingCurrency, sum(s.records), sum(s.billed_micros >> 32), sum(s.billed_micros & 0xFFFFFFFF),
                sum(s.billed_femtos)
            FROM staged_charge s JOIN line l ON l.line = s.line GROUP BY 1
            """
        ) { row in
            let micros = Int128(row.integer(2)) << 32 + Int128(row.integer(3))
            var total = ControlTotal()
            total.records = row.integer(1)
            total.billed = Amount(femtos: micros * 1_000_000_000 + Int128(row.integer(4)))
            return (Currency(row.text(0)), total)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
