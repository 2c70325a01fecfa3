import Billing

/// The two columns that hold a measure, and their SQL.
struct MeasureColumns {
    let measure: Measure
    /// The floor: `billed_micros`, `consumed_units`.
    let high: String
    /// What it leaves over, in units of 1e-15 of a cost and of 1e-9 of a quantity: `billed_femtos`, `consumed_nanos`.
    let low: String
    /// What both leave over of a quantity while a delivery is staged, in units of 1e-15, so that the order of its parts does not matter.
    let rest: String?

    static let all: [MeasureColumns] = Measure.allCases.map { measure in
        let stem =
            switch measure {
            case .billedCost: "billed"
            case .effectiveCost: "effective"
            case .listCost: "list"
            case .contractedCost: "contracted"
            case .pricingCurrencyEffectiveCost: "pricing_currency_effective"
            case .consumedQuantity: "consumed"
            case .pricingQuantity: "pricing"
            case .commitmentDiscountQuantity: "commitment"
            }
        return MeasureColumns(
            measure: measure, high: stem + (measure.isCost ? "_micros" : "_units"),
            low: stem + (measure.isCost ? "_femtos" : "_nanos"), rest: measure.isCost ? nil : stem + "_rest")
    }

    /// All columns of all measures, in the order of the table.
    static let names = all.flatMap { [$0.high, $0.low] }
    /// What quantities leave over while they are staged.
    static let rests = all.compactMap(\.rest)

    /// Adds a further part to what is staged.
    var upsert: String {
        func sum(_ column: String) -> String { "(coalesce(staged_charge.\(column), 0) + coalesce(excluded.\(column), 0))" }
        let lows = rest.map { "(\(sum(low)) + \(sum($0)) / 1000000)" } ?? sum(low)
        let isAbsent = "coalesce(staged_charge.\(high), excluded.\(high)) IS NULL"
        return """
            \(high) = CASE WHEN \(isAbsent) THEN NULL ELSE \(sum(high)) + \(lows) / 1000000000 END,
            \(low) = CASE WHEN \(isAbsent) THEN NULL ELSE \(lows) % 1000000000 END\(rest.map { ", \($0) = \(sum($0)) % 1000000" } ?? "")
            """
    }

    /// Rounds a staged quantity half to even to 1e-9, as it is kept; nothing for a cost, which is kept as it is.
    var rounding: String? {
        guard let rest else { return nil }
        let nanos = "(\(low) + (\(rest) > 500000 OR (\(rest) = 500000 AND \(low) % 2 = 1)))"
        return "\(high) = \(high) + \(nanos) / 1000000000, \(low) = \(nanos) % 1000000000"
    }
}
