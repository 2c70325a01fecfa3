import Analysis
import Billing

extension MonthPage {
    /// Everything about one system.
    func systemSection(_ system: SystemMonth) -> Markup {
        let components = analysis.components.filter { $0.system == system.system }
        let customers = analysis.customers.filter { $0.system == system.system }
        let isComplete = system.completeDays >= system.days
        let planChart = PlanChart(
            "Plan and actual by component, \(context.month.title), \(system.currency)\(measured(system))",
            summary: summary(system), planHeading: isComplete ? "Plan" : "Plan to date",
            rows: components.filter { !ReservedComponent.apart.contains($0.component) && !$0.isBeside }.map { row in
                PlanChart.Row(
                    label: row.name, plan: row.planToDate, low: row.planLow, high: row.planHigh, actual: row.actual,
                    variance: row.variance, percent: row.variancePercent, effect: row.effect)
            })
        // Reserved customers bear no revenue; where there are only such, bars of them say nothing.
        let hasCustomers = customers.contains { !ReservedCustomer.all.contains($0.customer) }
        let customerChart = CustomerChart(
            "Cost by customer, \(context.month.title), \(system.currency)\(measured(system))",
            summary:
                "Cost of \(NumberText.counted(customers.count, "customer")) of \(system.name); the table below has the figures",
            rows: customers.filter { !ReservedComponent.apart.contains($0.customer) }.map { row in
                var row = row
                row.name = customerName(row.customer, row.name)
                return row
            })

        // One scale for both charts, unless that would leave one of them without visible bars.
        var planScale = planChart.greatestScale, customerScale = customerChart.greatestScale
        let isShared = max(planScale, customerScale) < 8 * min(planScale, customerScale)
        if isShared, hasCustomers {
            planScale = min(planScale, customerScale)
            customerScale = planScale
        }

        var content = [lead(system)]
        if !components.isEmpty {
            content += [planChart.markup(scale: planScale), componentTable(components, system)]
            content += [landingAccuracyNote(system), yearToDatePart(system)].compactMap(\.self)
        }
        let items = analysis.items.filter { $0.system == system.system }
        if !items.isEmpty { content.append(itemTable(items, system)) }
        content += [volumePart(system), tokenPart(system)].compactMap(\.self)
        if !customers.isEmpty {
            content.append(element("h3", [:], ["Customers"]))
            if hasCustomers {
                content.append(customerChart.markup(scale: customerScale))
                if !isShared { content.append(paragraph("These bars have a larger scale than those above.", styleClass: "note")) }
            } else {
                content.append(
                    paragraph(
                        "No charge of this system names a customer and no contract is for it: its cost is nobody's, its revenue "
                            + "and margin are unknown.", styleClass: "note"))
            }
            content.append(customerTable(customers, system))
            content += [costToServePart(system)].compactMap(\.self)
        }
        let names = componentNames(system.system)
        content += analysis.notes.filter { $0.system == system.system }.map { note in
            paragraph(note.text { names[$0] ?? $0 }, styleClass: "note")
        }
        content += [allocationProof(system), customerHistoryPart(system), unitTable(system)].compactMap(\.self)
        content += [sizePart(system), leverPart(system), targetPart(system)].compactMap(\.self)
        return section(MonthPage.anchor(system.system), system.name, content)
    }

    /// The summary, with the way to the plan's sources.
    private func lead(_ system: SystemMonth) -> Markup {
        var content: [Markup] = [.text(summary(system))]
        if let document = system.document {
            content += [
                .text(" Plan: \(document)" + (system.phase.map { ", \($0)" } ?? "") + " ("),
                element("a", ["href": "#plan"], ["where each figure stands"]),
            ]
            if hasPlanPage { content += [", ", element("a", ["href": planLink(system.system)], ["all figures"])] }
            content.append(").")
        }
        let findings = analysis.findings.count { $0.system == system.system }
        if findings > 0 {
            let words = NumberText.counted(findings, "contradiction") + " in the document"
            content += [" ", element("a", ["href": planLink(system.system)], [.text(words)]), "."]
        }
        return element("p", ["class": "lead"], content)
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
            let name = (isComplete ? "plan" : "plan of the same days") + plan
            let percent = system.variancePercent.map { " (\(NumberText.signedPercent($0)))" } ?? ""
            text += effect == .onPlan ? ", on the \(name)" : ": \(NumberText.signed(variance)) against the \(name)\(percent)"
        }
        text += "."
        if let beside = system.beside, !beside.rounded(to: 2).isZero {
            text += " Beside it \(NumberText.amount(beside)) of environments with budgets of their own."
        }
        if let charged = system.charged, charged != actual {
            text += " Charged so far, later days included that are not complete: \(NumberText.amount(charged))."
        }
        return text
    }
}
