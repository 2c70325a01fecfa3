import Billing

/// The two columns that hold a measure, and their SQL.
struct MeasureColumns {
    let measure: Measure
    /// The floor: `billed_micros`, `consumed_units`.
    let high: String
    /// What it leaves over: `billed_femtos`, `consumed_nanos`.
    let low: String
    /// How much of `low` makes one of `high`.
    let modulus: Int64

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
            low: stem + (measure.isCost ? "_femtos" : "_nanos"),
            // While a delivery is staged a quantity keeps its 15 decimals, so that the order of its parts does not matter.
            modulus: measure.isCost ? 1_000_000_000 : 1_000_000_000_000_000)
    }

    /// All columns of all measures, in the order of the table.
    static let names = all.flatMap { [$0.high, $0.low] }

    /// Adds a further part to what is staged; `modulus` is 1e9 for what comes from the history itself.
    func upsert(modulus: Int64) -> String {
        let sum = "(coalesce(staged_charge.\(low), 0) + coalesce(excluded.\(low), 0))"
        return """
            \(high) = CASE WHEN coalesce(staged_charge.\(high), excluded.\(high)) IS NULL THEN NULL
                ELSE coalesce(staged_charge.\(high), 0) + coalesce(excluded.\(high), 0) + \(sum) / \(modulus) END,
            \(low) = CASE WHEN coalesce(staged_charge.\(low), excluded.\(low)) IS NULL THEN NULL ELSE \(sum) % \(modulus) END
            """
    }

    /// Rounds a staged quantity half to even to 1e-9, as it is kept; nothing for a cost, which is kept as it is.
    var rounding: String? {
        guard !measure.isCost else { return nil }
        let nanos =
            "(\(low) / 1000000 + (\(low) % 1000000 > 500000 OR (\(low) % 1000000 = 500000 AND \(low) / 1000000 % 2 = 1)))"
        return "\(high) = \(high) + \(nanos) / 1000000000, \(low) = \(nanos) % 1000000000"
    }
}
