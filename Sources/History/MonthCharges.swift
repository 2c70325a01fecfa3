package import Billing
import CSQLite

extension HistoryView {
    /// The charges of a month, grouped by everything that analysis can tell apart, and by what else is asked for.
    ///
    /// Texts tell groups apart by line, and there are far fewer lines than charges: so SQLite numbers the lines' texts in their order,
    /// and charges are added up by numbers alone.
    package func charges(
        of month: Month, basis: Settings.CostBasis, detail: ChargeDetail = ChargeDetail()
    ) throws(HistoryError) -> [MonthCharge] {
        let lines = try lineGroups(of: month, detail)
        let cost = basis == .billed ? "billed" : "effective"
        let columns = """
            c.line, c.start_day, c.end_day, c.\(cost)_micros, c.\(cost)_femtos, c.billed_micros, c.billed_femtos, c.consumed_units,
            c.consumed_nanos, c.pricing_units, c.pricing_nanos
            """
        var sums = ChargeSums(month: month, hasDays: detail.hasDays)
        let rows = try connection.kept(known("charge", columns, HistoryView.billScopes))
        try rows.bind(bounds(of: month))
        defer { rows.reset() }
        while try rows.step() {
            guard let line = lines[rows.integer(0)] else { continue }
            try sums.add(rows, to: line)
        }
        return sums.charges
    }

    /// Of a month's charges in force the bills' scopes; the month's first day is ?2, the day after its last ?3.
    static let billScopes =
        "c.scope IN (SELECT scope FROM scope WHERE kind = 'bill' AND period_start >= ?2 AND period_start < ?3)"

    /// What ?1, ?2 and ?3 stand for in queries of a month.
    func bounds(of month: Month) -> [SQLValue] {
        [.integer(at), .integer(Int64(month.first.number)), .integer(Int64(month.end.number))]
    }

    /// The lines of a month's charges by their numbers, with what tells them apart.
    private func lineGroups(of month: Month, _ detail: ChargeDetail) throws(HistoryError) -> [Int64: ChargeSums.Line] {
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
        let rows = try connection.rows(
            """
            SELECT *, \(rank(0..<own.count)), \(rank(own.count..<own.count + more.count)) FROM (
                SELECT l.line, \(selected) FROM (SELECT DISTINCT c.line FROM (\(known("charge", "c.line", HistoryView.billScopes))) c) c
                JOIN line l ON l.line = c.line
                LEFT JOIN line_mapping m ON m.line = c.line AND m.known_from <= ?1 AND (m.known_to IS NULL OR m.known_to > ?1))
            """, bounds(of: month) + (names + detail.tags).map(SQLValue.text)
        ) { row in
            var charge = MonthCharge(
                source: row.text(1),
                assignment: Assignment(
                    system: row.optionalText(2), component: row.optionalText(3), customer: row.optionalText(4),
                    environment: row.optionalText(5)),
                category: ChargeCategory(rawValue: row.text(6)) ?? .usage, isCorrection: row.text(7).lowercased() == "correction",
                billingAccount: row.text(8), serviceName: row.optionalText(9), currency: Currency(row.text(10)),
                period: Period(start: month.first, end: month.end), cost: .zero, billed: .zero)
            charge.consumedUnit = row.optionalText(11)
            charge.pricingUnit = row.optionalText(12)
            charge.sku = row.optionalText(13)
            charge.subaccount = row.optionalText(14)
            charge.isPromotion = row.integer(15) == 1
            for (at, key) in detail.tags.enumerated() { charge.tags[key] = row.optionalText(16 + at) }
            let last = 16 + detail.tags.count
            return (row.integer(0), ChargeSums.Line(rank: row.integer(last), moreRank: row.integer(last + 1), charge: charge))
        }
        return Dictionary(rows) { first, _ in first }
    }
}

/// Adds charges up by what tells their lines apart and by their days.
struct ChargeSums {
    /// What is known of a line, and its places in the order of all lines' texts: by those that come before the days, and by the others.
    struct Line {
        var rank: Int64
        var moreRank: Int64
        var charge: MonthCharge
    }

    private struct Key: Hashable {
        var rank: Int64
        var start: Int64
        var end: Int64
        var moreRank: Int64
        var inOrder: (Int64, Int64, Int64, Int64) { (rank, start, end, moreRank) }
    }

    /// Cost and billed cost, consumed and pricing quantity, each as its whole and the rest; quantities are nil until one is known.
    private struct Sum {
        var charge: MonthCharge
        var amounts: [4 of Int64] = .init(repeating: 0)
        var quantities: [4 of Int64?] = .init(repeating: nil)
    }

    let month: Month
    let hasDays: Bool
    private var sums: [Sum] = []
    private var places: [Key: Int] = [:]

    init(month: Month, hasDays: Bool) {
        self.month = month
        self.hasDays = hasDays
    }

    /// Adds a row of `line, start_day, end_day`, two amounts and two quantities.
    mutating func add(_ row: Statement, to line: Line) throws(HistoryError) {
        let (start, end) = hasDays ? (row.integer(1), row.integer(2)) : (0, 0)
        let key = Key(rank: line.rank, start: start, end: end, moreRank: line.moreRank)
        let place: Int
        if let known = places[key] {
            place = known
        } else {
            place = sums.count
            places[key] = place
            var charge = line.charge
            if hasDays { charge.period = Period(start: row.day(1), end: row.day(2)) }
            sums.append(Sum(charge: charge))
        }
        for at in 0..<4 { sums[place].amounts[at] = try ChargeSums.sum(sums[place].amounts[at], row.integer(3 + at)) }
        guard hasDays else { return }
        for at in 0..<4 where !row.isNull(7 + at) {
            sums[place].quantities[at] = try ChargeSums.sum(sums[place].quantities[at] ?? 0, row.integer(7 + at))
        }
    }

    /// What there is in the order of texts and days.
    var charges: [MonthCharge] {
        places.sorted { $0.key.inOrder < $1.key.inOrder }.map { _, place in
            let sum = sums[place]
            var charge = sum.charge
            charge.cost = Amount(micros: sum.amounts[0], remainder: sum.amounts[1])
            charge.billed = Amount(micros: sum.amounts[2], remainder: sum.amounts[3])
            charge.consumed = ChargeSums.quantity(sum.quantities[0], sum.quantities[1])
            charge.pricing = ChargeSums.quantity(sum.quantities[2], sum.quantities[3])
            return charge
        }
    }

    private static func quantity(_ units: Int64?, _ nanos: Int64?) -> Quantity? {
        units.map { Quantity(Amount(femtos: Int128($0) * Amount.unit + Int128(nanos ?? 0) * 1_000_000)) }
    }

    /// A sum as SQLite's own: one beyond what an integer holds is an error and no other number.
    private static func sum(_ one: Int64, _ other: Int64) throws(HistoryError) -> Int64 {
        let (sum, isOver) = one.addingReportingOverflow(other)
        guard !isOver else { throw .sqlite(operation: "adding charges", code: SQLITE_ERROR, message: "integer overflow") }
        return sum
    }
}
