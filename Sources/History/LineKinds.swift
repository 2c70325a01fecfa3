import Billing

/// What analysis can tell apart of lines: as many kinds as there are, and which of them each line is, found when it is asked for.
final class LineKinds {
    /// Lines of one kind.
    private struct Kind {
        /// What tells it from others, the first of them before the days of its charges.
        var texts: [[UInt8]?]
        /// A charge of it without days and amounts.
        var charge: MonthCharge
        /// Where it stands from billed to effective cost, which no charge tells.
        var provider: String?, step: WritableKeyPath<CostBridge, Amount>
    }

    private let select: Statement
    private let detail: ChargeDetail
    /// How many values tell kinds apart that charges tell of, and how many there are with those of the bridge.
    private let asked: Int, values: Int
    private var numbers: [Int64: Int32] = [:]
    private var kindsByTexts: [[UInt8]: Int32] = [:]
    private var kinds: [Kind] = []
    private var bytes = RowBytes()

    /// What every kind has, whatever is asked for; charges are in their order, then by day.
    private static let own = [
        "l.x_Source", "m.system", "m.component", "m.customer", "m.environment", "l.ChargeCategory", "l.ChargeClass",
        "l.BillingAccountId", "l.ServiceName", "l.BillingCurrency",
    ]
    /// From billed to effective cost: what differs in a purchase was paid ahead; CommitmentDiscountStatus tells what a commitment covered
    /// from what nothing used (FOCUS 1.2).
    private static let bridge = [
        "l.ProviderName",
        """
        CASE WHEN l.ChargeCategory = 'Purchase' THEN 'purchases' WHEN l.CommitmentDiscountStatus = 'Used' THEN 'amortised'
            WHEN l.CommitmentDiscountStatus = 'Unused' THEN 'unused' END
        """,
    ]

    /// Kinds of lines where the mapping as of a sequence places them.
    init(_ connection: Connection, at sequence: Int64, _ detail: ChargeDetail) throws(HistoryError) {
        let names = detail.skuSystems.sorted()
        let marks = names.indices.map { "?\($0 + 3)" }.joined(separator: ", ")
        // Whole months are told apart by far less, which is a fraction of the groups.
        let units = detail.hasDays ? ["l.ConsumedUnit", "l.PricingUnit"] : ["NULL", "NULL"]
        let more =
            units + [
                "CASE WHEN m.system IN (\(marks)) THEN l.SkuId END", detail.hasSubaccounts ? "l.SubAccountId" : "NULL",
                PromotionalCredit.condition("l"),
            ]
            + detail.tags.indices.map { "(SELECT value FROM json_each(l.Tags) WHERE key = ?\($0 + 3 + names.count))" }
        select = try connection.kept(
            """
            SELECT \((LineKinds.own + more + LineKinds.bridge).joined(separator: ", ")) FROM line l
            LEFT JOIN line_mapping m ON m.line = l.line AND m.known_from <= ?1 AND (m.known_to IS NULL OR m.known_to > ?1)
            WHERE l.line = ?2
            """)
        try select.bind([.integer(sequence), .null] + (names + detail.tags).map(SQLValue.text))
        asked = LineKinds.own.count + more.count
        values = asked + LineKinds.bridge.count
        self.detail = detail
    }

    /// The kind of a line, by its number from 0; throws where the history has no such line.
    func kind(of line: Int64) throws(HistoryError) -> Int32 {
        if let number = numbers[line] { return number }
        select.bind(1, line)
        defer { select.reset() }
        guard try select.step() else { throw .lostRow }
        bytes.clear()
        for column in 0..<values { select.append(column, to: &bytes) }
        let texts = bytes.bytes
        let number = kindsByTexts[texts] ?? Int32(kinds.count)
        if number == kinds.count {
            kinds.append(
                Kind(
                    texts: (0..<asked).map { select.isNull($0) ? nil : select.blob($0) }, charge: try charge(),
                    provider: select.optionalText(asked), step: LineKinds.step(select.text(asked + 1))))
            kindsByTexts[texts] = number
        }
        numbers[line] = number
        return number
    }

    /// A charge of a kind without days and amounts.
    func charge(of kind: Int32) -> MonthCharge { kinds[Int(kind)].charge }

    /// The step from billed to effective cost that a kind's difference belongs to, and whose bill it is on, without amounts.
    func bridge(of kind: Int32) -> (bridge: CostBridge, step: WritableKeyPath<CostBridge, Amount>) {
        let kind = kinds[Int(kind)]
        let bridge = CostBridge(
            provider: kind.provider, currency: kind.charge.currency, billed: .zero, purchases: .zero, amortised: .zero,
            unused: .zero, other: .zero)
        return (bridge, kind.step)
    }

    private static func step(_ name: String) -> WritableKeyPath<CostBridge, Amount> {
        switch name {
        case "purchases": \.purchases
        case "amortised": \.amortised
        case "unused": \.unused
        default: \.other
        }
    }

    /// The places of all kinds in the order of what every kind has, and in that of what else was asked for; the same where
    /// that is, though a step of the bridge may tell them apart.
    func ranks() -> [(own: Int, more: Int)] {
        let own = ranks { $0.texts[..<LineKinds.own.count] }
        let more = ranks { $0.texts[LineKinds.own.count...] }
        return kinds.indices.map { (own[$0], more[$0]) }
    }

    private func ranks(_ texts: (Kind) -> ArraySlice<[UInt8]?>) -> [Int] {
        func isBefore(_ one: Int, _ other: Int) -> Bool {
            texts(kinds[one]).lexicographicallyPrecedes(texts(kinds[other])) { one, other in
                // As SQLite orders them: what is absent comes first.
                guard let one, let other else { return one == nil && other != nil }
                return one.lexicographicallyPrecedes(other)
            }
        }
        var ranks = Array(repeating: 0, count: kinds.count)
        var last: Int?
        for kind in kinds.indices.sorted(by: isBefore) {
            if let last { ranks[kind] = ranks[last] + (isBefore(last, kind) ? 1 : 0) }
            last = kind
        }
        return ranks
    }

    /// A charge of the line that is looked at.
    private func charge() throws(HistoryError) -> MonthCharge {
        let never = Period(start: Day(number: 0), end: Day(number: 0))
        var charge = MonthCharge(
            source: select.text(0),
            assignment: Assignment(
                system: select.optionalText(1), component: select.optionalText(2), customer: select.optionalText(3),
                environment: select.optionalText(4)),
            category: ChargeCategory(rawValue: select.text(5)) ?? .usage,
            isCorrection: select.text(6).lowercased() == "correction", billingAccount: select.text(7),
            serviceName: select.optionalText(8), currency: try select.lineCurrency(9), period: never, cost: .zero, billed: .zero)
        charge.consumedUnit = select.optionalText(10)
        charge.pricingUnit = select.optionalText(11)
        charge.sku = select.optionalText(12)
        charge.subaccount = select.optionalText(13)
        charge.isPromotion = select.integer(14) == 1
        for (at, key) in detail.tags.enumerated() { charge.tags[key] = select.optionalText(15 + at) }
        return charge
    }
}
