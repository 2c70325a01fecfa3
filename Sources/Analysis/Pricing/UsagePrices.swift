import Billing

/// The prices of the models and metrics that the month's usage names, by model and metric; days of one price are one row, days
/// without a price are left out.
func usagePrices(_ facts: MonthFacts, _ conversion: inout Conversion) -> [UsagePrice] {
    struct Key: Hashable { let model: String, metric: String }
    let used = Set(
        facts.usage.filter { $0.kind == .flow }.compactMap { usage in usage.model.map { Key(model: $0, metric: usage.metric) } })
    var rows: [UsagePrice] = []
    for key in used.sorted(by: { ($0.model, $0.metric) < ($1.model, $1.metric) }) {
        let prices = facts.prices.prices(model: key.model, metric: key.metric)
        guard !prices.isEmpty else { continue }
        for day in facts.month.first..<facts.month.end {
            guard let price = prices.first(where: { $0.isValid(on: day) }),
                let unitPrice = conversion.convert(Money(price.unitPrice, price.currency))
            else { continue }
            if let last = rows.last, last.model == key.model, last.metric == key.metric, last.unitPrice == unitPrice,
                last.ends.advanced(by: 1) == day
            {
                rows[rows.count - 1].ends = day
            } else {
                rows.append(UsagePrice(model: key.model, metric: key.metric, starts: day, ends: day, unitPrice: unitPrice))
            }
        }
    }
    return rows
}
