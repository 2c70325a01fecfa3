import Billing

/// How a system's cost and plan fall to its customers.
struct SystemAllocation {
    /// Every part of every component, the proof of the split; together they are the components' actuals.
    private(set) var rows: [AllocationMonth] = []
    /// The plan to date by the same splits; nil without a plan, or where a range says no amount.
    private(set) var plan: [String: Amount]?

    /// Splits the components, in the order of their rows, by the first rule that matches each.
    init(_ system: SystemFacts, components: [ComponentMonth], rules: [AllocationRule]) {
        let charges = Dictionary(grouping: system.charges, by: \.component)
        if system.plan?.toDate.exact != nil { plan = [:] }
        // Growing step by step would copy millions of rows again and again.
        rows.reserveCapacity(components.count * (system.customers.count + 1))
        let isUsageOfAll = !system.usage.contains { $0.component != nil }
        var known: [AllocationMethod: AllocationWeights] = [:]
        for component in components {
            let own = charges[component.component] ?? []
            let pools = CostPools(own)
            let method = method(of: component.component, in: system, rules)
            let weights = known[method] ?? AllocationWeights(method, of: component.component, in: system)
            if method.isSameForAll(isUsageOfAll: isUsageOfAll) { known[method] = weights }
            rows += pools.direct.map { customer, amount in
                AllocationMonth(
                    system: system.id, component: component.component, customer: customer, currency: system.currency,
                    isShared: false, method: AllocationMethod.direct.name, driverQuantity: nil, share: nil, amount: amount)
            }
            rows += sharedRows(pools.shared, weights, component.component, system)
            if let toDate = component.planToDate, plan != nil {
                // What customers cause alone is planned for them alone; else the plan is shared as the cost is.
                let isDirect = pools.shared.isZero && !pools.direct.isEmpty
                let planWeights =
                    isDirect
                    ? AllocationWeights(
                        method: AllocationMethod.direct.name, Dictionary(pools.direct, uniquingKeysWith: +))
                    : weights
                addPlan(toDate, planWeights)
            }
        }
    }

    private mutating func addPlan(_ amount: Amount, _ weights: AllocationWeights) {
        guard let parts = weights.amounts(of: amount) else {
            plan?[ReservedCustomer.unallocated, default: .zero] += amount
            return
        }
        for (customer, part) in parts { plan?[customer, default: .zero] += part }
    }
}

extension AllocationMethod {
    /// Whether it weighs the customers alike for every component; usage may name one.
    fileprivate func isSameForAll(isUsageOfAll: Bool) -> Bool {
        switch self {
        case .direct, .even, .shares, .revenue: true
        case .driver: isUsageOfAll
        // What customers alone cause is looked up in the accounts that the component's cost comes from.
        case .cost: false
        }
    }
}

/// A component's cost over complete days: what is borne alone, and what is to be split.
private struct CostPools {
    /// By customer or reserved name, in order; none is zero.
    let direct: [(String, Amount)]
    let shared: Amount

    init(_ charges: [CountedCharge]) {
        var alone: [String: Amount] = [:]
        var rest = Amount.zero
        for charge in charges {
            switch charge.bearer {
            case .customer(let customer): alone[customer, default: .zero] += charge.actual
            case .notCostOfRevenue: alone[ReservedCustomer.notCostOfRevenue, default: .zero] += charge.actual
            case .tax: alone[ReservedCustomer.tax, default: .zero] += charge.actual
            case .promotion: alone[ReservedCustomer.promotion, default: .zero] += charge.actual
            case .adjustment: alone[ReservedCustomer.adjustment, default: .zero] += charge.actual
            case .shared: rest += charge.actual
            }
        }
        direct = alone.filter { !$0.value.isZero }.sorted { reservedLast($0.key, $1.key) }.map { ($0.key, $0.value) }
        shared = rest
    }
}

/// How a component is shared; what no rule matches, and what is unmapped, is not.
private func method(of component: String, in system: SystemFacts, _ rules: [AllocationRule]) -> AllocationMethod {
    guard !system.isUnmapped else { return .direct }
    return rules.first { $0.system.matches(system.id) && $0.component.matches(component) }?.method ?? .direct
}

/// The parts of a component's shared cost that are not nothing; one unallocated row where the weights add up to nothing.
private func sharedRows(
    _ shared: Amount, _ weights: AllocationWeights, _ component: String, _ system: SystemFacts
) -> [AllocationMonth] {
    guard !shared.isZero else { return [] }
    func row(_ customer: String, method: String, weight: Amount?, share: Amount?, _ amount: Amount) -> AllocationMonth {
        AllocationMonth(
            system: system.id, component: component, customer: customer, currency: system.currency, isShared: true,
            method: method, driverQuantity: weight.map(Quantity.init(_:)), share: share, amount: amount)
    }
    guard let parts = weights.parts(of: shared) else {
        return [row(ReservedCustomer.unallocated, method: weights.method, weight: nil, share: nil, shared)]
    }
    // A share of less than the last unit may be rounded to nothing; the proof would not add up without it.
    return parts.filter { !$0.amount.isZero || $0.residue != 0 }.map { part in
        var row = row(part.customer, method: weights.method, weight: part.weight, share: part.share, part.amount)
        row.residue = part.residue
        return row
    }
}
