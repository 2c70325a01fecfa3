import Analysis
import Billing

extension MonthPage {
    /// All systems on one scale, then their figures with a total that leads to what was charged.
    var portfolioSection: Markup {
        let month = context.month.title
        let isComplete = Headline(page: self).isComplete
        let chart = systemsChart
        let scale = systems.count == 1 ? scale(systems[0]) : scale(nil)
        var table = PageTable<SystemMonth>(
            "Systems, \(month), \(currency)", anchor: rowAnchor, id: "system", key: { [$0.system] })
        table.markup("System") { system in
            if system.system.isEmpty { return .text(system.name) }
            let target = system.system == ReservedComponent.unmapped ? "#unmapped" : portfolioLink(system.system)
            return element("a", ["href": target], [.text(systemName(system.system))])
        }
        // Where all systems are as far, the head of the page says how far.
        if Set(analysis.systems.map { $0.actual == nil ? nil : $0.completeDays }).count > 1 {
            table.markup("Complete days", styleClass: "n") { system in
                if system.system.isEmpty { return "" }
                return system.actual == nil ? absent("no data") : .text("\(system.completeDays) of \(system.days)")
            }
        }
        table.plan(isComplete ? "Plan" : "Full month's plan") { ($0.plan, $0.planLow, $0.planHigh) }
        if !isComplete { table.plan("Plan to date") { ($0.planToDate, $0.planToDateLow, $0.planToDateHigh) } }
        table.amount("Actual", reason: "no charge from any source") { $0.actual }
        table.signed("Variance", reason: "no plan or no charge", effect: { $0.effect }) { $0.variance }
        table.signedPercent("%", effect: { $0.effect }) { $0.variancePercent }
        table.amount("Revenue", reason: "no revenue known", isOptional: true) { $0.revenue }
        table.percent("Gross margin", reason: "no revenue known", isOptional: true) { $0.grossMarginPercent }
        if !isComplete { table.amount("Charged so far") { $0.charged } }
        return section(
            "portfolio", "Systems",
            scale.drawn(chart)
                + [table.markup(comparedSystems, foot: portfolioFoot)])
    }

    /// Plan and actual of every system.
    var systemsChart: PlanChart {
        PlanChart(
            "Plan and actual by system, \(context.month.title), \(currency)", summary: Headline(page: self).message,
            planHeading: Headline(page: self).isComplete ? "Plan" : "Plan to date",
            rows: systems.map { system in
                PlanChart.Row(
                    label: system.name, plan: system.planToDate, low: system.planToDateLow, high: system.planToDateHigh,
                    actual: system.actual, variance: system.variance, percent: system.variancePercent, effect: system.effect)
            })
    }

    /// The scale of the charts of a system, or of the month's page of several.
    func scale(_ system: SystemMonth?) -> ChartScale {
        let charts: [(any BarChart)?] = [
            bridgeChart(system), componentBridgeChart(system), system.map(componentChart) ?? systemsChart,
            outlookChart(system), system.flatMap(customerChart),
        ]
        return ChartScale(charts.compactMap(\.self))
    }

    /// What leads to a system from its row: its page, or its part of this one.
    private func portfolioLink(_ system: String) -> String {
        pages.file(system).map(links.own) ?? "#" + pages.anchor(system)
    }

    /// A row is what links to a system's part of the page lead to, where the system has a page of its own.
    private func rowAnchor(_ system: SystemMonth) -> String? {
        pages.file(system.system).map { _ in pages.anchor(system.system) }
    }

    /// Whether some cost is compared with a plan and some is not.
    private var isPartlyCompared: Bool {
        guard let compared = portfolio?.comparedActual else { return false }
        return compared != portfolio?.actual
    }

    /// The systems above the first sum: those compared, and those without a charge.
    private var comparedSystems: [SystemMonth] {
        isPartlyCompared ? analysis.systems.filter { $0.variance != nil || $0.actual == nil } : analysis.systems
    }

    /// What is compared, everything, and everything with what stands beside the cost; a
    /// line that would repeat the one above is left out.
    private var portfolioFoot: [(row: SystemMonth, weight: PageTable<SystemMonth>.Weight)] {
        guard let portfolio else { return [] }
        func line(_ name: String) -> SystemMonth {
            SystemMonth(
                system: "", name: name, currency: portfolio.currency, completeDays: portfolio.completeDays ?? 0,
                days: context.month.days)
        }
        var compared = line(isPartlyCompared ? "Compared with a plan" : "Total")
        compared.plan = portfolio.plan
        // Where some plan is a range, so is what all of them plan.
        (compared.planLow, compared.planHigh) = (portfolio.planLow, portfolio.planHigh)
        compared.planToDate = portfolio.planToDate
        (compared.planToDateLow, compared.planToDateHigh) = (portfolio.planToDateLow, portfolio.planToDateHigh)
        compared.actual = portfolio.comparedActual ?? portfolio.actual
        compared.variance = portfolio.variance
        compared.variancePercent = portfolio.variancePercent
        compared.effect = portfolio.effect
        var total = isPartlyCompared ? line("Total") : compared
        total.actual = portfolio.actual
        total.charged = portfolio.charged
        total.revenue = portfolio.revenue
        total.grossMarginPercent = portfolio.grossMarginPercent
        var foot: [(row: SystemMonth, weight: PageTable<SystemMonth>.Weight)] = [(total, .total)]
        if isPartlyCompared {
            let others = analysis.systems.filter { $0.variance == nil && $0.actual != nil }
            foot = [(compared, .sum)] + others.map { ($0, .beside) } + [(total, .sum)]
        }
        var besides: [SystemMonth] = []
        if let besideCost {
            var beside = line("Environments with budgets of their own")
            beside.actual = besideCost
            beside.charged = analysis.components.filter(\.isBeside).compactMap(\.charged).reduce(.zero, +)
            besides.append(beside)
        }
        var shown: [String] = []
        for id in MonthPage.apart {
            guard let actual = apart(id) else { continue }
            var beside = line(MonthPage.apartName(id))
            beside.actual = actual
            beside.charged = analysis.components.filter { $0.component == id }.compactMap(\.charged).reduce(.zero, +)
            besides.append(beside)
            shown.append(id)
        }
        guard !besides.isEmpty, let actual = portfolio.actual else { return foot }
        var whole = line(totalName(besides: besideCost != nil, apart: shown))
        whole.actual = besides.compactMap(\.actual).reduce(actual, +)
        whole.charged = portfolio.charged.map { besides.compactMap(\.charged).reduce($0, +) }
        return foot + besides.map { ($0, .beside) } + [(whole, .sum)]
    }
}
