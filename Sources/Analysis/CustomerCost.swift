import Billing

/// The rows of a system's customers: first those that cost and bring nothing in, the largest loss before the others, then the thinnest
/// margin first and with it those below the floor, then those without a known margin, the costliest first; reserved ones last; `names` are the customers' names for people, `floor` is a margin in percent.
func customerRows(
    _ system: SystemFacts, _ allocation: SystemAllocation, names: [String: String], floor: Amount?
) -> [CustomerMonth] {
    var directSums = CustomerSums(), sharedSums = CustomerSums()
    for cost in allocation.costs {
        if cost.isShared {
            sharedSums.add(cost.amounts, of: cost.customers)
        } else {
            directSums.add(cost.amounts, of: cost.customers)
        }
    }
    let direct = directSums.byCustomer, shared = sharedSums.byCustomer
    var customers = Set(system.customers).union(direct.keys).union(shared.keys)
    if let plan = allocation.plan { customers.formUnion(plan.filter { !$0.value.isZero }.keys) }
    let rows = customers.sorted(by: reservedLast).map { customer in
        var row = CustomerMonth(
            system: system.id, customer: customer, name: names[customer] ?? customer, currency: system.currency,
            directCost: direct[customer] ?? .zero, sharedCost: shared[customer] ?? .zero)
        row.isCostKnown = system.hasActual
        row.revenue = system.revenue[customer] ?? nil
        if let plan = allocation.plan, !ReservedComponent.apart.contains(customer),
            customer != ReservedCustomer.adjustment
        {
            // What a plan keeps apart is compared with a budget of its own, not with nothing.
            let isBeside = customer == ReservedCustomer.notCostOfRevenue && system.charges.contains(where: \.isBeside)
            row.planCost = plan[customer] ?? (isBeside ? nil : .zero)
        }
        if !customer.hasPrefix("(") { row.marginFloorPercent = floor }
        row.judge()
        return row
    }
    let own = rows.filter { !$0.customer.hasPrefix("(") }
    return own.filter(\.isGiven).sorted { isBefore($0, $1, $0.grossProfit, $1.grossProfit) }
        + own.filter { $0.grossMarginPercent != nil }.sorted { isBefore($0, $1, $0.grossMarginPercent, $1.grossMarginPercent) }
        + own.filter { !$0.isGiven && $0.grossMarginPercent == nil }.sorted { isBefore($0, $1, -$0.cost, -$1.cost) }
        + rows.filter { $0.customer.hasPrefix("(") }
}

/// Whether a customer's figure is below another's; of two that are the same the id decides.
private func isBefore(_ one: CustomerMonth, _ other: CustomerMonth, _ figure: Amount?, _ another: Amount?) -> Bool {
    guard let figure, let another, figure != another else { return one.customer < other.customer }
    return figure < another
}

extension CustomerMonth {
    /// Sets what follows from revenue, cost and plan.
    fileprivate mutating func judge() {
        if let plan = planCost {
            if isCostKnown { variance = cost - plan }
            planGrossMarginPercent = revenue.flatMap { grossMargin($0, cost: plan) }
        }
        guard let revenue, isCostKnown else { return }
        grossProfit = revenue - cost
        grossMarginPercent = grossMargin(revenue, cost: cost)
        if revenue > .zero { costShareOfRevenuePercent = cost.percent(of: revenue) }
    }
}

/// The name of each customer for people: the first that a contract gives.
func customerNames(_ contracts: [Contract]) -> [String: String] {
    Dictionary(contracts.compactMap { row in row.name.map { (row.customer, $0) } }, uniquingKeysWith: { first, _ in first })
}

extension SystemFacts {
    /// Cost of production over complete days, without tax and promotional credits; `includingPrior` also what belongs to earlier months.
    func costOfRevenue(includingPrior: Bool) -> Amount {
        charges.reduce(.zero) { sum, charge in
            switch charge.bearer {
            case .customer, .shared: includingPrior || !charge.share.isPrior ? sum + charge.actual : sum
            case .notCostOfRevenue, .tax, .promotion, .adjustment: sum
            }
        }
    }
}
