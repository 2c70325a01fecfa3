import Analysis
import Billing

/// How a page names things, and what it says about a row beside its figures.
extension MonthPage {
    func systemName(_ id: String) -> String {
        if id == ReservedComponent.unmapped { return "Not mapped to a system" }
        return analysis.systems.first { $0.system == id }?.name ?? id
    }

    /// A system's own budget has the system's id and people know it by its name; one that a document states has a name there.
    func budgetName(_ id: String) -> String {
        if let system = analysis.systems.first(where: { $0.system == id }) { return system.name }
        let figure = "budget." + id
        if let whole = analysis.figures.first(where: { $0.figure == figure }) { return whole.name }
        // One in steps has a figure for each, whose name ends in the step's id.
        guard let step = analysis.figures.first(where: { $0.figure.hasPrefix(figure + ".") }) else { return systemName(id) }
        let end = ": " + step.figure.dropFirst(figure.count + 1)
        return step.name.hasSuffix(end) ? String(step.name.dropLast(end.count)) : step.name
    }

    /// A budget's name with its system's, where that is another and there are several.
    func budgetPlace(_ id: String, of system: String?) -> String {
        guard let system, system != id, systems.count > 1 else { return budgetName(id) }
        return "\(budgetName(id)) (\(systemName(system)))"
    }

    /// Whether what is counted in this unit is money.
    func isMoney(_ unit: String, of budget: String) -> Bool {
        analysis.budgets.first { $0.budget == budget }?.isMoney ?? (unit == analysis.currency.code)
    }

    /// Reserved customers in words; they keep their names in the files.
    func customerName(_ id: String, _ name: String) -> String {
        switch id {
        case ReservedCustomer.unallocated: "Unallocated"
        case ReservedCustomer.notCostOfRevenue: "Not cost of revenue"
        case ReservedCustomer.tax, ReservedCustomer.promotion: MonthPage.apartName(id)
        case ReservedCustomer.adjustment: "Changes of closed months"
        default: name
        }
    }

    /// Whether the plan in force has the component, or the system has no plan that could.
    func isPlanned(_ row: ComponentMonth) -> Bool {
        let plan = analysis.plan.filter { $0.system == row.system }
        return plan.isEmpty || plan.contains { $0.component == row.component }
    }

    /// Components of a system whose cost is all borne as not cost of revenue.
    func componentsBesideRevenue(_ system: String) -> Set<String> {
        var beside: Set<String> = [], within: Set<String> = []
        for cost in analysis.allocations.costs where cost.system == system {
            if cost.customers.contains(ReservedCustomer.notCostOfRevenue) { beside.insert(cost.component) }
            if cost.customers.contains(where: { $0 != ReservedCustomer.notCostOfRevenue }) { within.insert(cost.component) }
        }
        return beside.subtracting(within)
    }

    /// What stands beside the cost, in the order that it is shown in, by its reserved name.
    static let apart = [ReservedComponent.tax, ReservedComponent.promotion]

    /// What that is called within a sentence.
    static func apartWords(_ id: String) -> String { id == ReservedComponent.tax ? "tax" : "promotional credits" }

    /// The name of what stands beside the cost in a table's foot.
    static func apartName(_ id: String) -> String {
        id == ReservedComponent.tax ? "Tax, beside the cost" : "Promotional credits, beside the cost"
    }

    /// What a total is called that counts these of what stands beside the cost too.
    func totalName(besides: Bool, apart: [String]) -> String {
        let parts = (besides ? ["budgets of their own"] : []) + apart.map(MonthPage.apartWords)
        guard let last = parts.last else { return "Total" }
        let list = parts.count == 1 ? last : parts.dropLast().joined(separator: ", ") + " and " + last
        return "Total with " + list
    }

    /// What stands beside the cost of all systems under a reserved name; nil without any.
    func apart(_ id: String) -> Amount? {
        let rows = analysis.components.filter { $0.component == id }.compactMap(\.actual)
        return rows.isEmpty ? nil : rows.reduce(.zero, +)
    }

    /// Cost of environments with budgets of their own, of all systems; nil without any.
    var besideCost: Amount? {
        let rows = analysis.systems.compactMap(\.beside)
        return rows.isEmpty ? nil : rows.reduce(.zero, +)
    }

    /// The names of a system's components by id.
    func componentNames(_ system: String) -> [String: String] {
        Dictionary(
            analysis.components.lazy.filter { $0.system == system }.map { ($0.component, $0.name) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The systems that revenue and margin cover, where that is not all of them.
    var coverage: String? {
        guard let covered = portfolio?.marginSystems, !covered.isEmpty, covered.count < systems.count else { return nil }
        return covered.map(systemName).joined(separator: ", ") + " only"
    }

    /// ` · 19 of 30 days complete` where that is not the whole month.
    func measured(_ system: SystemMonth) -> String {
        guard system.actual != nil, system.completeDays < system.days else { return "" }
        return " · \(system.completeDays) of \(system.days) days complete"
    }
}
