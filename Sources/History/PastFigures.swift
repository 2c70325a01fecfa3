package import Billing

/// Months as their reports have them, for the reports of later months.
extension History {
    /// What the published tables have of a month, without its plans; nil where its rows are of a version of the program that did not
    /// write all that is needed.
    package func publishedMonth(_ month: Month) throws(HistoryError) -> PastMonth? {
        let name = SQLValue.text(month.description)
        guard
            try connection.integer("SELECT count(*) FROM component_month WHERE month = ?1 AND beside IS NULL", name) == 0,
            let currency = try connection.rows(
                """
                SELECT currency FROM component_month WHERE month = ?1
                UNION SELECT currency FROM customer_month WHERE month = ?1 ORDER BY 1 LIMIT 1
                """, [name], { Currency($0.text(0)) }
            ).first
        else { return nil }
        var past = PastMonth(month: month, currency: currency)
        past.components = try connection.rows(
            """
            SELECT system, component, actual_micros, actual_femtos, complete_days, beside FROM component_month
            WHERE month = ?1 AND currency = ?2 ORDER BY system, component
            """, [name, .text(currency.code)]
        ) { row in
            PastMonth.Component(
                system: row.text(0), component: row.text(1), actual: History.amount(row, 2),
                completeDays: Int(row.integer(4)), isBeside: row.integer(5) == 1)
        }
        let known = Set(past.components.filter { $0.actual != nil }.map(\.system))
        past.customers = try connection.rows(
            """
            SELECT system, customer, revenue_micros, revenue_femtos, cost_micros, cost_femtos FROM customer_month
            WHERE month = ?1 AND currency = ?2 ORDER BY system, customer
            """, [name, .text(currency.code)]
        ) { row in
            PastMonth.Customer(
                system: row.text(0), customer: row.text(1), revenue: History.amount(row, 2),
                cost: known.contains(row.text(0)) ? History.amount(row, 4) : nil)
        }
        past.units = try connection.rows(
            """
            SELECT system, metric, kind, actual_quantity, actual_unit_cost FROM unit_month
            WHERE month = ? AND actual_quantity IS NOT NULL AND actual_unit_cost IS NOT NULL ORDER BY system, metric
            """, [name]
        ) { row in
            MetricKind(rawValue: row.text(2)).flatMap {
                PastMonth.Unit(
                    system: row.text(0), metric: row.text(1), kind: $0, quantity: row.real(3), unitCost: row.real(4))
            }
        }.compactMap(\.self)
        return past
    }

    /// What was told as of a sequence of the landings of months, from at most twenty complete days, in order; of several from as many
    /// days the last.
    package func toldLandings(of months: Range<Month>, asOf sequence: Int) throws(HistoryError) -> [ToldLanding] {
        let rows = try connection.rows(
            """
            SELECT month, system, complete_days, currency, landing_micros, landing_femtos FROM landing_told t
            WHERE month >= ?1 AND month < ?2 AND complete_days <= 20 AND sequence = (SELECT max(n.sequence) FROM landing_told n
                WHERE n.month = t.month AND n.system = t.system AND n.complete_days = t.complete_days AND n.sequence <= ?3)
            ORDER BY 1, 2, 3
            """, [.text(months.lowerBound.description), .text(months.upperBound.description), .integer(Int64(sequence))]
        ) { row in
            Month(row.text(0)).map { month in
                ToldLanding(
                    month: month, system: row.text(1), completeDays: Int(row.integer(2)),
                    landing: Money(Amount(micros: row.integer(4), remainder: row.integer(5)), Currency(row.text(3))))
            }
        }
        return rows.compactMap(\.self)
    }

    /// The last change of a file other than an export as of a sequence: two sequences with the same one have the same files.
    package func lastInputChange(asOf sequence: Int) throws(HistoryError) -> Int {
        try Int(
            connection.integer(
                "SELECT max(sequence) FROM change WHERE kind = 'input' AND sequence <= ?", .integer(Int64(sequence)))
                ?? 0)
    }

    private static func amount(_ row: Statement, _ column: Int) -> Amount? {
        row.isNull(column) ? nil : Amount(micros: row.integer(column), remainder: row.integer(column + 1))
    }
}
