package import Billing

/// What each customer cost and paid in the twelve months before and in this one, by system and customer, the earliest month first.
/// Customers of this month come in its order, then those of earlier months by id; months of which nothing is known have no row.
func customerHistoryRows(_ facts: MonthFacts, _ analysis: MonthAnalysis, names: [String: String]) -> [CustomerHistoryMonth] {
    let first = facts.month.advanced(by: -12)
    let months =
        facts.past.filter { (first..<facts.month).contains($0.month) && $0.currency == analysis.currency }
        + [PastMonth(analysis, isClosed: facts.isClosed, plans: facts.plans, rates: facts.rates)]
    var rows: [String: [String: [CustomerHistoryMonth]]] = [:]
    for month in months {
        for customer in month.customers where !customer.customer.hasPrefix("(") {
            let days = month.completeDays(of: customer.system) ?? 0
            rows[customer.system, default: [:]][customer.customer, default: []].append(
                CustomerHistoryMonth(
                    customer, name: names[customer.customer] ?? customer.customer, currency: analysis.currency,
                    month: month.month, state: month.isClosed ? .closed : days == month.month.days ? .final : .open,
                    completeDays: days))
        }
    }
    let current = Dictionary(grouping: analysis.customers, by: \.system).mapValues { $0.map(\.customer) }
    return rows.sorted { $0.key < $1.key }.flatMap { system, customers -> [CustomerHistoryMonth] in
        let now = current[system] ?? []
        let gone = Set(customers.keys).subtracting(now).sorted()
        return (now + gone).flatMap { customers[$0] ?? [] }
    }
}

extension PastMonth {
    /// What a month's analysis says of it, with the plans and rates that it was made with.
    package init(_ analysis: MonthAnalysis, isClosed: Bool, plans: [Plan], rates: [Rate]) {
        self.init(month: analysis.month, currency: analysis.currency)
        self.isClosed = isClosed
        self.plans = plans
        self.rates = rates.filter { $0.month == analysis.month }
        components = analysis.components.map {
            Component(
                system: $0.system, component: $0.component, actual: $0.actual, completeDays: $0.completeDays,
                isBeside: $0.isBeside)
        }
        customers = analysis.customers.map {
            Customer(
                system: $0.system, customer: $0.customer, revenue: $0.revenue, cost: $0.isCostKnown ? $0.cost : nil)
        }
        units = analysis.units.compactMap { row in
            guard let quantity = row.actualQuantity, let cost = row.actualUnitCost else { return nil }
            return Unit(
                system: row.system, metric: row.metric, kind: row.kind, quantity: quantity.value.real, unitCost: cost.real)
        }
    }
}
