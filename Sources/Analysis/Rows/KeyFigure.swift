package import Billing

/// One of the few figures that a month is judged by, of a system or of all together: plan, actual, and the months before.
package struct KeyFigure: Hashable, Sendable {
    /// Which figure, in the order that they are shown in.
    package enum Kind: String, CaseIterable, Sendable {
        case cost, revenue
        case costOfRevenue = "cost_of_revenue"
        case grossMargin = "gross_margin"
        case customers
        case costPerCustomer = "cost_per_customer"
        case costPer1KRequests = "cost_per_1k_requests"
        case costPer1MTokens = "cost_per_1m_tokens"

        /// The metric of `unit_month` that it is the unit cost of; nil for another figure.
        var metric: String? {
            switch self {
            case .costPerCustomer: "customers"
            case .costPer1KRequests: "1k_requests"
            case .costPer1MTokens: "1m_tokens"
            default: nil
            }
        }
    }

    /// A month of its history.
    package struct Point: Hashable, Sendable {
        /// The month.
        package var month: Month
        /// Nil where it is unknown.
        package var value: Amount?
        /// Whether days of it are not complete.
        package var isOpen: Bool
    }

    /// The system's id; nil for all systems together.
    package var system: String?
    /// Which figure.
    package var kind: Kind
    /// The reporting currency's code, `%` or `customers`.
    package var unit: String
    /// Over complete days; nil for unknown.
    package var actual: Amount?
    /// The plan to date; nil without one, or where it is a range.
    package var plan: Amount?
    /// Actual less plan; of the cost of a range the distance to the nearer bound.
    package var variance: Amount?
    /// The variance in percent of the plan.
    package var variancePercent: Amount?
    /// Of the variance on the result.
    package var effect: Effect?
    /// Of the month before; nil where it is unknown.
    package var previous: Amount?
    /// The last thirteen months as far as anything is known of them, this one last.
    package var history: [Point] = []
}

extension MonthAnalysis {
    /// The key figures of all systems together and of each system, those of which nothing is known left out.
    package var keyFigures: [KeyFigure] {
        let ids = systems.map(\.system).filter { $0 != ReservedComponent.unmapped }
        return ([nil] + ids).flatMap { id in KeyFigure.Kind.allCases.compactMap { keyFigure($0, of: id) } }
    }

    /// The one system that has a cost per customer; nil where none or several have.
    private var onlySystemWithCustomers: String? {
        let counting = units.filter { $0.metric == KeyFigure.Kind.costPerCustomer.metric && $0.actualUnitCost != nil }
        return counting.count == 1 ? counting[0].system : nil
    }

    /// Cost of revenue by customer over all systems: what it is in the one system that counts customers, or of several what they cost
    /// together by customers, each counted once; nil where either is unknown.
    package var costPerCustomer: Amount? {
        guard let system = onlySystemWithCustomers else { return PortfolioMonth(self)?.costPerCustomer }
        return units.first { $0.system == system && $0.metric == KeyFigure.Kind.costPerCustomer.metric }?.actualUnitCost
    }

    private func keyFigure(_ kind: KeyFigure.Kind, of system: String?) -> KeyFigure? {
        let unit = kind == .grossMargin ? "%" : kind == .customers ? "customers" : currency.code
        var figure = KeyFigure(system: system, kind: kind, unit: unit)
        if let metric = kind.metric {
            let own = system ?? (kind == .costPerCustomer ? onlySystemWithCustomers : nil)
            let rows = own == nil ? unitsOfAll : units
            if let row = rows.first(where: { $0.system == own ?? UnitMonth.all && $0.metric == metric }) {
                figure.actual = row.actualUnitCost
                figure.plan = row.planUnitCost
                (figure.variance, figure.variancePercent, figure.effect) = (row.variance, row.variancePercent, row.effect)
            }
            figure.history = unitHistory.filter { $0.system == own && $0.metric == metric }.map {
                KeyFigure.Point(month: $0.month, value: $0.unitCost, isOpen: $0.state == .open)
            }
            if own == nil, kind == .costPerCustomer {
                // A customer of several systems is one.
                figure.actual = costPerCustomer
                figure.history = systemHistory.filter { $0.system == nil }.map {
                    KeyFigure.Point(month: $0.month, value: $0.costPerCustomer, isOpen: $0.state == .open)
                }
            }
            figure.previous = figure.history.first { $0.month == month.advanced(by: -1) }?.value
        } else {
            let rows = systemHistory.filter { $0.system == system }
            figure.history = rows.map { KeyFigure.Point(month: $0.month, value: $0.value(kind), isOpen: $0.state == .open) }
            figure.previous = figure.history.first { $0.month == month.advanced(by: -1) }?.value
            if let row = systems.first(where: { $0.system == system }) {
                figure.set(row, customers: customers.count { $0.system == system && !ReservedCustomer.all.contains($0.customer) })
            } else if let all = PortfolioMonth(self) {
                let cost = sumOfKnown(systems.filter { $0.system != ReservedComponent.unmapped }.map(\.actual))
                figure.set(all, cost: all.comparedActual ?? cost)
                // Plan and difference are of what is compared, and so is the cost beside them; of the months before only all is known.
                if kind == .cost, figure.actual != cost { (figure.history, figure.previous) = ([], nil) }
            }
        }
        let isKnown = figure.actual != nil || figure.plan != nil || figure.history.contains { $0.value != nil }
        return isKnown ? figure : nil
    }
}

extension KeyFigure {
    /// Takes the actual, and of the cost the plan, from a system's totals.
    fileprivate mutating func set(_ row: SystemMonth, customers count: Int) {
        switch kind {
        case .cost:
            actual = row.actual
            (plan, variance, variancePercent, effect) = (row.planToDate, row.variance, row.variancePercent, row.effect)
        case .revenue: actual = row.revenue
        case .costOfRevenue: actual = row.revenue == nil ? nil : row.costOfRevenue
        case .grossMargin: actual = row.grossMarginPercent
        case .customers: actual = count == 0 ? nil : Amount(count)
        case .costPerCustomer, .costPer1KRequests, .costPer1MTokens: break
        }
    }

    /// The same from those of all systems, whose cost leaves out what no rule matches.
    fileprivate mutating func set(_ all: PortfolioMonth, cost: Amount?) {
        switch kind {
        case .cost:
            actual = cost
            (plan, variance, variancePercent, effect) = (all.planToDate, all.variance, all.variancePercent, all.effect)
        case .revenue: actual = all.revenue
        case .costOfRevenue: actual = all.costOfRevenue
        case .grossMargin: actual = all.grossMarginPercent
        case .customers: actual = all.customers == 0 ? nil : Amount(all.customers)
        case .costPerCustomer, .costPer1KRequests, .costPer1MTokens: break
        }
    }
}

extension SystemHistoryMonth {
    fileprivate var costPerCustomer: Amount? {
        guard let customers, revenue != nil else { return nil }
        return costOfRevenue?.scaled(by: 1, over: Int128(customers))
    }

    fileprivate func value(_ kind: KeyFigure.Kind) -> Amount? {
        switch kind {
        case .cost: cost
        case .revenue: revenue
        case .costOfRevenue: revenue == nil ? nil : costOfRevenue
        case .grossMargin: grossMarginPercent
        case .customers: customers.map { Amount($0) }
        case .costPerCustomer, .costPer1KRequests, .costPer1MTokens: nil
        }
    }
}
