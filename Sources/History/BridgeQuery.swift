package import Billing

extension HistoryView {
    /// From billed to effective cost of the month's charges, by provider and currency. What differs in a purchase was paid ahead;
    /// CommitmentDiscountStatus tells what a commitment covered from what nothing used (FOCUS 1.2).
    package func bridges(of month: Month) throws(HistoryError) -> [CostBridge] {
        let names = ["billed_micros", "billed_femtos", "effective_micros", "effective_femtos"]
        let columns = (["scope", "line"] + names).map { "c.\($0)" }.joined(separator: ", ")
        let lineSums = names.map { "sum(c.\($0)) AS \($0)" }.joined(separator: ", ")
        let steps = ["billed", "purchases", "amortised", "unused", "other"]
        let sums = steps.map { step in
            step == "billed"
                ? "sum(billed_micros), sum(billed_femtos)"
                : "coalesce(sum(effective_micros - billed_micros) FILTER (WHERE step = '\(step)'), 0), "
                    + "coalesce(sum(effective_femtos - billed_femtos) FILTER (WHERE step = '\(step)'), 0)"
        }.joined(separator: ", ")
        return try connection.rows(
            """
            SELECT ProviderName, BillingCurrency, \(sums) FROM (
                SELECT l.ProviderName, l.BillingCurrency, c.*, CASE WHEN l.ChargeCategory = 'Purchase' THEN 'purchases'
                    WHEN l.CommitmentDiscountStatus = 'Used' THEN 'amortised'
                    WHEN l.CommitmentDiscountStatus = 'Unused' THEN 'unused' ELSE 'other' END AS step
                FROM (SELECT c.line, \(lineSums) FROM (\(known("charge", columns, HistoryView.billScopes))) c GROUP BY c.scope, c.line) c
                JOIN line l ON l.line = c.line)
            GROUP BY 1, 2 ORDER BY 1, 2
            """, bounds(of: month...month)
        ) { row throws(HistoryError) in
            func sum(_ step: Int) -> Amount { Amount(micros: row.integer(2 + 2 * step), remainder: row.integer(3 + 2 * step)) }
            return CostBridge(
                provider: row.optionalText(0), currency: try row.lineCurrency(1), billed: sum(0), purchases: sum(1),
                amortised: sum(2), unused: sum(3), other: sum(4))
        }
    }
}
