import Analysis
import Billing

extension MonthPage {
    /// Everything about one system.
    func systemSection(_ system: SystemMonth) -> Markup {
        let components = analysis.components.filter { $0.system == system.system }
        let customers = analysis.customers.filter { $0.system == system.system }
        let isComplete = system.completeDays >= system.days
        let planChart = PlanChart(
            "Plan and actual by component, \(context.month.title), \(system.currency)", summary: summary(system),
            planHeading: isComplete ? "Plan" : "Plan to date",
            rows: components.map { row in
                PlanChart.Row(
                    label: row.name, plan: row.planToDate, low: row.planLow, high: row.planHigh, actual: row.actual,
                    variance: row.variance, percent: row.variancePercent, effect: row.effect)
            })
        let customerChart = CustomerChart(
            "Cost by customer, \(context.month.title), \(system.currency)",
            summary:
                "Cost of \(NumberText.counted(customers.count, "customer")) of \(system.name); the table below has the figures",
            rows: customers)

        // One scale for both charts, unless that would leave one of them without visible bars.
        var planScale = planChart.greatestScale, customerScale = customerChart.greatestScale
        let isShared = max(planScale, customerScale) < 8 * min(planScale, customerScale)
        if isShared, !customers.isEmpty {
            planScale = min(planScale, customerScale)
            customerScale = planScale
        }

        var content = [paragraph(summary(system), styleClass: "lead")]
        if !components.isEmpty {
            content += [planChart.markup(scale: planScale), componentTable(components, system)]
        }
        let items = analysis.items.filter { $0.system == system.system }
        if !items.isEmpty { content.append(itemTable(items, system)) }
        if !customers.isEmpty {
            content += [element("h3", [:], ["Customers"]), customerChart.markup(scale: customerScale)]
            if !isShared { content.append(paragraph("These bars have a larger scale than those above.", styleClass: "note")) }
            content.append(customerTable(customers, system))
        }
        content += [allocationProof(system), unitTable(system)].compactMap(\.self)
        return section(MonthPage.anchor(system.system), system.name, content)
    }

    /// The system's figures in two sentences.
    private func summary(_ system: SystemMonth) -> String {
        let currency = system.currency.code
        guard let actual = system.actual else {
            let plan = NumberText.plan(system.plan, system.planLow, system.planHigh)
            return "No charges from any source yet" + (plan.map { "; the plan is \($0) \(currency)." } ?? ".")
        }
        let isComplete = system.completeDays >= system.days
        let days = isComplete ? "the full month" : "\(system.completeDays) of \(system.days) days"
        var text = "\(NumberText.amount(actual)) \(currency) over \(days)"
        if let variance = system.variance, let effect = system.effect {
            let plan = system.planToDate.map { " of " + NumberText.amount($0) } ?? ""
            let name = (isComplete ? "plan" : "plan to date") + plan
            let percent = system.variancePercent.map { " (\(NumberText.signedPercent($0)))" } ?? ""
            text += effect == .onPlan ? ", on the \(name)" : ": \(NumberText.signed(variance)) against the \(name)\(percent)"
        }
        text += "."
        if let charged = system.charged, charged != actual {
            text += " Charged so far, with days that are not complete: \(NumberText.amount(charged))."
        }
        if let document = system.document {
            text += " Plan: \(document)" + (system.phase.map { ", \($0)" } ?? "") + "."
        }
        return text
    }

    private func componentTable(_ rows: [ComponentMonth], _ system: SystemMonth) -> Markup {
        var table = PageTable<ComponentMonth>(
            "Components of \(system.name), \(context.month.title), \(system.currency)", full: file("component_month"))
        table.markup("Component") { row in
            guard row.isFlagged else { return .text(row.name) }
            let flag = element("span", ["class": "flag", "title": "beyond the limits of the settings"], ["look"])
            return .group([.text(row.name + " "), flag])
        }
        table.plan("Plan") { ($0.plan, $0.planLow, $0.planHigh) }
        if system.completeDays < system.days {
            table.amount("Plan to date", reason: "no plan, or a range") { $0.planToDate }
        }
        table.amount("Actual") { $0.actual }
        table.signed("Variance", effect: { $0.effect }) { $0.variance }
        table.signedPercent("%", effect: { $0.effect }) { $0.variancePercent }
        table.signed("Volume") { $0.parts?.volume }
        table.signed("Mix") { $0.parts?.mix }
        table.signed("Rate") { $0.parts?.rate }
        table.signed("Unplanned") { $0.parts?.unplanned }
        table.signed("Spending") { $0.parts?.spending }
        if rows.contains(where: { $0.landing != nil }) { table.amount("Landing") { $0.landing } }
        if rows.contains(where: { $0.priorPeriod.map { !$0.isZero } ?? false }) {
            table.amount("Of earlier months") { $0.priorPeriod }
        }
        var total = ComponentMonth(
            system: system.system, component: "", name: "Total", currency: system.currency, completeDays: system.completeDays)
        total.plan = system.plan
        total.planLow = system.planLow
        total.planHigh = system.planHigh
        total.planToDate = system.planToDate
        total.actual = system.actual
        total.variance = system.variance
        total.variancePercent = system.variancePercent
        total.effect = system.effect
        total.parts = totalParts(rows, of: system.variance)
        return table.markup(rows, total: total)
    }

    /// The components' parts added up, where they are the parts of the system's variance.
    private func totalParts(_ rows: [ComponentMonth], of variance: Amount?) -> VarianceParts? {
        var sum = VarianceParts()
        for parts in rows.compactMap(\.parts) {
            sum.volume += parts.volume
            sum.mix += parts.mix
            sum.rate += parts.rate
            sum.unplanned += parts.unplanned
            sum.spending += parts.spending
        }
        return sum.total == variance ? sum : nil
    }

    private func itemTable(_ rows: [ComponentItemMonth], _ system: SystemMonth) -> Markup {
        var table = PageTable<ComponentItemMonth>(
            "Quantities and prices, \(context.month.title), \(system.currency)", full: file("component_item_month"))
        table.text("Component") { $0.component }
        table.text("Item") { $0.item }
        table.text("Unit") { $0.unit }
        table.number("Planned quantity", reason: "not planned") { $0.planQuantity.map(NumberText.quantity) }
        table.number("Actual quantity") { $0.actualQuantity.map(NumberText.quantity) }
        table.number("Planned price", reason: "not planned") { $0.planUnitPrice.map(NumberText.unitPrice) }
        table.number("Actual price") { $0.actualUnitPrice.map(NumberText.unitPrice) }
        table.amount("Plan", reason: "no plan") { $0.plan }
        table.amount("Actual") { $0.actual }
        table.signed("Volume") { $0.parts.volume }
        table.signed("Mix") { $0.parts.mix }
        table.signed("Rate") { $0.parts.rate }
        return table.markup(rows)
    }
}
