import Billing

/// What no rule matches, by source and service, each in its own currency, largest first; what stands beside the cost is left out.
func unmappedServices(_ facts: MonthFacts) -> [UnmappedCost] {
    let charges = facts.charges.filter { $0.assignment.system == nil && !$0.isApart(facts.settings.tax) }
    let groups = Dictionary(grouping: charges) {
        UnmappedCost(source: $0.source, serviceName: $0.serviceName, cost: .zero, currency: $0.currency)
    }
    return groups.map { key, charges in
        var service = key
        service.cost = charges.reduce(.zero) { $0 + $1.cost }
        return service
    }.sorted {
        ($1.cost, $0.source, $0.serviceName ?? "", $0.currency) < ($0.cost, $1.source, $1.serviceName ?? "", $1.currency)
    }
}
