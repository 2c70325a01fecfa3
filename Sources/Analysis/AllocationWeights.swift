import Billing

/// By what measure a shared cost is split over customers.
struct AllocationWeights {
    /// `even`, `driver:reads`, …
    let method: String
    /// In order.
    let customers: [String]
    /// What counts for each customer; not negative.
    let weights: [Amount]
    /// Each weight's part of them all, 0 to 1; nil where they add up to nothing.
    let shares: [Amount?]

    /// Weights by customer; a negative one counts as nothing.
    init(method: String, _ weights: [String: Amount]) {
        let sorted = weights.sorted { $0.key < $1.key }
        self.method = method
        customers = sorted.map(\.key)
        self.weights = sorted.map { max(.zero, $0.value) }
        let total = self.weights.reduce(.zero, +)
        shares = self.weights.map { $0.each(of: total) }
    }

    /// The weights of a component's method; without any where nothing is to be shared.
    init(_ method: AllocationMethod, of component: String, in system: SystemFacts) {
        let weights: [String: Amount] =
            switch method {
            case .direct: [:]
            case .even: system.activeDays.mapValues { Amount($0) }
            case .shares(let shares): Dictionary(shares.map { ($0.customer, $0.weight) }, uniquingKeysWith: +)
            case .driver(let metrics): usageByCustomer(metrics, of: component, in: system)
            case .revenue: system.revenue.compactMapValues(\.self)
            case .cost: directCostByCustomer(besides: component, in: system)
            }
        self.init(method: method.name, weights)
    }
}

/// The sum of usage metrics of each customer over complete days.
private func usageByCustomer(_ metrics: [String], of component: String, in system: SystemFacts) -> [String: Amount] {
    let wanted = Set(metrics.flatMap(basicMetrics))
    var sums: [String: Amount] = [:]
    for row in system.productionUsage where wanted.contains(row.metric) && (row.component ?? component) == component {
        guard let customer = row.customer else { continue }
        sums[customer, default: .zero] += row.quantity.value
    }
    return sums
}

/// What each customer alone causes in the billing accounts that the component's shared cost comes from.
private func directCostByCustomer(besides component: String, in system: SystemFacts) -> [String: Amount] {
    let accounts = Set(system.charges.filter { $0.component == component && $0.bearer == .shared }.map(\.billingAccount))
    var sums: [String: Amount] = [:]
    for charge in system.charges where accounts.contains(charge.billingAccount) {
        if case .customer(let customer) = charge.bearer { sums[customer, default: .zero] += charge.actual }
    }
    return sums
}
