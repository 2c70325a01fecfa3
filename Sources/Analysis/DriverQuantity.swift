import Billing

/// What a driver's component really used over complete days, and what that cost.
struct DriverQuantity: Hashable {
    /// Nil where something was used and nothing says how much.
    private(set) var quantity: Quantity?
    /// The cost of the charges that have the quantity.
    private(set) var cost = Amount.zero

    /// Measures a component's usage of the month as its driver asks.
    ///
    /// Charges of other months, and charges that are no usage, have no quantity here. A charge in a unit that cannot be
    /// converted does not count; where none can be, the quantity is unknown.
    init(_ driver: Driver, of component: String, in system: SystemFacts) {
        let charges = system.charges.filter { $0.component == component && $0.isUsage && $0.share.isInMonth }
        if case .usage(let metrics) = driver.measurement {
            quantity = metricQuantity(metrics, unit: driver.unit, component: component, in: system)
            if quantity != nil { cost = charges.reduce(.zero) { $0 + $1.actual } }
            return
        }
        // A component without any usage used nothing, which is known.
        if charges.isEmpty { quantity = .zero }
        for charge in charges {
            guard let found = charge.quantity(of: driver) else { continue }
            quantity = (quantity ?? .zero) + Quantity(charge.share.part(of: found.value))
            cost += charge.actual
        }
    }
}

extension CountedCharge {
    /// All of the charge's quantity in the driver's unit; nil where it has none in it.
    fileprivate func quantity(of driver: Driver) -> Quantity? {
        let priced = pricing.flatMap { quantity in pricingUnit.flatMap { convert(quantity, from: $0, to: driver.unit) } }
        let consumed = consumed.flatMap { quantity in consumedUnit.flatMap { convert(quantity, from: $0, to: driver.unit) } }
        return switch driver.measurement {
        case .charged: priced ?? consumed
        case .pricing: priced
        case .consumed: consumed
        case .usage: nil
        }
    }
}

/// The sum of usage metrics over complete days in the driver's unit; nil where no row is in it. A level or a peak stands for
/// a whole month and is therefore taken for the complete days' part of it.
private func metricQuantity(_ metrics: [String], unit: String, component: String, in system: SystemFacts) -> Quantity? {
    let wanted = Set(metrics.flatMap(basicMetrics))
    var byMetric: [String: [UsageDay]] = [:]
    for row in system.usage where wanted.contains(row.metric) && (row.component ?? component) == component {
        var row = row
        if let own = row.unit {
            guard let converted = convert(row.quantity, from: own, to: unit) else { continue }
            row.quantity = converted
        }
        byMetric[row.metric, default: []].append(row)
    }
    guard !byMetric.isEmpty else { return nil }
    let even = Pace(.even, completeDays: system.completeDays, days: system.month.days)
    return byMetric.sorted { $0.key < $1.key }.reduce(Quantity.zero) { sum, metric in
        let total = combined(metric.value)
        return sum + (kind(of: metric.value) == .flow ? total : Quantity(even.part(of: total.value)))
    }
}
