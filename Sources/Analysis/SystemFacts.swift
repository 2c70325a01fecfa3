import Billing

/// What is known of one system in the month, in the reporting currency, before anything is compared or split.
struct SystemFacts {
    /// The system's id, or `(unmapped)`.
    let id: String
    /// For people.
    let name: String
    let month: Month
    /// The reporting currency.
    let currency: Currency
    /// How many days from the month's first are complete.
    let completeDays: Int
    /// Nil outside every phase.
    let plan: PlanInForce?
    /// All of the plan, also where no phase is in force; nil where the system has none.
    let document: Plan?
    /// What could be converted.
    let charges: [CountedCharge]
    /// The charges of the months before, as far as they are known and have a rate now, placed as this month's are.
    let earlierByComponent: [String: [CountedCharge]]
    /// How many days before the month these are of.
    let earlierDays: Int
    /// What the month comes to for each component that has charges or a plan; none for one of which neither complete days nor a plan say
    /// anything.
    private(set) var landings: [String: Landing] = [:]
    /// Components all of whose charges lack a rate: their actual is unknown.
    let unconverted: Set<String>
    /// Where its charges and usage count in its plan; nil without a plan.
    let coverage: PlanCoverage?
    /// Whether usage that names no system is this one's: there is no other.
    let ownsUnnamed: Bool
    /// Usage of the complete days that names this system, or none.
    let usage: [UsageDay]
    /// In force on some day of the month.
    let contracts: [Contract]
    /// By customer, of the complete days; nil for a revenue that cannot be converted.
    let revenue: [String: Amount?]

    /// The complete days.
    var complete: Period { Period(start: month.first, end: month.first.advanced(by: completeDays)) }
    /// Usage that causes cost of revenue.
    var productionUsage: [UsageDay] { usage.filter { isProduction($0.environment) } }
    /// Production's usage that is this system's and no other's.
    var ownUsage: [UsageDay] { productionUsage.filter { $0.system == id || ownsUnnamed } }
    /// Whether it is what no rule matches.
    var isUnmapped: Bool { id == ReservedComponent.unmapped }
    /// Whether any source has a charge of it that counts; without one its actual is unknown, not zero.
    var hasActual: Bool { !charges.isEmpty }
    /// Customers with a contract or revenue, in order.
    var customers: [String] { Set(contracts.map(\.customer)).union(revenue.keys).sorted() }

    /// On how many complete days each customer is under contract.
    var activeDays: [String: Int] {
        Dictionary(grouping: contracts, by: \.customer).mapValues { contracts in
            let periods = contracts.map { $0.active(in: complete) }
            guard periods.count > 1 else { return periods.first?.days ?? 0 }
            // Two contracts may overlap: a day counts once.
            return (0..<completeDays).count { at in
                let day = month.first.advanced(by: at)
                return periods.contains { $0.start <= day && day < $0.end }
            }
        }
    }
}

extension SystemFacts {
    /// The facts of a system, or with nil of what no rule matches, which has charges and nothing else.
    init(_ system: String?, _ facts: MonthFacts, _ grouped: FactsBySystem, _ conversion: inout Conversion) {
        let month = facts.month
        let completeDays = facts.completeDays(of: system, grouped)
        let plan = system.flatMap { grouped.plans[$0] }
        let inForce = plan.flatMap { PlanInForce($0, month: month, completeDays: completeDays, &conversion) }
        let coverage = plan.map { PlanCoverage($0, in: month) }
        let placed = PlacedCharge.placed(
            grouped.charges[system] ?? [], facts, completeDays: completeDays, coverage: coverage, &conversion)
        let counted = placed.filter(\.isConverted).map(\.charge)
        let lacking = Set(placed.filter { !$0.isConverted }.map(\.charge.component))
        let own = Set(counted.filter { !$0.isBeside }.map(\.component))
        self.month = month
        self.completeDays = completeDays
        self.coverage = coverage
        ownsUnnamed = system != nil && grouped.systems.count(where: { $0 != nil }) == 1
        currency = conversion.currency
        charges = counted
        // At this month's rates, since what is still to come is converted at them; that they lack one is no news.
        var rates = conversion
        let earlier = grouped.earlier.flatMap { month, charges in
            (charges[system] ?? []).compactMap { charge -> CountedCharge? in
                guard let cost = rates.convert(cost: charge.cost, of: charge.currency) else { return nil }
                var placed = CountedCharge(
                    charge, cost: cost, tax: facts.settings.tax, month: month, completeDays: month.days, coverage: coverage)
                if placed.isBeside && own.contains(placed.component) { placed.standApart() }
                return placed
            }
        }
        earlierByComponent = Dictionary(grouping: earlier, by: \.component)
        earlierDays = grouped.earlier.reduce(0) { $0 + $1.month.days }
        unconverted = lacking.subtracting(counted.map(\.component))
        guard let system else {
            id = ReservedComponent.unmapped
            name = ReservedComponent.unmapped
            self.plan = nil
            document = nil
            usage = []
            contracts = []
            revenue = [:]
            landings = landingsByComponent()
            return
        }
        let complete = Period(start: month.first, end: month.first.advanced(by: completeDays))
        id = system
        name = plan?.name ?? system
        self.plan = inForce
        document = plan
        usage = ((grouped.usage[system] ?? []) + (grouped.usage[nil] ?? [])).filter {
            complete.start <= $0.day && $0.day < complete.end
        }
        contracts = grouped.contracts[system] ?? []
        revenue = Analysis.revenue(of: system, facts, contracts: contracts, complete: complete, &conversion)
        landings = landingsByComponent()
    }
}
