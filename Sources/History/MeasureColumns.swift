import Billing

/// The two columns that hold a measure, and their SQL.
struct MeasureColumns {
    let measure: Measure
    /// The floor: `billed_micros`, `consumed_units`.
    let high: String
    /// What it leaves over, in units of 1e-15 of a cost and of 1e-9 of a quantity: `billed_femtos`, `consumed_nanos`.
    let low: String

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
            low: stem + (measure.isCost ? "_femtos" : "_nanos"))
    }

    /// All columns of all measures, in the order of the table.
    static let names = all.flatMap { [$0.high, $0.low] }
}
