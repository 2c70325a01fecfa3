package import Billing

extension HistoryView {
    /// Every place that something was ever charged to, for which scopes are looked at: a charge without an amount for each
    /// assignment, service and account, and for what else `detail` asks for.
    package func chargePlaces(_ detail: ChargeDetail) throws(HistoryError) -> [MonthCharge] {
        let tags = detail.tags.indices.map { ", (SELECT value FROM json_each(l.Tags) WHERE key = ?\($0 + 2))" }.joined()
        return try connection.rows(
            """
            SELECT DISTINCT m.system, m.component, m.customer, m.environment, l.BillingAccountId, l.ServiceName, l.SubAccountId\(tags)
            FROM (SELECT DISTINCT line FROM charge WHERE known_from <= ?1) c JOIN line l ON l.line = c.line
            LEFT JOIN line_mapping m ON m.line = c.line AND m.known_from <= ?1 AND (m.known_to IS NULL OR m.known_to > ?1)
            """, [.integer(at)] + detail.tags.map(SQLValue.text)
        ) { row in
            let never = Day(number: 0)
            var place = MonthCharge(
                source: "",
                assignment: Assignment(
                    system: row.optionalText(0), component: row.optionalText(1), customer: row.optionalText(2),
                    environment: row.optionalText(3)),
                category: .usage, billingAccount: row.text(4), serviceName: row.optionalText(5), currency: Currency(""),
                period: Period(start: never, end: never), cost: .zero, billed: .zero)
            place.subaccount = row.optionalText(6)
            for (at, key) in detail.tags.enumerated() { place.tags[key] = row.optionalText(7 + at) }
            return place
        }
    }

    /// Everything of which usage was ever counted: a day's usage without a quantity for each metric and whom it belonged to.
    package func usagePlaces() throws(HistoryError) -> [UsageDay] {
        try connection.rows(
            """
            SELECT DISTINCT coalesce(s.metric, s.subject), c.system, c.component, c.customer, c.environment
            FROM usage c JOIN scope s ON s.scope = c.scope WHERE c.known_from <= ?1
            """, [.integer(at)]
        ) { row in
            func label(_ column: Int) -> String? { row.text(column).isEmpty ? nil : row.text(column) }
            var usage = UsageDay(day: Day(number: 0), metric: row.text(0), kind: .flow, quantity: .zero)
            usage.system = label(1)
            usage.component = label(2)
            usage.customer = label(3)
            usage.environment = label(4)
            return usage
        }
    }
}
