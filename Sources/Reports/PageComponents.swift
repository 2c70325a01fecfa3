import Analysis
import Billing

extension MonthPage {
    /// Every component with plan, actual and the parts of its variance; tax, promotional credits, and environments with budgets of
    /// their own, stand below the total that does not count them.
    func componentTable(_ all: [ComponentMonth], _ system: SystemMonth) -> Markup {
        let rows = all.filter { !ReservedComponent.apart.contains($0.component) && !$0.isBeside }
        let isOpen = system.completeDays < system.days
        let besideRevenue = componentsBesideRevenue(system.system)
        var table = PageTable<ComponentMonth>(
            "Components of \(system.name), \(context.month.title), \(system.currency)\(measured(system))",
            full: file("component_month"), id: "component", key: { [$0.system, $0.component] })
        table.markup("Component") { row in
            var marks: [Markup] = [.text(row.name)]
            if row.component.isEmpty { return .group(marks) }
            if row.component == ReservedComponent.adjustment {
                return .group([
                    "Changes of closed months",
                    mark("no variance", "booked here because a closed month changed; told under Month end"),
                ])
            }
            if !isPlanned(row) { marks.append(mark("not planned", "the plan in force has no such component")) }
            if besideRevenue.contains(row.component) {
                marks.append(mark("not cost of revenue", "another environment than production: in no customer's cost or margin"))
            }
            if row.isFlagged { marks.append(mark("flagged", "beyond the limits below", styleClass: "flag")) }
            if let note = row.note { marks.append(element("span", ["class": "sub"], [.text(note)])) }
            return .group(marks)
        }
        table.plan(isOpen ? "Full month's plan" : "Plan") { ($0.plan, $0.planLow, $0.planHigh) }
        if isOpen { table.plan("Plan to date") { ($0.planToDate, $0.planToDateLow, $0.planToDateHigh) } }
        table.amount("Actual", reason: "no charge from any source") { $0.actual }
        table.signed("Variance", reason: "no plan or no charge", effect: { $0.effect }) { $0.variance }
        table.signedPercent("%", reason: "no plan to be a percentage of", effect: { $0.effect }) { $0.variancePercent }
        table.signed("Volume", reason: "no variance", isOptional: true) { $0.parts?.volume }
        table.signed("of which month's length", reason: "no variance", isOptional: true) { $0.parts?.monthLength }
        table.signed("Mix", reason: "no variance", isOptional: true) { $0.parts?.mix }
        table.signed("Rate", reason: "no variance", isOptional: true) { $0.parts?.rate }
        table.signed("Unplanned", reason: "no variance", isOptional: true) { $0.parts?.unplanned }
        table.signed("Spending", reason: "no variance", isOptional: true) { $0.parts?.spending }
        table.signed("Of earlier months", isOptional: true) { $0.priorPeriod }
        if isOpen { table.amount("Charged so far") { $0.charged } }
        var content = [table.markup(rows, foot: foot(rows, all, system))]
        if rows.contains(where: \.isFlagged) { content.append(paragraph(flagText, styleClass: "note")) }
        if all.contains(where: \.isBeside) {
            content.append(
                paragraph(
                    "Budget of its own: an environment that the plan keeps apart. Like tax it is in no plan, variance or budget of "
                        + "the system; its own budget judges it.", styleClass: "note"))
        }
        return .group(content)
    }

    /// What a flag means, with the limits where they are known.
    private var flagText: String {
        guard let flag = context.flagLimits else {
            return "flagged: the variance is beyond all three limits of the settings (flag)."
        }
        return "flagged: the variance is over \(flag.percent)\u{A0}% of the component's plan, over "
            + "\(NumberText.amount(flag.amount)) and over \(flag.systemPercent)\u{A0}% of the system's plan (settings, flag)."
    }

    /// A word in a frame that says something about a row; `reason` is for who points at it.
    func mark(_ word: String, _ reason: String, styleClass: String = "mark") -> Markup {
        .group([" ", element("span", ["class": styleClass, "title": reason], [.text(word)])])
    }

    private func foot(
        _ rows: [ComponentMonth], _ all: [ComponentMonth], _ system: SystemMonth
    ) -> [(row: ComponentMonth, weight: PageTable<ComponentMonth>.Weight)] {
        var total = line("Total", system)
        total.plan = system.plan
        total.planLow = system.planLow
        total.planHigh = system.planHigh
        total.planToDate = system.planToDate
        (total.planToDateLow, total.planToDateHigh) = (system.planToDateLow, system.planToDateHigh)
        total.actual = system.actual
        total.charged = system.charged
        total.variance = system.variance
        total.variancePercent = system.variancePercent
        total.effect = system.effect
        total.parts = totalParts(rows, of: system.variance)
        total.priorPeriod = system.actual == nil ? nil : rows.compactMap(\.priorPeriod).reduce(.zero, +)
        var beside = all.filter { $0.isBeside && $0.actual != nil }
        for at in beside.indices { beside[at].name += " (budget of its own)" }
        var apart: [String] = []
        for id in MonthPage.apart {
            guard var row = all.first(where: { $0.component == id && $0.actual != nil }) else { continue }
            row.name = MonthPage.apartName(id)
            beside.append(row)
            apart.append(id)
        }
        guard !beside.isEmpty, let actual = system.actual else { return [(total, .total)] }
        for at in beside.indices { beside[at].component = "" }
        var whole = line(totalName(besides: beside.contains(where: \.isBeside), apart: apart), system)
        whole.actual = beside.compactMap(\.actual).reduce(actual, +)
        whole.charged = system.charged.map { beside.compactMap(\.charged).reduce($0, +) }
        return [(total, .total)] + beside.map { ($0, .beside) } + [(whole, .sum)]
    }

    private func line(_ name: String, _ system: SystemMonth) -> ComponentMonth {
        ComponentMonth(
            system: system.system, component: "", name: name, currency: system.currency, completeDays: system.completeDays)
    }

    /// The components' parts added up, where they are the parts of the system's variance.
    private func totalParts(_ rows: [ComponentMonth], of variance: Amount?) -> VarianceParts? {
        let sum = rows.compactMap(\.parts).reduce(VarianceParts(), +)
        return sum.total == variance ? sum : nil
    }

    /// The item that stands for what no part of a driver explains.
    private static var rest: String { "(rest)" }

    /// Planned and actual quantity and price of the components that have a driver.
    func itemTable(_ rows: [ComponentItemMonth], _ system: SystemMonth) -> Markup {
        let names = componentNames(system.system)
        let toDate = system.completeDays < system.days ? " to date" : ""
        var table = PageTable<ComponentItemMonth>(
            "Quantities and prices, \(context.month.title), \(system.currency)\(measured(system))",
            full: file("component_item_month"), id: "item", key: { [$0.system, $0.component, $0.item] })
        table.text("Component") { names[$0.component] ?? $0.component }
        // Most drivers have one item, which has the component's name.
        if rows.contains(where: { $0.item != $0.component }) {
            table.text("Item") { $0.item == MonthPage.rest ? "not explained by a quantity" : $0.item }
        }
        table.text("Unit") { $0.unit }
        table.number("Planned quantity" + toDate, reason: "not planned") { $0.planQuantity.map(NumberText.quantity) }
        table.number("Actual quantity") { $0.actualQuantity.map(NumberText.quantity) }
        table.number("Planned price", reason: "not planned") { $0.planUnitPrice.map(NumberText.unitPrice) }
        table.number("Actual price") { $0.actualUnitPrice.map(NumberText.unitPrice) }
        table.amount("Plan" + toDate, reason: "no plan") { $0.plan }
        table.amount("At actual volume", reason: "no quantity known", isOptional: true) { $0.flexiblePlan }
        table.amount("Actual") { $0.actual }
        table.signed("Volume") { $0.parts.volume }
        table.signed("of which month's length", isOptional: true) { $0.parts.monthLength }
        table.signed("Mix", isOptional: true) { $0.parts.mix }
        table.signed("Rate") { $0.parts.rate }
        table.signed("Unplanned", isOptional: true) { $0.parts.unplanned }
        table.signed("Spending", isOptional: true) { $0.parts.spending }
        return .group([element("h3", [:], ["Quantities and prices"]), table.markup(rows)])
    }
}
