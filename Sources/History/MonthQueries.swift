package import Billing

/// A view of the history as of a sequence: what analysis is computed from.
extension History {
    /// Months that have or had charges or usage as of a sequence, ascending; nil for now.
    package func months(asOf sequence: Int? = nil) throws(HistoryError) -> [Month] {
        try HistoryView(connection, asOf: sequence).months()
    }

    /// The history as it was at a sequence, or as it is now.
    package func view(asOf sequence: Int? = nil) -> HistoryView { HistoryView(connection, asOf: sequence) }
}

/// The history as it was at a sequence. Reads only.
package struct HistoryView {
    let connection: Connection
    /// The sequence that is looked at; the greatest number for now.
    let at: Int64

    init(_ connection: Connection, asOf sequence: Int?) {
        self.connection = connection
        at = sequence.map(Int64.init) ?? Int64.max
    }

    /// Rows of a table that were true at the sequence. Two halves, so that each finds its partial index.
    func known(_ table: String, _ columns: String, _ condition: String) -> String {
        """
        SELECT \(columns) FROM \(table) c WHERE c.known_to IS NULL AND c.known_from <= ?1 AND \(condition)
        UNION ALL
        SELECT \(columns) FROM \(table) c WHERE c.known_to > ?1 AND c.known_from <= ?1 AND \(condition)
        """
    }

    /// The files of Inputs that were in force.
    package func inputs() throws(HistoryError) -> [History.InputVersion] {
        try History.inputs(connection, asOf: at == Int64.max ? nil : Int(at))
    }

    /// Months that have charges or usage, or had some and were published, and those in which something of a closed month is booked or
    /// taken back, ascending.
    package func months() throws(HistoryError) -> [Month] {
        let days = try connection.rows(
            """
            SELECT DISTINCT s.period_start FROM scope s
            WHERE EXISTS (SELECT 1 FROM charge c WHERE c.scope = s.scope AND c.known_from <= ?1 AND (c.known_to IS NULL OR c.known_to > ?1))
                OR EXISTS (SELECT 1 FROM usage u WHERE u.scope = s.scope AND u.known_from <= ?1 AND (u.known_to IS NULL OR u.known_to > ?1))
            """, [.integer(at)]
        ) { $0.day(0).month }
        let published = try connection.rows("SELECT DISTINCT month FROM publication WHERE sequence <= ?1", [.integer(at)]) {
            $0.month(0)
        }
        let booked = try connection.rows(
            """
            SELECT booked_month FROM booking WHERE sequence <= ?1 AND (known_to IS NULL OR known_to > ?1)
            UNION SELECT month + 1 FROM accrual WHERE known_from <= ?1 AND (known_to IS NULL OR known_to > ?1)
            """, [.integer(at)]
        ) { $0.month(0) }
        return Set(days + published + booked).sorted()
    }

    /// The charges of a month, grouped by everything that analysis can tell apart, and by what else is asked for.
    package func charges(
        of month: Month, basis: Settings.CostBasis, detail: ChargeDetail = ChargeDetail()
    ) throws(HistoryError) -> [MonthCharge] {
        let cost = basis == .billed ? "billed" : "effective"
        let columns = """
            c.scope, c.line, c.start_day, c.end_day, c.\(cost)_micros AS cost_micros, c.\(cost)_femtos AS cost_femtos,
            c.billed_micros, c.billed_femtos, c.consumed_units, c.consumed_nanos, c.pricing_units, c.pricing_nanos
            """
        let scopes = "c.scope IN (SELECT scope FROM scope WHERE kind = 'bill' AND period_start >= ?2 AND period_start < ?3)"
        let names = detail.skuSystems.sorted()
        let marks = names.indices.map { "?\($0 + 4)" }.joined(separator: ", ")
        let subaccount = detail.hasSubaccounts ? "l.SubAccountId" : "NULL"
        let tags = detail.tags.indices.map {
            (column: "tag\($0)", value: "(SELECT value FROM json_each(l.Tags) WHERE key = ?\($0 + 4 + names.count))")
        }
        // Whole months are told apart by far less, which is a fraction of the groups.
        func daily(_ column: String, else other: String = "NULL") -> String { detail.hasDays ? column : other }
        let keys =
            (["l.ConsumedUnit", "l.PricingUnit"].map { daily($0) } + ["sku", "subaccount", "promotion"] + tags.map(\.column))
            .joined(separator: ", ")
        return try connection.rows(
            """
            SELECT l.x_Source, m.system, m.component, m.customer, m.environment, l.ChargeCategory, l.ChargeClass,
                l.BillingAccountId, l.ServiceName, l.BillingCurrency, \(daily("c.start_day", else: "?2")), \(daily("c.end_day", else: "?3")),
                sum(c.cost_micros), sum(c.cost_femtos), sum(c.billed_micros), sum(c.billed_femtos),
                \(daily("sum(c.consumed_units), sum(c.consumed_nanos), l.ConsumedUnit", else: "NULL, NULL, NULL")),
                \(daily("sum(c.pricing_units), sum(c.pricing_nanos), l.PricingUnit", else: "NULL, NULL, NULL")),
                CASE WHEN m.system IN (\(marks)) THEN l.SkuId END AS sku, \(subaccount) AS subaccount,
                \(PromotionalCredit.condition("l")) AS promotion
                \(tags.map { ", \($0.value) AS \($0.column)" }.joined())
            FROM (\(known("charge", columns, scopes))) c
            JOIN line l ON l.line = c.line
            LEFT JOIN line_mapping m ON m.line = c.line AND m.known_from <= ?1 AND (m.known_to IS NULL OR m.known_to > ?1)
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, \(keys)
            ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, \(keys)
            """,
            [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
                + (names + detail.tags).map(SQLValue.text)
        ) { row in
            func quantity(_ column: Int) -> Quantity? {
                row.isNull(column)
                    ? nil
                    : Quantity(
                        Amount(femtos: Int128(row.integer(column)) * Amount.unit + Int128(row.integer(column + 1)) * 1_000_000))
            }
            var charge = MonthCharge(
                source: row.text(0),
                assignment: Assignment(
                    system: row.optionalText(1), component: row.optionalText(2), customer: row.optionalText(3),
                    environment: row.optionalText(4)),
                category: ChargeCategory(rawValue: row.text(5)) ?? .usage, isCorrection: row.text(6).lowercased() == "correction",
                billingAccount: row.text(7), serviceName: row.optionalText(8), currency: Currency(row.text(9)),
                period: Period(start: row.day(10), end: row.day(11)),
                cost: Amount(micros: row.integer(12), remainder: row.integer(13)),
                billed: Amount(micros: row.integer(14), remainder: row.integer(15)),
                consumed: quantity(16), consumedUnit: row.optionalText(18), pricing: quantity(19),
                pricingUnit: row.optionalText(21))
            charge.sku = row.optionalText(22)
            charge.subaccount = row.optionalText(23)
            charge.isPromotion = row.integer(24) == 1
            for (at, key) in detail.tags.enumerated() { charge.tags[key] = row.optionalText(25 + at) }
            return charge
        }
    }

    /// The usage of a month.
    package func usage(of month: Month) throws(HistoryError) -> [UsageDay] {
        let scopes = "c.scope IN (SELECT scope FROM scope WHERE kind = 'usage' AND period_start >= ?2 AND period_start < ?3)"
        return try connection.rows(
            """
            SELECT s.period_start, coalesce(s.metric, s.subject), c.kind, c.system, c.component, c.customer, c.feature, c.model, c.environment, c.unit,
                c.quantity_units, c.quantity_nanos
            FROM (\(known("usage", "c.*", scopes))) c JOIN scope s ON s.scope = c.scope
            ORDER BY 1, 2, s.source, 3, 4, 5, 6, 7, 8, 9, 10
            """, [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
        ) { row in
            func label(_ column: Int) -> String? { row.text(column).isEmpty ? nil : row.text(column) }
            var usage = UsageDay(
                day: row.day(0), metric: row.text(1), kind: MetricKind(rawValue: row.text(2)) ?? .flow,
                quantity: Quantity(units: row.integer(10), nanos: row.integer(11)))
            usage.system = label(3)
            usage.component = label(4)
            usage.customer = label(5)
            usage.feature = label(6)
            usage.model = label(7)
            usage.environment = label(8)
            usage.unit = label(9)
            return usage
        }
    }

    /// How far every source has come for each system that it fed in the month or the one before.
    ///
    /// A day is complete when its source has brought it, or a later one, in a run at least `settleDays` after it.
    package func progress(in month: Month, settleDays: Int) throws(HistoryError) -> [SourceProgress] {
        let from = Int64(month.advanced(by: -1).first.number)
        let to = Int64(month.end.number)
        let through = try connection.rows(
            """
            SELECT s.source, s.kind, max(min(d.last_day, d.today - ?2))
            FROM (SELECT scope, sequence, today, last_day FROM scope_delivery
                UNION ALL SELECT scope, sequence, today, last_day FROM scope_sighting) d
            JOIN scope s ON s.scope = d.scope
            WHERE d.sequence <= ?1 AND d.last_day IS NOT NULL GROUP BY 1, 2
            """, [.integer(at), .integer(Int64(settleDays))]
        ) { ($0.text(0) + "/" + $0.text(1), $0.day(2)) }
        let days = Dictionary(through) { first, _ in first }
        let bills = "c.scope IN (SELECT scope FROM scope WHERE kind = 'bill' AND period_start >= ?2 AND period_start < ?3)"
        let used = "c.scope IN (SELECT scope FROM scope WHERE kind = 'usage' AND period_start >= ?2 AND period_start < ?3)"
        let feeds = try connection.rows(
            """
            SELECT DISTINCT l.x_Source, 'bill', m.system FROM (\(known("charge", "c.line", bills))) c
            JOIN line l ON l.line = c.line
            LEFT JOIN line_mapping m ON m.line = c.line AND m.known_from <= ?1 AND (m.known_to IS NULL OR m.known_to > ?1)
            UNION
            SELECT DISTINCT s.source, 'usage', c.system FROM (\(known("usage", "c.scope, c.system", used))) c
            JOIN scope s ON s.scope = c.scope WHERE c.system <> ''
            ORDER BY 1, 2, 3
            """, [.integer(at), .integer(from), .integer(to)]
        ) { (source: $0.text(0), kind: $0.text(1), system: $0.optionalText(2)) }
        return feeds.map {
            SourceProgress(source: $0.source, system: $0.system, completeThrough: days[$0.source + "/" + $0.kind])
        }
    }

    /// What was assumed while the month's deliveries in force were read, each once.
    package func notes(of month: Month) throws(HistoryError) -> [String] {
        try connection.rows(
            """
            SELECT DISTINCT s.source || ': ' || d.note FROM scope_delivery d JOIN scope s ON s.scope = d.scope
            WHERE d.note IS NOT NULL AND s.period_start >= ?2 AND s.period_start < ?3 AND d.sequence = (
                SELECT max(n.sequence) FROM scope_delivery n WHERE n.scope = d.scope AND n.sequence <= ?1)
            ORDER BY 1
            """, [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
        ) { $0.text(0) }
    }

    /// What a source has delivered for a month, as the report's data quality shows it.
    package struct SourceState: Hashable, Sendable {
        /// The folder.
        package var source: String
        /// Deliveries that changed the month, records in force, records refused in them.
        package var deliveries: Int, rows: Int, refused: Int
        /// The last day it brought.
        package var lastDay: Day?
    }

    /// What each source has delivered for a month.
    package func sources(of month: Month) throws(HistoryError) -> [SourceState] {
        try connection.rows(
            """
            SELECT s.source, count(DISTINCT d.sequence) FILTER (WHERE d.is_invoicing = 0),
                coalesce(sum(d.rows) FILTER (WHERE d.sequence = n.newest), 0),
                coalesce(sum(d.refused) FILTER (WHERE d.sequence = n.newest), 0), max(d.last_day)
            FROM scope_delivery d JOIN scope s ON s.scope = d.scope
            JOIN (SELECT scope, max(sequence) AS newest FROM scope_delivery WHERE sequence <= ?1 GROUP BY scope) n ON n.scope = d.scope
            WHERE d.sequence <= ?1 AND s.period_start >= ?2 AND s.period_start < ?3
            GROUP BY s.source ORDER BY s.source
            """, [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
        ) { row in
            SourceState(
                source: row.text(0), deliveries: Int(row.integer(1)), rows: Int(row.integer(2)), refused: Int(row.integer(3)),
                lastDay: row.isNull(4) ? nil : row.day(4))
        }
    }
}
