import Billing

/// What each system and all of them together came to in the twelve months before and in this one: all systems first, then by id, the
/// earliest month first. This month is as its totals have it.
func systemHistoryRows(_ facts: MonthFacts, _ analysis: MonthAnalysis) -> [SystemHistoryMonth] {
    let first = facts.month.advanced(by: -12)
    let past = facts.past.filter { (first..<facts.month).contains($0.month) && $0.currency == analysis.currency }
    let months = past.map { KnownMonth($0) } + [KnownMonth(analysis, isClosed: facts.isClosed)]
    let ids = Set(months.flatMap { $0.systems.map(\.id) }).sorted()
    let all = months.compactMap { $0.total(analysis.currency) }
    return all
        + ids.flatMap { id in
            months.compactMap { month in month.systems.first { $0.id == id }.map { month.row($0, analysis.currency) } }
        }
}

/// A month's systems.
private struct KnownMonth {
    struct System {
        let id: String
        let completeDays: Int
        let cost: Amount?, revenue: Amount?, costOfRevenue: Amount?
        let customers: Set<String>
    }

    let month: Month
    let isClosed: Bool
    let systems: [System]

    /// A month before. Its revenue is taken for unknown where that of any customer with a cost is.
    init(_ past: PastMonth) {
        month = past.month
        isClosed = past.isClosed
        let components = Dictionary(grouping: past.components, by: \.system)
        let customers = Dictionary(grouping: past.customers, by: \.system)
        systems = components.keys.filter { $0 != ReservedComponent.unmapped }.sorted().map { id in
            let own = (components[id] ?? []).filter { !ReservedComponent.apart.contains($0.component) && !$0.isBeside }
            let rows = customers[id] ?? []
            let named = rows.filter { !ReservedCustomer.all.contains($0.customer) }
            let borne = named + rows.filter { $0.customer == ReservedCustomer.unallocated }
            let isKnown = !named.isEmpty && named.allSatisfy { $0.revenue != nil }
            return System(
                id: id, completeDays: past.completeDays(of: id) ?? 0, cost: sumOfKnown(own.map(\.actual)),
                revenue: isKnown ? sumOfKnown(named.map(\.revenue)) : nil,
                costOfRevenue: borne.contains { $0.cost == nil } ? nil : sumOfKnown(borne.map(\.cost)),
                customers: Set(named.map(\.customer)))
        }
    }

    /// The month reported.
    init(_ analysis: MonthAnalysis, isClosed: Bool) {
        month = analysis.month
        self.isClosed = isClosed
        let customers = Dictionary(grouping: analysis.customers, by: \.system)
        systems = analysis.systems.filter { $0.system != ReservedComponent.unmapped }.map { system in
            System(
                id: system.system, completeDays: system.completeDays, cost: system.actual, revenue: system.revenue,
                costOfRevenue: system.costOfRevenue,
                customers: Set((customers[system.system] ?? []).map(\.customer)).subtracting(ReservedCustomer.all))
        }
    }

    func row(_ system: System, _ currency: Currency) -> SystemHistoryMonth {
        row(
            system.id, currency, completeDays: system.completeDays, cost: system.cost, revenue: system.revenue,
            costOfRevenue: system.costOfRevenue, customers: system.customers)
    }

    /// All systems; nil where there is none.
    func total(_ currency: Currency) -> SystemHistoryMonth? {
        guard !systems.isEmpty else { return nil }
        let earning = systems.filter { $0.revenue != nil }
        return row(
            nil, currency, completeDays: systems.filter { $0.cost != nil }.map(\.completeDays).min() ?? 0,
            cost: sumOfKnown(systems.map(\.cost)), revenue: sumOfKnown(earning.map(\.revenue)),
            costOfRevenue: sumOfKnown(earning.map(\.costOfRevenue)),
            customers: systems.reduce(into: []) { $0.formUnion($1.customers) })
    }

    private func row(
        _ system: String?, _ currency: Currency, completeDays: Int, cost: Amount?, revenue: Amount?, costOfRevenue: Amount?,
        customers: Set<String>
    ) -> SystemHistoryMonth {
        var margin: Amount?
        if let revenue, let costOfRevenue { margin = grossMargin(revenue, cost: costOfRevenue) }
        return SystemHistoryMonth(
            system: system, currency: currency, month: month,
            state: isClosed ? .closed : completeDays == month.days ? .final : .open, completeDays: completeDays, cost: cost,
            revenue: revenue, costOfRevenue: costOfRevenue, grossMarginPercent: margin,
            customers: customers.isEmpty ? nil : customers.count)
    }
}

/// The sum of what is known; nil where nothing is.
func sumOfKnown(_ amounts: [Amount?]) -> Amount? {
    let known = amounts.compactMap(\.self)
    return known.isEmpty ? nil : known.reduce(.zero, +)
}
