import Billing

/// How a system's cost and plan fall to its customers.
struct SystemAllocation {
    /// Every part of every component, the proof of the split; together they are the components' actuals.
    private(set) var costs: [AllocatedCost] = []
    /// The plan to date by the same splits; nil without a plan, or where a range says no amount.
    private(set) var plan: [String: Amount]?

    /// Splits the components, in the order of their rows, by the first rule that matches each.
    init(_ system: SystemFacts, components: [ComponentMonth], rules: [AllocationRule]) {
        let charges = Dictionary(grouping: system.charges, by: \.component)
        let hasPlan = system.plan?.toDate.exact != nil
        var planned = CustomerSums()
        let isUsageOfAll = !system.usage.contains { $0.component != nil }
        var known: [AllocationMethod: AllocationWeights] = [:]
        for component in components {
            let own = charges[component.component] ?? []
            let pools = CostPools(own)
            let method = method(of: component.component, in: system, rules)
            let weights = known[method] ?? AllocationWeights(method, of: component.component, in: system)
            if method.isSameForAll(isUsageOfAll: isUsageOfAll) { known[method] = weights }
            if !pools.direct.isEmpty {
                costs.append(
                    AllocatedCost(
                        system: system.id, component: component.component, currency: system.currency, isShared: false,
                        method: AllocationMethod.direct.name, pools.direct))
            }
            if let shared = sharedCost(pools.shared, weights, component.component, system) { costs.append(shared) }
            if let toDate = component.planToDate, hasPlan {
                // What customers cause alone is planned for them alone; else the plan is shared as the cost is.
                let isDirect = pools.shared.isZero && !pools.direct.isEmpty
                let planWeights =
                    isDirect
                    ? AllocationWeights(
                        method: AllocationMethod.direct.name,
                        Dictionary(pools.direct.map { ($0.customer, $0.amount) }, uniquingKeysWith: +))
                    : weights
                if let split = Split(toDate, by: planWeights.weights) {
                    planned.add(split.parts, of: planWeights.customers)
                } else {
                    planned.add([toDate], of: [ReservedCustomer.unallocated])
                }
            }
        }
        if hasPlan { plan = planned.byCustomer }
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
    let direct: [(customer: String, amount: Amount)]
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

/// A component's shared cost by customer, or unallocated where the weights add up to nothing; nil where there is none.
private func sharedCost(
    _ shared: Amount, _ weights: AllocationWeights, _ component: String, _ system: SystemFacts
) -> AllocatedCost? {
    guard !shared.isZero else { return nil }
    guard let split = Split(shared, by: weights.weights) else {
        return AllocatedCost(
            system: system.id, component: component, currency: system.currency, isShared: true, method: weights.method,
            [(ReservedCustomer.unallocated, shared)])
    }
    return AllocatedCost(system: system.id, component: component, currency: system.currency, weights, split)
}
