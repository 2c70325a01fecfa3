package import Billing

/// What the bills of a month state in total.
package struct BillTotals: Hashable, Sendable {
    /// Bills in force, by source and subject.
    package var bills: Int
    /// Records that were counted while they were read.
    package var records: Int
    /// Σ BilledCost as it was counted then, over all currencies; nil where a bill was put together from several deliveries, so
    /// that none of them counted all of it, or where the sum is beyond what an amount holds.
    package var billed: Amount?
}

extension HistoryView {
    /// The control totals of the bills that are in force in a month. What is stored of them may differ by what each record was rounded
    /// by at 1e-15.
    package func billTotals(of month: Month) throws(HistoryError) -> BillTotals {
        let bills = try connection.rows(
            """
            SELECT d.mode = 'replace', d.rows, d.billed_total
            FROM scope s JOIN scope_delivery d ON d.scope = s.scope AND d.sequence =
                (SELECT max(n.sequence) FROM scope_delivery n WHERE n.scope = s.scope AND n.sequence <= ?1)
            WHERE s.kind = 'bill' AND s.period_start >= ?2 AND s.period_start < ?3
            """, [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
        ) { row in
            (
                records: Int(row.integer(1)),
                billed: row.integer(0) == 1 ? row.optionalText(2).flatMap { Amount(totalText: Array($0.utf8)) } : nil
            )
        }
        let known = bills.compactMap(\.billed)
        return BillTotals(
            bills: bills.count, records: bills.reduce(0) { $0 + $1.records },
            billed: known.count == bills.count ? known.reduce(.zero, +) : nil)
    }
}
