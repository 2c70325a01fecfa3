import Billing

/// What a component's driver really used over complete days and what that cost, beside what was planned: an item for each of the
/// driver's parts, one for each SKU that no part knows, and one for what no quantity explains.
struct DriverComparison {
    /// An item under its id, with its quantity known or not.
    struct Entry {
        let id: String
        let comparison: ItemComparison
    }

    /// In the driver's order, then unplanned SKUs by id, the rest last.
    let entries: [Entry]

    /// The name of what no part and no SKU explains.
    static let rest = "(rest)"

    /// Compares a component's charges with its driver; `plan` is the component's plan to date, `actual` its cost over complete days.
    init(_ driver: PlannedDriver, of planned: PlannedComponent, plan: Amount, actual: Amount, in system: SystemFacts) {
        let own = system.charges.filter { $0.component == planned.id && !$0.isBeside }
        if driver.parts.count == 1, let part = driver.parts.first, part.sku == nil {
            let used = UsedQuantity(driver, of: planned.id, own, in: system)
            entries = [
                Entry(
                    id: planned.id,
                    comparison: ItemComparison(
                        plan: plan, planned: part.planned, actualQuantity: used.quantity, quantifiedCost: used.cost,
                        actual: actual)
                )
            ]
        } else {
            entries = DriverComparison.bySKU(driver, plan: plan, actual: actual, own)
        }
    }

    private static func bySKU(
        _ driver: PlannedDriver, plan: Amount, actual: Amount, _ charges: [CountedCharge]
    ) -> [Entry] {
        var used: [String: UsedQuantity] = [:]
        var explained = Amount.zero
        let names = Set(driver.parts.map(\.id) + [DriverComparison.rest])
        for charge in charges where charge.isUsage && charge.share.isInMonth {
            guard let sku = charge.sku, let quantity = charge.quantity(in: driver.unit, driver.measurement) else { continue }
            let item =
                driver.parts.first { $0.sku?.matches(sku) ?? false }?.id
                ?? (names.contains(sku) ? "SKU \(sku)" : sku)
            used[item, default: .none].add(charge, quantity)
            explained += charge.actual
        }
        // Where there is usage and none of it says how much, no part's quantity is known.
        let isUnknown = used.isEmpty && charges.contains { $0.isUsage && $0.share.isInMonth }
        let parts = driver.parts.map { part in
            let own = used.removeValue(forKey: part.id) ?? .none
            return Entry(
                id: part.id,
                comparison: ItemComparison(
                    plan: part.cost, planned: part.planned, actualQuantity: isUnknown ? nil : own.quantity,
                    quantifiedCost: own.cost, actual: own.cost))
        }
        let unplanned = used.sorted { $0.key < $1.key }.map { sku, own in
            Entry(
                id: sku,
                comparison: ItemComparison(actualQuantity: own.quantity, quantifiedCost: own.cost, actual: own.cost))
        }
        let stated = driver.parts.reduce(Amount.zero) { $0 + $1.cost }
        let rest = ItemComparison(
            plan: plan - stated, planned: ItemComparison.Planned(quantity: .zero, unitPrice: .zero), actualQuantity: .zero,
            actual: actual - explained)
        guard !rest.plan.isZero || !rest.actual.isZero else { return parts + unplanned }
        return parts + unplanned + [Entry(id: DriverComparison.rest, comparison: rest)]
    }
}

extension PlannedDriver.Part {
    fileprivate var planned: ItemComparison.Planned {
        ItemComparison.Planned(
            quantity: quantity, unitPrice: unitPrice, lengthened: lengthened == quantity ? nil : lengthened)
    }
}

/// A quantity over complete days and the cost of the charges that have it.
private struct UsedQuantity {
    /// Nil where something was used and nothing says how much.
    private(set) var quantity: Amount?
    private(set) var cost = Amount.zero

    static let none = UsedQuantity(quantity: .zero)

    private init(quantity: Amount?) { self.quantity = quantity }

    mutating func add(_ charge: CountedCharge, _ whole: Quantity) {
        quantity = (quantity ?? .zero) + charge.share.part(of: whole.value)
        cost += charge.actual
    }

    /// Measures a component's usage of the month as its driver asks.
    ///
    /// Charges of other months, and charges that are no usage, have no quantity here. A charge in a unit that cannot be
    /// converted does not count; where none can be, the quantity is unknown.
    init(_ driver: PlannedDriver, of component: String, _ own: [CountedCharge], in system: SystemFacts) {
        let charges = own.filter { $0.isUsage && $0.share.isInMonth }
        if case .usage(let metrics) = driver.measurement {
            quantity = metricQuantity(metrics, unit: driver.unit, component: component, in: system)?.value
            if quantity != nil { cost = charges.reduce(.zero) { $0 + $1.actual } }
            return
        }
        // A component without any usage used nothing, which is known.
        if charges.isEmpty { quantity = .zero }
        for charge in charges {
            guard let found = charge.quantity(in: driver.unit, driver.measurement) else { continue }
            add(charge, found)
        }
    }
}

extension CountedCharge {
    /// All of the charge's quantity in a unit; nil where it has none in it.
    fileprivate func quantity(in unit: String, _ measurement: Driver.Measurement) -> Quantity? {
        let priced = pricing.flatMap { quantity in pricingUnit.flatMap { convert(quantity, from: $0, to: unit) } }
        let consumed = consumed.flatMap { quantity in consumedUnit.flatMap { convert(quantity, from: $0, to: unit) } }
        return switch measurement {
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
    let own = system.ownUsage.filter { row in
        guard let named = row.component else { return true }
        return named == component || system.coverage?.place(of: named, environment: row.environment).component == component
    }
    let byMetric = Dictionary(grouping: own.rows(of: metrics).measured(in: unit, metric: ""), by: \.metric)
    guard !byMetric.isEmpty else { return nil }
    let even = Pace(.even, completeDays: system.completeDays, days: system.month.days)
    return byMetric.sorted { $0.key < $1.key }.reduce(Quantity.zero) { sum, metric in
        let total = combined(metric.value)
        return sum + (kind(of: metric.value) == .flow ? total : Quantity(even.part(of: total.value)))
    }
}
