import Analysis
import Billing

extension MonthPage {
    /// Everything about one system, in the order that it is read in.
    func systemSections(_ system: SystemMonth) -> [Markup] {
        [
            bridgeSection(system), componentSection(system), customerSection(system), unitSection(system),
            tokenPart(system).map { section("tokens", "Tokens", [$0]) },
            leverPart(system).map { section("levers", "Levers", [$0]) }, outlookSection(system), systemYearSection(system),
            quarterSection, documentSection(system),
        ].compactMap(\.self)
    }

    /// Plan and actual of a system's components.
    func componentChart(_ system: SystemMonth) -> PlanChart {
        let components = analysis.components.filter {
            $0.system == system.system && !ReservedComponent.apart.contains($0.component) && !$0.isBeside
        }
        return PlanChart(
            "Plan and actual by component, \(context.month.title), \(system.currency)\(measured(system))",
            summary: summary(system), planHeading: system.completeDays >= system.days ? "Plan" : "Plan to date",
            rows: components.map { row in
                PlanChart.Row(
                    label: row.name, plan: row.planToDate, low: row.planToDateLow, high: row.planToDateHigh, actual: row.actual,
                    variance: row.variance, percent: row.variancePercent, effect: row.effect)
            })
    }

    /// What each customer of a system cost; nil where there are only reserved names: they bear no revenue, and bars of them say nothing.
    func customerChart(_ system: SystemMonth) -> CustomerChart? {
        let customers = analysis.customers.filter { $0.system == system.system }
        guard customers.contains(where: { !ReservedCustomer.all.contains($0.customer) }) else { return nil }
        return CustomerChart(
            "Cost by customer, \(context.month.title), \(system.currency)\(measured(system))",
            summary:
                "Cost of \(NumberText.counted(customers.count, "customer")) of \(system.name); the table below has the figures",
            rows: customers.filter { !ReservedComponent.apart.contains($0.customer) }.map { row in
                var row = row
                row.name = customerName(row.customer, row.name)
                return row
            })
    }

    private func componentSection(_ system: SystemMonth) -> Markup? {
        let components = analysis.components.filter { $0.system == system.system }
        let items = analysis.items.filter { $0.system == system.system }
        var content: [Markup] = system.actual == nil ? [paragraph(summary(system), styleClass: "lead")] : []
        if !components.isEmpty {
            let chart = componentChart(system), scale = scale(system)
            content += scale.drawn(chart)
            content.append(componentTable(components, system))
        }
        if !items.isEmpty { content.append(itemTable(items, system)) }
        return content.isEmpty ? nil : section("components", "Components", content)
    }

    private func customerSection(_ system: SystemMonth) -> Markup? {
        let customers = analysis.customers.filter { $0.system == system.system }
        let notes = analysis.notes.filter { $0.system == system.system }
        let names = componentNames(system.system)
        var content: [Markup] = []
        if let chart = customerChart(system) {
            let scale = scale(system)
            content += scale.drawn(chart)
        } else if !customers.isEmpty {
            content.append(
                paragraph(
                    "No charge of this system names a customer and no contract is for it: its cost is nobody's, its revenue "
                        + "and margin are unknown.", styleClass: "note"))
        }
        if !customers.isEmpty { content.append(customerTable(customers, system)) }
        content += notes.map { note in paragraph(note.text { names[$0] ?? $0 }, styleClass: "note") }
        content += [costToServePart(system), allocationProof(system), customerHistoryPart(system)].compactMap(\.self)
        return content.isEmpty ? nil : section("customers", "Customers", content)
    }

    private func unitSection(_ system: SystemMonth) -> Markup? {
        let content = [unitTable(system), volumePart(system), sizePart(system), targetPart(system)].compactMap(\.self)
        return content.isEmpty ? nil : section("units", "Units and volumes", content)
    }

    /// The system's planning document, and the ways to its figures and contradictions; nil without one.
    private func documentSection(_ system: SystemMonth) -> Markup? {
        guard let document = system.document else { return nil }
        let plan = (subject == nil ? "" : links.own("index.html")) + "#plan"
        var content: [Markup] = [
            .text("\(document)" + (system.phase.map { ", \($0)" } ?? "") + " ("),
            element("a", ["href": plan], ["where each figure stands"]),
        ]
        if hasPlanPage { content += [", ", element("a", ["href": planLink(system.system)], ["all figures"])] }
        content.append(").")
        let findings = analysis.findings.count { $0.system == system.system }
        if findings > 0 {
            let words = NumberText.counted(findings, "contradiction") + " in the document"
            content += [" ", element("a", ["href": planLink(system.system)], [.text(words)]), "."]
        }
        return section("document", "Planning document", [element("p", [:], content)])
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
