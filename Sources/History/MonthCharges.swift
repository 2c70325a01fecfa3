package import Billing

extension HistoryView {
    /// The charges of a month, grouped by everything that analysis can tell apart, and by what else is asked for.
    package func charges(
        of month: Month, basis: Settings.CostBasis, detail: ChargeDetail = ChargeDetail()
    ) throws(HistoryError) -> [MonthCharge] {
        try charges(of: month...month, basis: basis, detail: detail)[0]
    }

    /// The same of each of several months in a row.
    ///
    /// Texts tell groups apart by line, and there are far fewer lines than charges: so SQLite numbers the lines' texts in their order,
    /// and charges are added up by numbers alone.
    package func charges(
        of months: ClosedRange<Month>, basis: Settings.CostBasis, detail: ChargeDetail
    ) throws(HistoryError) -> [[MonthCharge]] {
        let lines = try lineGroups(of: months, detail)
        let cost = basis == .billed ? "billed" : "effective"
        let columns = """
            c.line, c.start_day, c.end_day, c.\(cost)_micros, c.\(cost)_femtos, c.billed_micros, c.billed_femtos, c.consumed_units,
            c.consumed_nanos, c.pricing_units, c.pricing_nanos
            """
        let rows = try connection.kept(known("charge", columns, HistoryView.billScopes))
        var result: [[MonthCharge]] = []
        for month in months.lowerBound..<months.upperBound.advanced(by: 1) {
            var sums = ChargeSums(lines, period: Period(start: month.first, end: month.end), hasDays: detail.hasDays)
            try rows.bind(bounds(of: month...month))
            defer { rows.reset() }
            while try rows.step() { try sums.add(rows) }
            result.append(sums.charges)
        }
        return result
    }

    /// Of months' charges in force the bills' scopes; the first day of the first month is ?2, the day after the last one's last ?3.
    static let billScopes =
        "c.scope IN (SELECT scope FROM scope WHERE kind = 'bill' AND period_start >= ?2 AND period_start < ?3)"

    /// What ?1, ?2 and ?3 stand for in queries of months.
    func bounds(of months: ClosedRange<Month>) -> [SQLValue] {
        [.integer(at), .integer(Int64(months.lowerBound.first.number)), .integer(Int64(months.upperBound.end.number))]
    }

    /// The lines of months' charges, with what tells them apart.
    private func lineGroups(of months: ClosedRange<Month>, _ detail: ChargeDetail) throws(HistoryError) -> [ChargeSums.Line] {
        let names = detail.skuSystems.sorted()
        let marks = names.indices.map { "?\($0 + 4)" }.joined(separator: ", ")
        // Whole months are told apart by far less, which is a fraction of the groups.
        let units = detail.hasDays ? ["l.ConsumedUnit", "l.PricingUnit"] : ["NULL", "NULL"]
        let own = [
            "l.x_Source", "m.system", "m.component", "m.customer", "m.environment", "l.ChargeCategory", "l.ChargeClass",
            "l.BillingAccountId", "l.ServiceName", "l.BillingCurrency",
        ]
        let more =
            units + [
                "CASE WHEN m.system IN (\(marks)) THEN l.SkuId END", detail.hasSubaccounts ? "l.SubAccountId" : "NULL",
                PromotionalCredit.condition("l"),
            ]
            + detail.tags.indices.map { "(SELECT value FROM json_each(l.Tags) WHERE key = ?\($0 + 4 + names.count))" }
        let selected = (own + more).enumerated().map { "\($1) AS k\($0)" }.joined(separator: ", ")
        func rank(_ keys: Range<Int>) -> String {
            "dense_rank() OVER (ORDER BY \(keys.map { "k\($0)" }.joined(separator: ", ")))"
        }
        let never = Period(start: months.lowerBound.first, end: months.lowerBound.first)
        return try connection.rows(
            """
            SELECT *, \(rank(0..<own.count)), \(rank(own.count..<own.count + more.count)) FROM (
                SELECT l.line, \(selected) FROM (SELECT DISTINCT c.line FROM (\(known("charge", "c.line", HistoryView.billScopes))) c) c
                JOIN line l ON l.line = c.line
                LEFT JOIN line_mapping m ON m.line = c.line AND m.known_from <= ?1 AND (m.known_to IS NULL OR m.known_to > ?1))
            """, bounds(of: months) + (names + detail.tags).map(SQLValue.text)
        ) { row throws(HistoryError) in
            var charge = MonthCharge(
                source: row.text(1),
                assignment: Assignment(
                    system: row.optionalText(2), component: row.optionalText(3), customer: row.optionalText(4),
                    environment: row.optionalText(5)),
                category: ChargeCategory(rawValue: row.text(6)) ?? .usage, isCorrection: row.text(7).lowercased() == "correction",
                billingAccount: row.text(8), serviceName: row.optionalText(9), currency: try row.lineCurrency(10), period: never,
                cost: .zero, billed: .zero)
            charge.consumedUnit = row.optionalText(11)
            charge.pricingUnit = row.optionalText(12)
            charge.sku = row.optionalText(13)
            charge.subaccount = row.optionalText(14)
            charge.isPromotion = row.integer(15) == 1
            for (at, key) in detail.tags.enumerated() { charge.tags[key] = row.optionalText(16 + at) }
            let last = 16 + detail.tags.count
            return ChargeSums.Line(
                line: row.integer(0), rank: row.integer(last), moreRank: row.integer(last + 1), charge: charge)
        }
    }
}
