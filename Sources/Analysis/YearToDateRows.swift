import Billing

/// The fiscal year up to the month, by system: components in the order of the month's rows, then the system itself.
///
/// Each month is compared with the plan that its own report has, over its complete days, and with the first version of the plan that
/// is known for it. Months in which the system's cost is unknown count in neither. What changed in closed months is a line of its own
/// without a plan: over a year it is cost like any other, so that actual less plan is the variance in every row.
func yearToDateRows(_ facts: MonthFacts, _ analysis: MonthAnalysis) -> [YearToDate] {
    let year = BudgetPeriod.year.months(around: facts.month, fiscalYearStart: facts.settings.fiscalYearStart)
    let months =
        facts.past.filter { (year.lowerBound..<facts.month).contains($0.month) && $0.currency == analysis.currency }
        + [PastMonth(analysis, isClosed: facts.isClosed, plans: facts.plans, rates: facts.rates)]
    let systems = Set(months.flatMap { $0.components.map(\.system) }).sorted(by: reservedLast)
    return systems.flatMap { system -> [YearToDate] in
        let known = months.compactMap { YearMonth($0, of: system, facts.planHistory) }
        guard let first = known.first else { return [] }
        func row(_ component: String?, _ name: String, _ actual: Amount?) -> YearToDate {
            YearToDate(
                system: system, component: component, name: name, currency: analysis.currency,
                fiscalYear: BudgetPeriod.year.name(around: facts.month, fiscalYearStart: facts.settings.fiscalYearStart),
                firstMonth: first.month, months: known.count, monthsOfYear: year.lowerBound.distance(to: facts.month) + 1,
                actual: actual)
        }
        let order = analysis.components.filter { $0.system == system }.map(\.component)
        let ids = Set(known.flatMap(\.components)).sorted { left, right in
            func key(_ id: String) -> (Int, Int, String) {
                (id.hasPrefix("(") ? 1 : 0, order.firstIndex(of: id) ?? order.count, id)
            }
            return key(left) < key(right)
        }
        var rows = ids.map { id -> YearToDate in
            let name =
                analysis.components.first { $0.system == system && $0.component == id }?.name
                ?? known.compactMap { $0.name(of: id) }.last ?? id
            var row = row(id, name, sum(known.map { $0.actual(of: id) }))
            row.inForce = compared(row.actual, sum(known.map { $0.inForce?.figure(of: id) }))
            row.original = compared(row.actual, sum(known.map { $0.original?.figure(of: id) }))
            return row
        }
        let name = analysis.systems.first { $0.system == system }?.name ?? known.compactMap { $0.plan?.name }.last ?? system
        var total = row(nil, name, sum(known.map(\.actual)))
        total.inForce = compared(total.actual, sum(known.map { $0.total($0.inForce) }))
        total.original = compared(total.actual, sum(known.map { $0.total($0.original) }))
        rows.append(total)
        return rows
    }
}

extension YearToDate {
    /// Systems added up under a name; what they are compared with only where each of them is. With a range among the plans the total is
    /// one, and its variance is the sum of theirs.
    package static func total(_ systems: [YearToDate], name: String) -> YearToDate {
        var total = YearToDate(
            system: "", component: nil, name: name, currency: systems.first?.currency ?? Currency("USD"),
            fiscalYear: systems.first?.fiscalYear ?? "", firstMonth: systems.map(\.firstMonth).min() ?? Month(number: 0),
            months: systems.map(\.months).max() ?? 0, monthsOfYear: systems.first?.monthsOfYear ?? 0,
            actual: sum(systems.map(\.actual)))
        total.inForce = added(systems.map(\.inForce))
        total.original = added(systems.map(\.original))
        return total
    }

    private static func added(_ parts: [Comparison?]) -> Comparison? {
        guard let plan = sum(parts.map { $0?.figure }), let variance = sum(parts.map { $0?.variance }) else { return nil }
        return Comparison(plan, variance: variance)
    }
}

extension YearToDate.Comparison {
    fileprivate init(_ plan: PlanFigure, variance: Amount?) {
        self.init()
        self.plan = plan.exact
        if plan.exact == nil { (low, high) = (plan.low, plan.high) }
        guard let variance else { return }
        self.variance = variance
        variancePercent = plan.exact.flatMap(variance.percent(of:))
        effect = Effect(ofCostVariance: variance)
    }

    fileprivate var figure: PlanFigure? {
        if let plan { return .exact(plan) }
        guard let low, let high else { return nil }
        return .range(low: low, high: high)
    }
}

/// A month of a system whose cost is known.
private struct YearMonth {
    let month: Month
    let plan: Plan?
    let inForce: PlanInForce?, original: PlanInForce?
    /// By component, without tax and without environments that stand beside the plan.
    private let actuals: [String: Amount?]

    /// Nil where nothing is known of the system's cost in the month.
    init?(_ past: PastMonth, of system: String, _ planHistory: [Plan]) {
        let rows = past.components.filter { $0.system == system }
        guard let days = rows.first?.completeDays, rows.contains(where: { $0.actual != nil }) else { return nil }
        var conversion = Conversion(to: past.currency, in: past.month, rates: past.rates)
        let plan = past.plans.first { $0.system == system }
        let first = planHistory.first { $0.system == system && $0.phase(in: past.month) != nil } ?? plan
        month = past.month
        self.plan = plan
        inForce = plan.flatMap { PlanInForce($0, month: past.month, completeDays: days, &conversion) }
        original = first.flatMap { PlanInForce($0, month: past.month, completeDays: days, &conversion) }
        let own = rows.filter { !ReservedComponent.apart.contains($0.component) && !$0.isBeside }
        actuals = Dictionary(own.map { ($0.component, $0.actual) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every component that cost something or is planned.
    var components: [String] {
        Array(actuals.keys) + [inForce, original].compactMap(\.self).flatMap { $0.components.map(\.id) }
    }
    /// Of all components; nil where one is unknown.
    var actual: Amount? { sum(Array(actuals.values)) }
    /// Of one; nothing where the month has no row of it.
    func actual(of component: String) -> Amount? { actuals[component] ?? .zero }
    func name(of component: String) -> String? {
        [inForce, original].compactMap(\.self).flatMap(\.components).first { $0.id == component }?.name
    }
    /// A plan's total; nil where it says nothing of a component that it has or that cost something.
    func total(_ plan: PlanInForce?) -> PlanFigure? {
        guard let plan, plan.unknown.isDisjoint(with: actuals.keys) else { return nil }
        return plan.toDate
    }
}

extension PlanInForce {
    /// What is planned of a component: nothing where it is not in the plan; nil where the plan leaves it blank.
    fileprivate func figure(of component: String) -> PlanFigure? {
        unknown.contains(component) ? nil : components.first { $0.id == component }?.toDate ?? .exact(.zero)
    }
}

/// How an actual stands to a plan; nil without a plan.
func compared(_ actual: Amount?, _ plan: PlanFigure?) -> YearToDate.Comparison? {
    plan.map { plan in YearToDate.Comparison(plan, variance: actual.map(plan.variance(of:))) }
}

/// The sum; nil where a part is unknown.
private func sum(_ parts: [Amount?]) -> Amount? {
    parts.reduce(Amount.zero) { sum, part in sum.flatMap { sum in part.map { sum + $0 } } }
}

private func sum(_ parts: [PlanFigure?]) -> PlanFigure? {
    parts.reduce(PlanFigure.exact(.zero)) { sum, part in sum.flatMap { sum in part.map { sum + $0 } } }
}
