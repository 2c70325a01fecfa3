package import Billing

extension History {
    /// Every line with the values of some mapping fields and its current effective cost.
    package func eachLine(_ fields: [Mapping.Field], _ body: ([String?], Money) -> Void) throws(HistoryError) {
        let select = try connection.prepare(
            """
            WITH cost AS (SELECT line, sum(effective_micros) AS micros, sum(effective_femtos) AS femtos FROM charge
                WHERE known_to IS NULL GROUP BY line)
            SELECT coalesce(cost.micros, 0), coalesce(cost.femtos, 0), l.BillingCurrency\(LineStore.select(fields))
            FROM line l LEFT JOIN cost ON cost.line = l.line ORDER BY l.line
            """)
        try select.bind(LineStore.keys(fields))
        defer { select.reset() }
        while try select.step() {
            let cost = Money(Amount(micros: select.integer(0), remainder: select.integer(1)), try select.lineCurrency(2))
            body(fields.indices.map { select.optionalText($0 + 3) }, cost)
        }
    }

    /// Services that no mapping rule matches, by their current cost, largest first.
    package func unmappedServices() throws(HistoryError) -> [(source: String, name: String?)] {
        try connection.rows(
            """
            SELECT l.x_Source, l.ServiceName FROM charge c JOIN line l ON l.line = c.line
            LEFT JOIN line_mapping m ON m.line = c.line AND m.known_to IS NULL
            WHERE c.known_to IS NULL AND m.system IS NULL
            GROUP BY 1, 2 ORDER BY total(abs(c.effective_micros)) DESC, 1, 2
            """
        ) { ($0.text(0), $0.optionalText(1)) }
    }

    /// How far the most used budget of the newest month is used, in percent; nil without a budget.
    package func highestBudgetUse() throws(HistoryError) -> Double? {
        try connection.rows(
            "SELECT max(actual_percent) FROM budget_month WHERE month = (SELECT max(month) FROM budget_month)"
        ) { $0.isNull(0) ? nil : $0.real(0) }.first ?? nil
    }
}
