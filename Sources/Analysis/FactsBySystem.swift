import Billing

/// The facts of a month by system; nil is what no rule matches, or what names no system.
struct FactsBySystem {
    /// Of two plans for one system the first counts.
    let plans: [String: Plan]
    let charges: [String?: [MonthCharge]]
    /// Of the months before, the last one first; empty where they are not known.
    let earlier: [(month: Month, charges: [String?: [MonthCharge]])]
    let usage: [String?: [UsageDay]]
    /// In force on some day of the month.
    let contracts: [String: [Contract]]
    /// Every system that the month is about, by id, and nil last where something is unmapped.
    let systems: [String?]

    init(_ facts: MonthFacts) {
        plans = Dictionary(facts.plans.map { ($0.system, $0) }, uniquingKeysWith: { first, _ in first })
        charges = Dictionary(grouping: facts.charges + facts.bookedCharges) { $0.assignment.system }
        earlier = facts.earlierCharges.enumerated().map { back, charges in
            (facts.month.advanced(by: -1 - back), Dictionary(grouping: charges) { $0.assignment.system })
        }
        usage = Dictionary(grouping: facts.usage) { $0.system }
        contracts = Dictionary(grouping: facts.contracts.filter { $0.active(in: facts.month.period).days > 0 }) { $0.system }
        systems = FactsBySystem.systems(of: facts).map(Optional.some) + (charges[nil] == nil ? [] : [nil])
    }

    /// Every system that the month is about, by id; nothing is grouped for it.
    static func systems(of facts: MonthFacts) -> [String] {
        let plans = Dictionary(facts.plans.map { ($0.system, $0) }, uniquingKeysWith: { first, _ in first })
        var ids = Set(plans.values.filter { $0.phase(in: facts.month) != nil }.map(\.system))
        var last: String?
        // Those of a system mostly come one after the other.
        func add(_ system: String?) {
            guard let system, system != last else { return }
            ids.insert(system)
            last = system
        }
        for charge in facts.charges { add(charge.assignment.system) }
        for charge in facts.bookedCharges { add(charge.assignment.system) }
        for day in facts.usage { add(day.system) }
        for contract in facts.contracts where contract.active(in: facts.month.period).days > 0 { add(contract.system) }
        for revenue in facts.revenue where revenue.month == facts.month { add(revenue.system) }
        return ids.sorted()
    }
}
