package import Billing

/// A charge of a month by itself, with what it is known by in the history and in the file that brought it.
package struct KnownCharge: Sendable {
    /// The charge, of one line and period; its SkuId is always told.
    package var charge: MonthCharge
    /// What it is part of.
    package var key: Key
    /// How many records of the source were added into it.
    package var records: Int

    /// The bill, by its number in the history, the line's identity, and the charge period.
    package struct Key: Hashable, Sendable {
        /// The bill's number in the history.
        package var scope: Int64
        /// The line's identity.
        package var line: Hash128
        /// ChargePeriodStart to ChargePeriodEnd, in whole days.
        package var period: Period

        /// A charge's key.
        package init(scope: Int64, line: Hash128, period: Period) {
            self.scope = scope
            self.line = line
            self.period = period
        }
    }
}

/// A delivery that what is in force of a bill came with.
package struct KnownDelivery: Hashable, Sendable {
    /// The bill, by its number in the history.
    package var scope: Int64
    /// What the history knows the bill by, and the first day of its period.
    package var subject: String, start: Day
    /// The folder it came from.
    package var source: String
    /// The change that it was.
    package var sequence: Int
    /// The file, or what its parts share.
    package var file: String
    /// The moment of receipt, ISO 8601 in UTC.
    package var receivedAt: String
    /// Files whose content of this bill was the same when they were last read, its own first; its own last where that held
    /// something else.
    package var files: [String]
}

extension HistoryView {
    /// The charges of a system in a month, each by itself; of what no rule matches with nil.
    package func charges(
        of system: String?, in month: Month, basis: Settings.CostBasis
    ) throws(HistoryError) -> [KnownCharge] {
        let cost = basis == .billed ? "billed" : "effective"
        let columns = """
            c.scope, c.line, c.start_day, c.end_day, c.\(cost)_micros AS cost_micros, c.\(cost)_femtos AS cost_femtos,
            c.billed_micros, c.billed_femtos, c.records
            """
        let scopes = "c.scope IN (SELECT scope FROM scope WHERE kind = 'bill' AND period_start >= ?2 AND period_start < ?3)"
        return try connection.rows(
            """
            SELECT l.x_Source, m.system, m.component, m.customer, m.environment, l.ChargeCategory, l.ChargeClass,
                l.BillingAccountId, l.ServiceName, l.BillingCurrency, l.SkuId, c.start_day, c.end_day,
                sum(c.cost_micros), sum(c.cost_femtos), sum(c.billed_micros), sum(c.billed_femtos), sum(c.records),
                c.scope, l.hash_high, l.hash_low, \(PromotionalCredit.condition("l"))
            FROM (\(known("charge", columns, scopes))) c
            JOIN line l ON l.line = c.line
            LEFT JOIN line_mapping m ON m.line = c.line AND m.known_from <= ?1 AND (m.known_to IS NULL OR m.known_to > ?1)
            WHERE m.system IS ?4
            GROUP BY c.scope, c.line, c.start_day, c.end_day
            ORDER BY c.start_day, l.x_Source, l.ServiceName, l.SkuId, c.end_day, c.scope, c.line
            """,
            [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number)), .optional(system)]
        ) { row throws(HistoryError) in
            let period = Period(start: row.day(11), end: row.day(12))
            var charge = MonthCharge(
                source: row.text(0),
                assignment: Assignment(
                    system: row.optionalText(1), component: row.optionalText(2), customer: row.optionalText(3),
                    environment: row.optionalText(4)),
                category: ChargeCategory(rawValue: row.text(5)) ?? .usage, isCorrection: row.text(6).lowercased() == "correction",
                billingAccount: row.text(7), serviceName: row.optionalText(8), currency: try row.lineCurrency(9), period: period,
                cost: Amount(micros: row.integer(13), remainder: row.integer(14)),
                billed: Amount(micros: row.integer(15), remainder: row.integer(16)))
            charge.sku = row.optionalText(10)
            charge.isPromotion = row.integer(21) == 1
            let line = Hash128(high: UInt64(bitPattern: row.integer(19)), low: UInt64(bitPattern: row.integer(20)))
            return KnownCharge(
                charge: charge, key: KnownCharge.Key(scope: row.integer(18), line: line, period: period),
                records: Int(row.integer(17)))
        }
    }

    /// The deliveries in force of bills, newest first: of a bill that is replaced its last one, of one that is only ever added to
    /// all of them.
    package func deliveries(of scopes: Set<Int64>) throws(HistoryError) -> [KnownDelivery] {
        var result: [KnownDelivery] = []
        for scope in scopes.sorted() {
            let all = try connection.rows(
                """
                SELECT s.subject, s.period_start, s.source, d.sequence, d.file, d.received_at, d.content_hash, d.mode
                FROM scope_delivery d JOIN scope s ON s.scope = d.scope
                WHERE d.scope = ?1 AND d.sequence <= ?2 ORDER BY d.sequence DESC
                """, [.integer(scope), .integer(at)]
            ) { row in
                let delivery = KnownDelivery(
                    scope: scope, subject: row.text(0), start: row.day(1), source: row.text(2),
                    sequence: Int(row.integer(3)), file: row.text(4), receivedAt: row.text(5), files: [])
                return (delivery, hash: row.text(6), isAdded: row.text(7) == "append")
            }
            for (found, hash, isAdded) in all {
                var delivery = found
                delivery.files = try connection.rows(
                    """
                    SELECT f.path FROM file_scope c JOIN file f ON f.file = c.file
                    WHERE c.scope = ?1 AND c.content_hash = ?2 ORDER BY f.path <> ?3, f.path
                    """, [.integer(scope), .text(hash), .text(delivery.file)]
                ) { $0.text(0) }
                if !delivery.files.contains(delivery.file) { delivery.files.append(delivery.file) }
                result.append(delivery)
                if !isAdded { break }
            }
        }
        return result.sorted { ($0.sequence, $0.scope) > ($1.sequence, $1.scope) }
    }
}
